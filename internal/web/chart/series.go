package chart

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// mark is how one series is drawn: colour, line and shape.
type mark struct{ colour, dash, shape string }

// marks are told apart without colour too. All have at least 4.5:1 on white.
var marks = []mark{
	{"#0b4f57", "", "circle"},
	{"#b2460a", "7 4", "square"},
	{"#5b3fa6", "2 4", "triangle"},
	{"#005eb8", "10 3 2 3", "ring"},
}

// markFor cycles; a chart with more than four series is a table.
func markFor(i int) mark { return marks[i%len(marks)] }

// Missing is the value of a point without an answer.
var Missing = math.NaN()

func missing(v float64) bool { return math.IsNaN(v) }

// value writes a number as people do: no needless decimals.
func value(v float64) string {
	if missing(v) {
		return "no answer"
	}
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// people writes how many there are: "1,177".
func people(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// change says in words what became of a value between two answers.
func change(from, to float64, lowerIsBetter bool) string {
	if missing(from) || missing(to) {
		return "not known"
	}
	d := to - from
	if d == 0 {
		return "the same"
	}
	way, good := "up", d > 0
	if d < 0 {
		way = "down"
	}
	if lowerIsBetter {
		good = !good
	}
	what := "worse"
	if good {
		what = "better"
	}
	return fmt.Sprintf("%s %s, %s", way, value(math.Abs(d)), what)
}

// em and pct write lengths of the drawing.
func em(v float64) string  { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) + "em" }
func pct(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) + "%" }

// scale turns a value into a height in em below the top of the drawing.
type scale struct{ min, max, top, height float64 }

func (s scale) y(v float64) float64 { return s.top + (s.max-v)/(s.max-s.min)*s.height }

// tag is a label that wants to stand at y and needs so much room, in em.
type tag struct {
	mark  mark // drawn before the label when it has a shape
	lines []string
	y     float64
	room  float64
}

// spread moves labels apart just so far that none overlap, keeping their order,
// within low and high.
func spread(tags []tag, low, high float64) []tag {
	out := slices.Clone(tags)
	slices.SortStableFunc(out, func(a, b tag) int {
		switch {
		case a.y < b.y:
			return -1
		case a.y > b.y:
			return 1
		}
		return 0
	})
	end := low
	for i := range out {
		out[i].y = max(out[i].y, end)
		end = out[i].y + out[i].room
	}
	limit := high
	for i := len(out) - 1; i >= 0; i-- {
		if last := limit - out[i].room; out[i].y > last {
			out[i].y = last
		}
		limit = out[i].y
	}
	return out
}

// sentence joins parts as a sentence that starts with a capital letter.
func sentence(parts ...string) string {
	s := strings.Join(parts, " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
