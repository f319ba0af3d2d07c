package places

import (
	"slices"

	"linkwork/internal/db"
)

// Box is a part of the earth between two points.
type Box struct{ South, West, North, East float64 }

// Within returns the areas whose middle lies in a box, imported and made up, at
// most limit, in order of their outcodes.
func Within(r db.Reader, b Box, limit int) ([]Area, error) {
	areas, err := db.List(r, scanArea, selectArea+` WHERE latitude BETWEEN $1 AND $2 AND longitude BETWEEN $3 AND $4 ORDER BY outcode LIMIT $5`,
		b.South, b.North, b.West, b.East, limit)
	if err != nil {
		return nil, err
	}
	for _, a := range madeUp() {
		inside := a.Point.Lat >= b.South && a.Point.Lat <= b.North && a.Point.Lon >= b.West && a.Point.Lon <= b.East
		if inside && !slices.ContainsFunc(areas, func(known Area) bool { return known.Outcode == a.Outcode }) {
			areas = append(areas, a)
		}
	}
	return areas[:min(len(areas), limit)], nil
}

// Around returns a box that holds some points with room around them, and false
// when none is known.
func Around(points []Point) (b Box, ok bool) {
	for _, p := range points {
		switch {
		case !p.Known():
		case !ok:
			b, ok = Box{p.Lat, p.Lon, p.Lat, p.Lon}, true
		default:
			b = Box{min(b.South, p.Lat), min(b.West, p.Lon), max(b.North, p.Lat), max(b.East, p.Lon)}
		}
	}
	const room = 0.05 // degrees: some three miles
	return Box{b.South - room, b.West - room, b.North + room, b.East + room}, ok
}
