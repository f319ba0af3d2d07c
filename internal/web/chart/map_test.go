package chart

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func pins(points ...[2]float64) (all []Pin) {
	for i, p := range points {
		all = append(all, Pin{Number: i + 1, Lat: p[0], Lon: p[1], Href: "#r", Name: "Service"})
	}
	return all
}

func TestAMapPutsPinsThatCoverOneAnotherTogether(t *testing.T) {
	m := Map{Words: Words{ID: "map"}, Pins: pins([2]float64{53.5, -1.5}, [2]float64{53.5, -1.5}, [2]float64{53.55, -1.4})}
	groups, outside := m.groups(m.sheet())
	if len(groups) != 2 || outside != 0 || groups[1].label() != "1, 2" {
		t.Errorf("%+v, %d outside", groups, outside)
	}
	drawing := drawn(t, m)
	if strings.Contains(drawing, "close by") {
		t.Error("numbers that the pin shows are listed")
	}
	if strings.Contains(drawing, "<image") || !strings.Contains(drawing, "mile") {
		t.Error("a map without tiles asks for pictures, or has no scale")
	}
}

func TestAMapLeavesOutWhatIsFarFromAllOthers(t *testing.T) {
	m := Map{Words: Words{ID: "map"}, Pins: pins([2]float64{53.5, -1.5}, [2]float64{53.51, -1.51}, [2]float64{53.52, -1.5}, [2]float64{53.5, -1.52}, [2]float64{50.1, -5.5})}
	if _, outside := m.groups(m.sheet()); outside != 1 {
		t.Errorf("%d outside", outside)
	}
	if drawing := drawn(t, m); !strings.Contains(drawing, "One place lies outside this map") {
		t.Error("nothing is said of the place outside")
	}
}

// North is up, east is right, and the pictures of a tile server lie where the
// pins are: the tile under a pin is that of the pin's point.
func TestTilesLieUnderTheirPins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat, lon := rapid.Float64Range(50, 59).Draw(t, "lat"), rapid.Float64Range(-7, 1.5).Draw(t, "lon")
		spread := rapid.Float64Range(0.001, 1).Draw(t, "spread")
		m := Map{Pins: pins([2]float64{lat, lon}, [2]float64{lat + spread, lon + spread}), Tiles: "https://tiles.example/{z}/{x}/{y}.png"}
		s := m.sheet()
		x1, y1 := s.on(lat, lon)
		x2, y2 := s.on(lat+spread, lon+spread)
		if x2 <= x1 || y2 >= y1 || !s.holds(x1, y1) || !s.holds(x2, y2) {
			t.Fatalf("pins at %v,%v and %v,%v", x1, y1, x2, y2)
		}
		tiles, covered := m.tiles(s), false
		for _, tile := range tiles {
			covered = covered || x1 >= tile.x && x1 < tile.x+tile.side && y1 >= tile.y && y1 < tile.y+tile.side
		}
		if !covered || len(tiles) > 16 {
			t.Fatalf("%d tiles, covered %t", len(tiles), covered)
		}
	})
}

// The numbers of a tile are those that the scheme of slippy maps gives: checked
// by hand for the tile of Greenwich at zoom 10.
func TestNumbersOfATile(t *testing.T) {
	x, y := mercator(51.4779, 0)
	if int(x*1024) != 512 || int(y*1024) != 340 {
		t.Errorf("%v %v", x*1024, y*1024)
	}
}

// No number is hidden: those for which a pin has no room stand below the map.
func TestNumbersThatAPinHasNoRoomForAreListed(t *testing.T) {
	at := [2]float64{53.5, -1.5}
	m := Map{Words: Words{ID: "map"}, Pins: pins(at, at, at, at, at, [2]float64{53.55, -1.4})}
	if drawing := drawn(t, m); !strings.Contains(drawing, "1, 2, 3, +2") || !strings.Contains(drawing, "At one place or close by: 1 to 5.") {
		t.Error(drawing)
	}
	if got := runs(pins(at, at, at, at)); got != "1 to 4" {
		t.Error(got)
	}
	if got := runs([]Pin{{Number: 2}, {Number: 2}, {Number: 4}, {Number: 5}}); got != "2, 4 to 5" {
		t.Error(got)
	}
	one := Map{Words: Words{ID: "map"}, Pins: []Pin{{Lat: 53.5, Lon: -1.5, Name: "Hall"}}}
	if drawing := drawn(t, one); strings.Contains(drawing, "numbers") || strings.Contains(drawing, ">0<") {
		t.Error("a single place has a number")
	}
}

// Neither pins nor names cover one another.
func TestNothingOnAMapCoversAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m Map
		point := func(label string) (lat, lon float64) {
			return rapid.Float64Range(53, 53.2).Draw(t, label), rapid.Float64Range(-1.5, -1.2).Draw(t, label)
		}
		for i := range rapid.IntRange(1, 20).Draw(t, "pins") {
			lat, lon := point("pin")
			m.Pins = append(m.Pins, Pin{Number: i + 1, Lat: lat, Lon: lon})
		}
		for range rapid.IntRange(0, 20).Draw(t, "spots") {
			lat, lon := point("spot")
			m.Spots = append(m.Spots, Spot{Name: "Harbour QY1", Lat: lat, Lon: lon})
		}
		s := m.sheet()
		groups, _ := m.groups(s)
		var frames []frame
		for _, g := range groups {
			frames = append(frames, g.frame())
		}
		for _, spot := range m.spots(s, groups) {
			frames = append(frames, wordsAt(spot.x, spot.y, spot.name))
		}
		for i, f := range frames {
			for _, other := range frames[:i] {
				if f.covers(other) {
					t.Fatalf("%+v covers %+v", f, other)
				}
			}
		}
	})
}

func TestTheNameOfTheMiddleIsNotCovered(t *testing.T) {
	m := Map{Words: Words{ID: "map"}, From: &Spot{Name: "QY1", Lat: 53.5, Lon: -1.5}, Pins: pins([2]float64{53.5, -1.5}, [2]float64{53.5, -1.5})}
	s := m.sheet()
	groups, _ := m.groups(s)
	x, _ := s.on(53.5, -1.5)
	if groups[0].frame().covers(wordsAt(x, m.fromWords(s, groups), "QY1")) {
		t.Errorf("%+v covers it", groups[0].frame())
	}
}
