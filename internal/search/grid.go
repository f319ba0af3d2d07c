package search

import (
	"math"

	"linkwork/internal/places"
)

// The earth in cells of 0.045 by 0.075 degrees, in Britain about 5 km each
// way, numbered row by row from the south.
const (
	cellHigh = 0.045
	cellWide = 0.075
	columns  = 4800
	rows     = 4000
	nowhere  = math.MaxUint32 // the cell of what has no known place

	earthRadiusMiles = 3958.7613
	milesPerDegree   = 69
)

func rowOf(lat float64) int    { return min(max(int(math.Floor((lat+90)/cellHigh)), 0), rows-1) }
func columnOf(lon float64) int { return min(max(int(math.Floor((lon+180)/cellWide)), 0), columns-1) }

func cellOf(p places.Point) uint32 { return uint32(rowOf(p.Lat)*columns + columnOf(p.Lon)) }

// spot is a point on a globe of radius 1: distances between spots need no
// angles. It is good to about a metre.
type spot struct{ x, y, z float32 }

func spotOf(p places.Point) spot {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return spot{float32(math.Cos(lat) * math.Cos(lon)), float32(math.Cos(lat) * math.Sin(lon)), float32(math.Sin(lat))}
}

// apart is the square of the straight line between two spots.
func (s spot) apart(o spot) float64 {
	dx, dy, dz := float64(s.x)-float64(o.x), float64(s.y)-float64(o.y), float64(s.z)-float64(o.z)
	return dx*dx + dy*dy + dz*dz
}

// milesOf turns apart into miles along the surface.
func milesOf(apart float64) float64 {
	return 2 * earthRadiusMiles * math.Asin(math.Min(1, math.Sqrt(apart)/2))
}

func apartOf(miles float64) float64 {
	return square(2 * math.Sin(math.Min(miles/earthRadiusMiles/2, math.Pi/2)))
}

func square(x float64) float64 { return x * x }

// strips calls visit with the first and last cell of every row that a circle
// may touch.
func strips(from places.Point, miles float64, visit func(first, last uint32)) {
	high := miles/milesPerDegree + cellHigh/10
	south, north := from.Lat-high, from.Lat+high
	west, east := 0, columns-1
	if widest := math.Cos(math.Min(math.Max(math.Abs(south), math.Abs(north)), 90) * math.Pi / 180); widest*180 > high {
		wide := high / widest
		if from.Lon-wide > -180 && from.Lon+wide < 180 {
			west, east = columnOf(from.Lon-wide), columnOf(from.Lon+wide)
		}
	}
	for row := rowOf(south); row <= rowOf(north); row++ {
		visit(uint32(row*columns+west), uint32(row*columns+east))
	}
}
