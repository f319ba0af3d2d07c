package listing

import (
	"errors"
	"linkwork/internal/db"
	"linkwork/internal/places"
	"linkwork/internal/teams"
	"linkwork/internal/web/chart"
)

// mostSpots are the names of places that a map may show.
const mostSpots = 60

// MapOf draws where the services of some cards are. from is where distances are
// counted from, with its name; the zero Point is nowhere.
func MapOf(r db.Reader, cards []Card, from places.Point, called string) (chart.Map, error) {
	m := chart.Map{Words: chart.Words{ID: "map", Headline: "Where they are"}}
	var points []places.Point
	for _, c := range cards {
		for _, p := range c.Hit.Service.Places {
			if p.Point.Known() {
				points = append(points, p.Point)
				m.Pins = append(m.Pins, chart.Pin{Number: c.Number, Lat: p.Point.Lat, Lon: p.Point.Lon, Href: "#" + c.ID(), Name: c.Hit.Service.Name})
			}
		}
	}
	if from.Known() {
		m.From = &chart.Spot{Name: called, Lat: from.Lat, Lon: from.Lon}
		points = append(points, from)
	}
	around, ok := places.Around(points)
	if !ok {
		return m, nil
	}
	area, err := teams.TheArea(r)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return m, err
	}
	if m.Tiles, m.Credit = area.Map.Address, area.Map.Credit; m.Tiles != "" {
		return m, nil
	}
	areas, err := places.Within(r, around, mostSpots)
	for _, a := range areas {
		if a.Outcode == called {
			continue
		}
		name := a.Outcode
		if a.Town != "" {
			name = a.Town + " " + a.Outcode
		}
		m.Spots = append(m.Spots, chart.Spot{Name: name, Lat: a.Point.Lat, Lon: a.Point.Lon})
	}
	return m, err
}
