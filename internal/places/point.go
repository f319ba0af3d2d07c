package places

import (
	"fmt"
	"math"
)

// Point is a place on the earth in degrees, WGS 84. The zero Point means "not
// known"; nothing in the United Kingdom lies there.
type Point struct {
	Lat, Lon float64
}

// Known says whether the point was set.
func (p Point) Known() bool { return p != Point{} }

// InUK says whether the point lies in the box round the United Kingdom and the
// islands by it, from Scilly and Jersey to Shetland. It catches swapped and
// invented coordinates, not precise borders.
func (p Point) InUK() bool {
	return p.Lat >= 49.1 && p.Lat <= 60.9 && p.Lon >= -8.7 && p.Lon <= 1.8
}

const earthRadiusMiles = 3958.7613

// Miles is the distance between two points along the surface, in statute
// miles, by the haversine formula (good to about half a percent).
func Miles(a, b Point) float64 {
	lat1, lat2 := radians(a.Lat), radians(b.Lat)
	dLat, dLon := lat2-lat1, radians(b.Lon-a.Lon)
	h := square(math.Sin(dLat/2)) + math.Cos(lat1)*math.Cos(lat2)*square(math.Sin(dLon/2))
	return 2 * earthRadiusMiles * math.Asin(math.Min(1, math.Sqrt(h)))
}

// About says a distance the way a person would: "less than a mile", "about 1
// mile", "about 12 miles".
func About(miles float64) string {
	switch rounded := Rounded(miles); rounded {
	case 0:
		return "less than a mile"
	case 1:
		return "about 1 mile"
	default:
		return fmt.Sprintf("about %.0f miles", rounded)
	}
}

// Rounded is a distance in whole miles, as About says it: 0 for less than one.
func Rounded(miles float64) float64 {
	if miles < 0.75 {
		return 0
	}
	return max(math.Round(miles), 1)
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func square(x float64) float64 { return x * x }
