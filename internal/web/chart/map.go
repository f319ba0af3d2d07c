package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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
	pinHigh    = 24.0
	leastSpan  = 1e-4   // of the world: in Britain about a mile and a half
	nearSpan   = 1.6e-4 // so near nothing is far from all others
	letterWide = 7.0
	letterHigh = 12.0
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
	reach := max((high-low)*4, nearSpan)
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
	for _, p := range m.Pins {
		if x, y := s.on(p.Lat, p.Lon); s.holds(x, y) {
			all = append(all, group{x, y, []Pin{p}})
		} else {
			outside++
		}
	}
	for joined := true; joined; { // a group is wider than its pins: look again
		all, joined = joinCovered(all)
	}
	slices.SortStableFunc(all, func(a, b group) int { return cmp.Compare(b.pins[0].Number, a.pins[0].Number) }) // the first on top
	return all, outside
}

// joinCovered joins groups that cover one another to the first of them.
func joinCovered(all []group) (left []group, joined bool) {
next:
	for _, g := range all {
		for i := range left {
			if left[i].frame().covers(g.frame()) {
				left[i].pins, joined = append(left[i].pins, g.pins...), true
				slices.SortStableFunc(left[i].pins, func(a, b Pin) int { return cmp.Compare(a.Number, b.Number) })
				continue next
			}
		}
		left = append(left, g)
	}
	return left, joined
}

// frame is a part of the drawing.
type frame struct{ left, top, right, bottom float64 }

func (f frame) covers(o frame) bool {
	return f.left < o.right && o.left < f.right && f.top < o.bottom && o.top < f.bottom
}

func (g group) frame() frame {
	return frame{g.x - g.width()/2, g.y - pinHigh/2, g.x + g.width()/2, g.y + pinHigh/2}
}

// runs names numbers, those in a row by their ends: "1 to 7, 9".
func runs(pins []Pin) string {
	var said []string
	for i := 0; i < len(pins); {
		last := i
		for last+1 < len(pins) && pins[last+1].Number <= pins[last].Number+1 {
			last++
		}
		words := strconv.Itoa(pins[i].Number)
		if pins[last].Number > pins[i].Number {
			words += " to " + strconv.Itoa(pins[last].Number)
		}
		said, i = append(said, words), last+1
	}
	return strings.Join(said, ", ")
}

// mostNumbers are the numbers that one pin shows.
const mostNumbers = 3

// numbers are those of a group's pins, each once; none where they have no
// numbers.
func (g group) numbers() (all []string) {
	for _, p := range g.pins {
		if n := strconv.Itoa(p.Number); p.Number > 0 && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// full says that the pin has no room for all of its numbers.
func (g group) full() bool { return len(g.numbers()) > mostNumbers+1 }

func (g group) label() string {
	numbers := g.numbers()
	if g.full() {
		numbers = append(numbers[:mostNumbers:mostNumbers], "+"+strconv.Itoa(len(numbers)-mostNumbers))
	}
	return strings.Join(numbers, ", ")
}

func (g group) names() string {
	names := make([]string, len(g.pins))
	for i, p := range g.pins {
		names[i] = p.Name
		if p.Number > 0 {
			names[i] = strconv.Itoa(p.Number) + ". " + p.Name
		}
	}
	return strings.Join(slices.Compact(names), "\n")
}

func (g group) width() float64 { return max(pinHigh, float64(len(g.label()))*7.5+12) }

// spots are the names that have room on the drawing: beside the pins, which
// stand where they are, and beside one another.
func (m Map) spots(s sheet, groups []group) (shown []placed) {
	var taken []frame
	for _, g := range groups {
		taken = append(taken, g.frame())
	}
	if m.From != nil {
		x, y := s.on(m.From.Lat, m.From.Lon)
		taken = append(taken, frame{x - 9, y - 9, x + 9, y + 9}, wordsAt(x, m.fromWords(s, groups), m.From.Name))
	}
	taken = append(taken, frame{0, mapSide - 28, scaleMost + 80, mapSide})
	free := func(f frame) bool {
		return f.left > 0 && f.top > 0 && f.right < mapSide && f.bottom < mapSide && !slices.ContainsFunc(taken, f.covers)
	}
	for _, spot := range m.Spots {
		x, y := s.on(spot.Lat, spot.Lon)
		for _, aside := range []float64{4, pinHigh/2 + 13, -pinHigh/2 - 4} { // on the place, below a pin, above it
			if f := wordsAt(x, y+aside, spot.Name); free(f) {
				shown, taken = append(shown, placed{x, y + aside, spot.Name}), append(taken, f)
				break
			}
		}
	}
	return shown
}

// fromWords is how far down the name of where distances are counted from stands:
// where no pin covers it.
func (m Map) fromWords(s sheet, groups []group) float64 {
	x, y := s.on(m.From.Lat, m.From.Lon)
	for _, aside := range []float64{-12, -pinHigh/2 - 4, 21, pinHigh/2 + 13} { // above the ring, above a pin, below them
		covered := slices.ContainsFunc(groups, func(g group) bool { return g.frame().covers(wordsAt(x, y+aside, m.From.Name)) })
		if !covered {
			return y + aside
		}
	}
	return y - 12
}

// wordsAt is the room of words that stand centred over a point.
func wordsAt(x, y float64, words string) frame {
	half := float64(utf8.RuneCountInString(words))*letterWide/2 + 2
	return frame{x - half, y - letterHigh, x + half, y + 3}
}

// together names the groups whose pins have no room for all numbers.
func together(groups []group) string {
	var said []string
	for _, g := range slices.Backward(groups) {
		if g.full() {
			said = append(said, runs(g.pins))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return " At one place or close by: " + strings.Join(said, "; ") + "."
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
