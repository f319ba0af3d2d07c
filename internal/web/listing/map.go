package listing

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/directory"
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
	for _, c := range cards {
		for _, p := range c.Hit.Service.Places {
			if p.Point.Known() {
				m.Pins = append(m.Pins, chart.Pin{Number: c.Number, Lat: p.Point.Lat, Lon: p.Point.Lon, Href: "#" + c.ID(), Name: c.Hit.Service.Name})
			}
		}
	}
	return around(r, m, from, called)
}

// MapOfPlaces draws where one service is, as far as that is told. Several places
// have the numbers in which they are listed.
func MapOfPlaces(r db.Reader, s directory.Service) (chart.Map, error) {
	m := chart.Map{Words: chart.Words{ID: "map", Headline: "Where it is"}}
	for i, l := range s.Locations {
		if !l.Point.Known() {
			continue
		}
		pin := chart.Pin{Lat: l.Point.Lat, Lon: l.Point.Lon, Href: "#" + placeID(i), Name: placeName(l)}
		if len(s.Locations) > 1 {
			pin.Number = i + 1
		}
		m.Pins = append(m.Pins, pin)
	}
	return around(r, m, places.Point{}, "")
}

// around puts what helps to find one's way on a map: the names of places round
// about, or the pictures of a tile server where the area has one.
func around(r db.Reader, m chart.Map, from places.Point, called string) (chart.Map, error) {
	var points []places.Point
	for _, p := range m.Pins {
		points = append(points, places.Point{Lat: p.Lat, Lon: p.Lon})
	}
	if from.Known() {
		m.From = &chart.Spot{Name: called, Lat: from.Lat, Lon: from.Lon}
		points = append(points, from)
	}
	box, ok := places.Around(points)
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
	areas, err := places.Within(r, box, mostSpots)
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
