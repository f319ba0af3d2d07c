package stats

import "math"

// Published is an odds, hazard or risk ratio as it was printed, figure by
// figure.
type Published struct {
	Ratio     string
	Low, High string  // ends of the confidence interval
	Level     float64 // of the interval, such as 0.95
	P         string  // with its sign: "0.003", "<0.001"; "" where none was printed
}

// Fit is whether a printed figure agrees with the others.
type Fit string

// Whether it does.
const (
	Fits       Fit = "fits"
	DoesNotFit Fit = "does not fit"
	NotPrinted Fit = "not printed"
)

// Consistency is what the interval of a ratio says about the other figures
// beside it. The numbers are those of the figures as they stand; the intervals
// are all that they may be, each figure having been rounded by itself.
type Consistency struct {
	Middle float64 // of the interval, geometric: where the ratio should be
	SE     float64 // of the logarithm of the ratio
	Z      float64
	P      float64 // two-sided

	MiddleMay, SEMay, ZMay, PMay Interval

	RatioFits Fit
	PFits     Fit
}

// Consistent recomputes what is printed beside a ratio from its interval, for an
// interval that was made on the scale of logarithms with the normal curve, as
// programs do for logistic and Cox regression (Altman and Bland, BMJ 2011;343:
// d2304). A figure does not fit only when no rounding explains it. That need not
// be a misprint: exact and profile intervals have no such middle, and a P value
// may be of another test; it is a reason to ask.
//
// ErrNotComputable where a figure cannot be read, an end is zero once rounded or
// both ends are the same.
func (p Published) Consistent() (c Consistency, err error) {
	if err := checkLevel(p.Level); err != nil {
		return c, err
	}
	ratio, err := ReadPrinted(p.Ratio)
	if err != nil {
		return c, err
	}
	low, err := ReadPrinted(p.Low)
	if err != nil {
		return c, err
	}
	high, err := ReadPrinted(p.High)
	if err != nil {
		return c, err
	}
	if err := checkEnds(ratio, low, high); err != nil {
		return c, err
	}
	c.recompute(ratio, low, high, 2*normalQuantile(p.Level))
	c.RatioFits = fits(ratio.May.meets(c.MiddleMay))
	if c.PFits = NotPrinted; p.P == "" {
		return c, nil
	}
	printed, err := ReadPrintedP(p.P)
	if err != nil {
		return c, err
	}
	c.PFits = fits(printed.May.meets(c.PMay))
	return c, nil
}

func fits(yes bool) Fit {
	if yes {
		return Fits
	}
	return DoesNotFit
}

func checkEnds(ratio, low, high Printed) error {
	switch {
	case ratio.May.Low <= 0 || low.May.Low <= 0:
		return notComputable("a ratio or an end of its interval is zero once rounded, so it has no logarithm")
	case high.Value < low.Value:
		return notComputable("the interval ends before it begins")
	case high.May.meets(low.May):
		return notComputable("the ends of the interval are the same once rounded")
	}
	return nil
}

// recompute works out all that follows from the interval; widths is how many
// standard errors wide it is.
func (c *Consistency) recompute(ratio, low, high Printed, widths float64) {
	from, to, at := low.May.log(), high.May.log(), ratio.May.log()

	c.Middle = math.Sqrt(low.Value * high.Value)
	c.MiddleMay = Interval{(from.Low + to.Low) / 2, (from.High + to.High) / 2}.exp()

	c.SE = math.Log(high.Value/low.Value) / widths
	c.SEMay = Interval{(to.Low - from.High) / widths, (to.High - from.Low) / widths}

	c.Z = math.Log(ratio.Value) / c.SE
	c.ZMay = Interval{
		min(at.Low/c.SEMay.Low, at.Low/c.SEMay.High),
		max(at.High/c.SEMay.Low, at.High/c.SEMay.High),
	}

	c.P = normalP(c.Z)
	least, most := math.Abs(c.ZMay.Low), math.Abs(c.ZMay.High)
	if c.PMay = (Interval{normalP(max(least, most)), normalP(min(least, most))}); c.ZMay.Low <= 0 && c.ZMay.High >= 0 {
		c.PMay.High = 1
	}
}

func (i Interval) log() Interval { return Interval{math.Log(i.Low), math.Log(i.High)} }
