package sameness

import (
	"fmt"
	"math"
	"slices"

	"linkwork/internal/places"
)

// Distances in metres.
const (
	metresInMile = 1609.344
	sameSpot     = 150
	sameStreets  = 1000
	sameTown     = 4000
	nextTown     = 8000
)

// places compares where the services happen: the nearest two of their places.
// Two halls can stand side by side, so only a property number, or a postcode
// where no number says otherwise, is an address.
func (c *comparison) places() {
	shared, differing := common(c.a.uprns, c.b.uprns)
	if shared != (Identifier{}) {
		c.samePlace, c.sameAddress = true, true
		c.say(OfPlace, 24, "same "+shared.spoken())
		return
	}
	if slices.ContainsFunc(c.a.postcodes, func(p string) bool { return slices.Contains(c.b.postcodes, p) }) {
		c.samePlace, c.sameAddress = true, differing == (Identifier{})
		c.say(OfPlace, 20, "same postcode")
		return
	}
	if metres, ok := nearest(c.a.points, c.b.points); ok {
		c.distance(metres)
	} else if len(c.a.outcodes) > 0 && len(c.b.outcodes) > 0 {
		c.districts()
	} else {
		c.noPlace = true
	}
}

func nearest(a, b []places.Point) (metres float64, ok bool) {
	metres = math.Inf(1)
	for _, p := range a {
		for _, q := range b {
			metres = min(metres, places.Miles(p, q)*metresInMile)
		}
	}
	return metres, !math.IsInf(metres, 1)
}

func (c *comparison) distance(metres float64) {
	switch {
	case metres < sameSpot:
		c.samePlace = true
		c.say(OfPlace, 20, said(metres))
	case metres < sameStreets:
		c.say(OfPlace, 8, said(metres))
	case metres < sameTown:
		c.say(OfPlace, -6, said(metres))
	case metres < nextTown:
		c.doubtful, c.farApart = true, true
		c.say(OfPlace, -24, said(metres))
	default:
		c.doubtful, c.farApart = true, true
		c.say(OfPlace, -70, said(metres)+": perhaps two branches")
	}
}

// said says a distance as a reviewer would.
func said(metres float64) string {
	switch {
	case metres < 5:
		return "at one spot"
	case metres < 995:
		return fmt.Sprintf("%.0f metres apart", math.Round(metres/10)*10)
	}
	return places.About(metres/metresInMile) + " apart"
}

// districts compares places of which only postcodes are known.
func (c *comparison) districts() {
	if slices.ContainsFunc(c.a.outcodes, func(o string) bool { return slices.Contains(c.b.outcodes, o) }) {
		c.say(OfPlace, -4, "different postcodes in one district")
		return
	}
	c.doubtful, c.farApart = true, true
	c.say(OfPlace, -40, "different postcode districts")
}
