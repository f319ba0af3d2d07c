package stats

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Printed is a number as it stands in print, and all that it may have been
// before it was rounded: "12.0" is anything from 11.95 to 12.05.
type Printed struct {
	Value float64
	May   Interval
}

// PrintedP is a P value as it stands in print. "<0.001" may have been anything
// from 0 to 0.001.
type PrintedP struct {
	Sign string // =, <, >, ≤ or ≥
	Printed
}

// longestPrinted is more than anybody prints of a ratio or a P value.
const longestPrinted = 24

var (
	number = regexp.MustCompile(`^([+-]?)([0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$`)
	signed = regexp.MustCompile(`^[pP]?\s*([=<>≤≥]?)\s*(.*)$`)

	// Journals set a raised point, or a minus that is on no keyboard.
	asTyped = strings.NewReplacer("·", ".", "−", "-", "–", "-")
	asSet   = strings.NewReplacer("<=", "≤", ">=", "≥")
)

// ReadPrinted reads a number: "6.86", ".03", "0·003", "1.7e-11".
// ErrNotComputable, with what to write, for anything else.
func ReadPrinted(text string) (p Printed, err error) {
	text = asTyped.Replace(strings.TrimSpace(text))
	parts := number.FindStringSubmatch(text)
	if len(text) > longestPrinted || parts == nil || parts[2]+parts[3] == "" {
		return p, notComputable("write a number with digits and a point, like 1.91")
	}
	p.Value, err = strconv.ParseFloat(text, 64)
	if err != nil {
		return p, notComputable("write a number that is not so large")
	}
	power, _ := strconv.Atoi(parts[4]) // none is 0
	half := 0.5 * math.Pow10(power-len(parts[3]))
	p.May = around(p.Value, half)
	return p, finite([]float64{p.May.Low, p.May.High})
}

// ReadPrintedP reads a P value: "0.003", "= .03", "<0.001", "P > 0.05".
// ErrNotComputable, with what to write, for anything else and for what is no
// probability.
func ReadPrintedP(text string) (p PrintedP, err error) {
	parts := signed.FindStringSubmatch(asSet.Replace(strings.TrimSpace(text)))
	if parts != nil {
		p.Printed, err = ReadPrinted(parts[2])
	}
	if parts == nil || err != nil {
		return p, notComputable("write P like 0.003 or <0.001")
	}
	if p.Value < 0 || p.Value > 1 {
		return p, notComputable("P is between 0 and 1")
	}
	p.Sign = cmp.Or(parts[1], "=")
	switch p.Sign { // a limit is meant as it stands, not rounded
	case "<", "≤":
		p.May = Interval{0, p.Value}
	case ">", "≥":
		p.May = Interval{p.Value, 1}
	}
	p.May = p.May.clamp(0, 1)
	return p, nil
}

// meets says whether two intervals have a number in common, give or take what
// computers leave.
func (i Interval) meets(other Interval) bool {
	slack := zero * max(1, math.Abs(i.High), math.Abs(other.High))
	return i.Low <= other.High+slack && other.Low <= i.High+slack
}
