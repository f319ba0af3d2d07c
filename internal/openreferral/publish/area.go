package publish

import (
	"encoding/json"
	"regexp"
	"strings"

	"linkwork/internal/places"
)

// area is where a service is for people from, as far as software can tell: by
// outcodes that it names, or by a shape. Neither is not stated.
type area struct {
	Outcodes []string         `json:",omitempty"`
	Rings    [][]places.Point `json:",omitempty"` // outer edges of the shape
}

var outcodeWord = regexp.MustCompile(`\b[A-Z]{1,2}[0-9][0-9A-Z]?\b`)

func areaOf(a fields) (said area) {
	for _, name := range []string{"name", "description", "service_area"} {
		said.Outcodes = add(said.Outcodes, outcodeWord.FindAllString(textOf(a[name]), 50)...)
	}
	extent := textOf(a["extent"])
	if strings.HasPrefix(strings.TrimSpace(extent), "{") {
		said.Rings = rings([]byte(extent))
	} else if textOf(a["extent_type"]) == "text" {
		said.Outcodes = add(said.Outcodes, outcodeWord.FindAllString(extent, 50)...)
	}
	return said
}

// geometry is as much of GeoJSON as says where an area is.
type geometry struct {
	Type        string
	Coordinates json.RawMessage
	Geometry    *geometry
	Features    []geometry
}

// rings reads the outer edges of a GeoJSON shape; what is none gives none.
func rings(extent []byte) (all [][]places.Point) {
	var g geometry
	if json.Unmarshal(extent, &g) != nil {
		return nil
	}
	return g.rings(3)
}

func (g geometry) rings(depth int) (all [][]places.Point) {
	if depth == 0 {
		return nil
	}
	if g.Geometry != nil {
		all = append(all, g.Geometry.rings(depth-1)...)
	}
	for _, feature := range g.Features {
		all = append(all, feature.rings(depth-1)...)
	}
	var polygons [][][][2]float64
	switch g.Type {
	case "Polygon":
		var one [][][2]float64
		if json.Unmarshal(g.Coordinates, &one) == nil {
			polygons = append(polygons, one)
		}
	case "MultiPolygon":
		_ = json.Unmarshal(g.Coordinates, &polygons) // what is no shape says nothing
	}
	for _, polygon := range polygons {
		if len(polygon) > 0 && len(polygon[0]) > 2 {
			all = append(all, ringOf(polygon[0]))
		}
	}
	return all
}

func ringOf(pairs [][2]float64) (ring []places.Point) {
	for _, pair := range pairs {
		ring = append(ring, places.Point{Lat: pair[1], Lon: pair[0]})
	}
	return ring
}

// covers says whether a person from here is meant; known is false where the
// area does not tell.
func (a area) covers(from places.Area) (yes, known bool) {
	for _, outcode := range a.Outcodes {
		if outcode == from.Outcode {
			return true, true
		}
	}
	for _, ring := range a.Rings {
		if inside(from.Point, ring) {
			return true, true
		}
	}
	return false, len(a.Outcodes)+len(a.Rings) > 0
}

// inside counts how often a line eastwards crosses the edge.
func inside(p places.Point, ring []places.Point) (in bool) {
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}
