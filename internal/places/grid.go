package places

import "math"

// OnGrid returns the point of an easting and a northing, in metres, on the
// National Grid of Great Britain (OSGB36). Northern Ireland has a grid of its
// own.
//
// It undoes the projection as Ordnance Survey's "A guide to coordinate systems
// in Great Britain" does (annex C), which is exact, and then shifts the datum by
// the seven parameters given there, which is good to about five metres. The
// grid of shifts that surveyors use (OSTN15) would be nearer, and of no use
// here: a postcode is some dozens of metres wide.
func OnGrid(easting, northing float64) Point {
	lat, lon := unproject(easting, northing)
	return toWGS84(lat, lon)
}

// ellipsoid is a figure of the earth: its half axes in metres.
type ellipsoid struct{ a, b float64 }

func (e ellipsoid) squared() float64 { return 1 - (e.b*e.b)/(e.a*e.a) } // eccentricity

var (
	airy  = ellipsoid{6377563.396, 6356256.909}
	grs80 = ellipsoid{6378137, 6356752.3141}
)

// The projection of the National Grid.
const (
	scale         = 0.9996012717
	falseEasting  = 400_000
	falseNorthing = -100_000
)

var originLat, originLon = radians(49), radians(-2)

// unproject returns latitude and longitude in radians, still on the old datum.
func unproject(easting, northing float64) (lat, lon float64) {
	lat = originLat
	for range 20 { // it comes within a hundredth of a millimetre in five
		rest := northing - falseNorthing - meridian(lat)
		if math.Abs(rest) < 1e-5 {
			break
		}
		lat += rest / (airy.a * scale)
	}
	sin, cos, tan := math.Sin(lat), math.Cos(lat), math.Tan(lat)
	e2 := airy.squared()
	nu := airy.a * scale / math.Sqrt(1-e2*sin*sin)
	rho := airy.a * scale * (1 - e2) / math.Pow(1-e2*sin*sin, 1.5)
	eta2 := nu/rho - 1
	t2, t4, t6 := tan*tan, math.Pow(tan, 4), math.Pow(tan, 6)
	d := easting - falseEasting
	vii := tan / (2 * rho * nu)
	viii := tan / (24 * rho * math.Pow(nu, 3)) * (5 + 3*t2 + eta2 - 9*t2*eta2)
	ix := tan / (720 * rho * math.Pow(nu, 5)) * (61 + 90*t2 + 45*t4)
	x := 1 / (cos * nu)
	xi := 1 / (cos * 6 * math.Pow(nu, 3)) * (nu/rho + 2*t2)
	xii := 1 / (cos * 120 * math.Pow(nu, 5)) * (5 + 28*t2 + 24*t4)
	xiia := 1 / (cos * 5040 * math.Pow(nu, 7)) * (61 + 662*t2 + 1320*t4 + 720*t6)
	lat += -vii*d*d + viii*math.Pow(d, 4) - ix*math.Pow(d, 6)
	lon = originLon + x*d - xi*math.Pow(d, 3) + xii*math.Pow(d, 5) - xiia*math.Pow(d, 7)
	return lat, lon
}

// meridian is the arc from the origin to a latitude, on the projection.
func meridian(lat float64) float64 {
	n := (airy.a - airy.b) / (airy.a + airy.b)
	n2, n3 := n*n, n*n*n
	minus, plus := lat-originLat, lat+originLat
	return airy.b * scale * ((1+n+1.25*n2+1.25*n3)*minus -
		(3*n+3*n2+2.625*n3)*math.Sin(minus)*math.Cos(plus) +
		(1.875*n2+1.875*n3)*math.Sin(2*minus)*math.Cos(2*plus) -
		35.0/24*n3*math.Sin(3*minus)*math.Cos(3*plus))
}

// toWGS84 shifts a position, in radians at the level of the sea, from the old
// datum.
func toWGS84(lat, lon float64) Point {
	const seconds = math.Pi / 180 / 3600
	const tx, ty, tz = 446.448, -125.157, 542.060
	const rx, ry, rz, s = 0.1502 * seconds, 0.2470 * seconds, 0.8421 * seconds, -20.4894e-6
	nu := airy.a / math.Sqrt(1-airy.squared()*square(math.Sin(lat)))
	x, y, z := nu*math.Cos(lat)*math.Cos(lon), nu*math.Cos(lat)*math.Sin(lon), (1-airy.squared())*nu*math.Sin(lat)
	x, y, z = tx+(1+s)*x-rz*y+ry*z, ty+rz*x+(1+s)*y-rx*z, tz-ry*x+rx*y+(1+s)*z
	flat, e2 := math.Hypot(x, y), grs80.squared()
	lat = math.Atan2(z, flat*(1-e2))
	for range 10 {
		lat = math.Atan2(z+e2*grs80.a/math.Sqrt(1-e2*square(math.Sin(lat)))*math.Sin(lat), flat)
	}
	return Point{lat * 180 / math.Pi, math.Atan2(y, x) * 180 / math.Pi}
}
