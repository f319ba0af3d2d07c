package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Map shows where things are, north on top: numbered pins, and the names of a
// few places to find one's way by. The list that the numbers stand in says all
// of it in words, so nobody needs to see the map; pins lead there for those who
// use a mouse.
//
// Without Tiles nothing is asked of any other server, and the paper is empty.
type Map struct {
	Words
	Pins   []Pin
	From   *Spot // where distances are counted from
	Spots  []Spot
	Tiles  string // address of a tile server's pictures with {z}, {x} and {y}; "" for none
	Credit string // whom the tile server wants named
}

// Pin is a number at a place.
type Pin struct {
	Number   int
	Lat, Lon float64 // degrees, WGS 84
	Href     string  // of its row in the list
	Name     string
}

// Spot is a named point.
type Spot struct {
	Name     string
	Lat, Lon float64
}

const (
	mapSide    = 400.0 // units of the drawing
	pinApart   = 22.0  // pins nearer than this are one
	leastSpan  = 2e-5  // of the world: about half a mile
	spotWide   = 76.0
	spotHigh   = 20.0
	scaleMost  = 110.0
	worldMiles = 24901.46 // round the equator
)

// sheet is a part of the world as it lies on the drawing.
type sheet struct {
	west, north float64 // Mercator, shares of the world
	span        float64
}

// mercator is where a point lies on a square world (EPSG 3857), as tile servers
// have it.
func mercator(lat, lon float64) (x, y float64) {
	sin := math.Sin(lat * math.Pi / 180)
	return (lon + 180) / 360, 0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)
}

// on is where a point lies on the drawing.
func (s sheet) on(lat, lon float64) (x, y float64) {
	x, y = mercator(lat, lon)
	return (x - s.west) / s.span * mapSide, (y - s.north) / s.span * mapSide
}

func (s sheet) holds(x, y float64) bool { return x >= 0 && x <= mapSide && y >= 0 && y <= mapSide }

// sheet chooses the part of the world that holds most pins. What lies far from
// all others is left outside rather than make dots of the rest.
func (m Map) sheet() sheet {
	var xs, ys []float64
	for _, p := range m.Pins {
		x, y := mercator(p.Lat, p.Lon)
		xs, ys = append(xs, x), append(ys, y)
	}
	west, east := within(xs)
	north, south := within(ys)
	if m.From != nil {
		x, y := mercator(m.From.Lat, m.From.Lon)
		west, east, north, south = min(west, x), max(east, x), min(north, y), max(south, y)
	}
	span := max(east-west, south-north, leastSpan) * 1.3
	return sheet{west: (west+east)/2 - span/2, north: (north+south)/2 - span/2, span: span}
}

// within are the ends of values but for those far outside of the middle half.
func within(values []float64) (from, to float64) {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	low, high := sorted[n/4], sorted[n-1-n/4]
	reach := max((high-low)*4, leastSpan*8)
	from, to = high, low
	for _, v := range sorted {
		if v >= low-reach && v <= high+reach {
			from, to = min(from, v), max(to, v)
		}
	}
	return from, to
}

// group is what stands at one place of the drawing.
type group struct {
	x, y float64
	pins []Pin
}

// groups puts pins that would cover one another together.
func (m Map) groups(s sheet) (all []group, outside int) {
next:
	for _, p := range m.Pins {
		x, y := s.on(p.Lat, p.Lon)
		if !s.holds(x, y) {
			outside++
			continue
		}
		for i := range all {
			if math.Hypot(all[i].x-x, all[i].y-y) < pinApart {
				all[i].pins = append(all[i].pins, p)
				continue next
			}
		}
		all = append(all, group{x, y, []Pin{p}})
	}
	slices.SortStableFunc(all, func(a, b group) int { return cmp.Compare(b.pins[0].Number, a.pins[0].Number) }) // the first on top
	return all, outside
}

// mostNumbers are the numbers that one pin shows.
const mostNumbers = 3

func (g group) label() string {
	var numbers []string
	for i, p := range g.pins {
		if i == mostNumbers && len(g.pins) > mostNumbers+1 {
			numbers = append(numbers, "+"+strconv.Itoa(len(g.pins)-i))
			break
		}
		if n := strconv.Itoa(p.Number); !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return strings.Join(numbers, ", ")
}

func (g group) names() string {
	names := make([]string, len(g.pins))
	for i, p := range g.pins {
		names[i] = strconv.Itoa(p.Number) + ". " + p.Name
	}
	return strings.Join(slices.Compact(names), "\n")
}

func (g group) width() float64 { return max(24, float64(len(g.label()))*7.5+12) }

// spots are those on the drawing, without those that would cover another's name.
func (m Map) spots(s sheet) (shown []placed) {
next:
	for _, spot := range m.Spots {
		x, y := s.on(spot.Lat, spot.Lon)
		if x < spotWide/2 || x > mapSide-spotWide/2 || y < spotHigh || y > mapSide-spotHigh {
			continue
		}
		for _, other := range shown {
			if math.Abs(other.x-x) < spotWide && math.Abs(other.y-y) < spotHigh {
				continue next
			}
		}
		shown = append(shown, placed{x, y, spot.Name})
	}
	return shown
}

type placed struct {
	x, y float64
	name string
}

// scale is a length on the drawing and how many miles it is.
func (s sheet) scale() (length float64, words string) {
	_, middle := s.north, s.north+s.span/2
	lat := math.Atan(math.Sinh(math.Pi * (1 - 2*middle)))
	perUnit := worldMiles * math.Cos(lat) * s.span / mapSide
	steps := []struct {
		miles float64
		words string
	}{{0.125, "⅛ mile"}, {0.25, "¼ mile"}, {0.5, "½ mile"}, {1, "1 mile"}, {2, "2 miles"}, {5, "5 miles"}, {10, "10 miles"}, {20, "20 miles"}, {50, "50 miles"}, {100, "100 miles"}, {200, "200 miles"}}
	best := steps[0]
	for _, step := range steps {
		if step.miles/perUnit <= scaleMost {
			best = step
		}
	}
	return best.miles / perUnit, best.words
}

// tile is a picture of a tile server on the drawing.
type tile struct {
	x, y, side float64
	href       string
}

const (
	tilePixels = 256
	finestTile = 17
)

func (m Map) tiles(s sheet) (all []tile) {
	if m.Tiles == "" {
		return nil
	}
	zoom := int(math.Round(math.Log2(mapSide / s.span / tilePixels)))
	zoom = min(max(zoom, 0), finestTile)
	count := math.Exp2(float64(zoom))
	side := mapSide / s.span / count
	for ty := math.Floor(s.north * count); ty < (s.north+s.span)*count; ty++ {
		for tx := math.Floor(s.west * count); tx < (s.west+s.span)*count; tx++ {
			all = append(all, tile{x: (tx/count - s.west) / s.span * mapSide, y: (ty/count - s.north) / s.span * mapSide, side: side,
				href: strings.NewReplacer("{z}", strconv.Itoa(zoom), "{x}", strconv.Itoa(int(tx)), "{y}", strconv.Itoa(int(ty))).Replace(m.Tiles)})
		}
	}
	return all
}

func units(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
