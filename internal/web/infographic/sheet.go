package infographic

import (
	"strconv"
	"strings"
)

// Sheet is what is drawn.
type Sheet struct {
	Title    string
	Sub      string // whose figures, and of which time
	Figures  []Figure
	Compared []Comparison
	Foot     []string // source, the funder's words, that it is a reconstruction
}

// Figure is one number with its words.
type Figure struct{ Number, Label, Note string }

// Comparison is amounts of one kind beside one another.
type Comparison struct {
	Headline string // what it says
	Unit     string // "interviews", "" where the headline says it
	Bars     []Bar
}

// Bar is one amount, 0 or more.
type Bar struct {
	Label string
	Value float64
}

// Words is everything that the sheet shows, for those who do not see it.
func (s Sheet) Words() string {
	lines := []string{s.Title + ". " + s.Sub}
	for _, f := range s.Figures {
		lines = append(lines, strings.TrimSpace(f.Number+" "+f.Label+". "+f.Note))
	}
	for _, c := range s.Compared {
		amounts := make([]string, len(c.Bars))
		for i, b := range c.Bars {
			amounts[i] = b.Label + ": " + c.amount(b)
		}
		lines = append(lines, c.Headline+". "+strings.Join(amounts, "; ")+".")
	}
	return strings.Join(append(lines, s.Foot...), "\n")
}

// amount is the amount of a bar, with its unit if there is one.
func (c Comparison) amount(b Bar) string {
	return strings.TrimSpace(strconv.FormatFloat(b.Value, 'f', -1, 64) + " " + c.Unit)
}
