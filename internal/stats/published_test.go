package stats

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Ratios of a study of link workers' retention, whose first version printed a P
// value that its own interval contradicts, and one of another study.
func TestPrintedRatios(t *testing.T) {
	for _, c := range []struct {
		p         Published
		middle, z float64
		computed  float64
		fit       Fit
	}{
		{Published{"6.86", "3.91", "12.0", 0.95, "P=0.003"}, 6.85, 6.73, 1.7e-11, DoesNotFit},
		{Published{"6.86", "3.91", "12.0", 0.95, "<0.001"}, 6.85, 6.73, 1.7e-11, Fits},
		{Published{"6.86", "3.91", "12.0", 0.95, ""}, 6.85, 6.73, 1.7e-11, NotPrinted},
		{Published{"4.86", "2.70", "8.72", 0.95, "<0.001"}, 4.85, 5.29, 1.2e-7, Fits},
		{Published{"1.91", "1.24", "2.93", 0.95, "0.003"}, 1.91, 2.95, 0.0032, Fits},
		{Published{"1.91", "1.24", "2.93", 0.95, "p < .001"}, 1.91, 2.95, 0.0032, DoesNotFit},
		{Published{"1.006", "1.001", "1.010", 0.95, "0·009"}, 1.0055, 2.62, 0.009, Fits},
		{Published{"1.006", "1.001", "1.010", 0.95, "0.09"}, 1.0055, 2.62, 0.009, DoesNotFit},
	} {
		got, err := c.p.Consistent()
		if err != nil {
			t.Errorf("%+v: %v", c.p, err)
			continue
		}
		if got.PFits != c.fit || got.RatioFits != Fits {
			t.Errorf("%+v: %+v", c.p, got)
		}
		is(t, "middle of "+c.p.Ratio, got.Middle, c.middle, 0.006)
		is(t, "z of "+c.p.Ratio, got.Z, c.z, 0.006)
		is(t, "P of "+c.p.Ratio, got.P, c.computed, 0.05*c.computed)
		if !got.PMay.meets(Interval{got.P, got.P}) || !got.ZMay.meets(Interval{got.Z, got.Z}) || !got.SEMay.meets(Interval{got.SE, got.SE}) {
			t.Errorf("the figures as they stand are not among those that may be: %+v", got)
		}
	}
}

func TestARatioOutsideTheMiddleIsNoticed(t *testing.T) {
	for _, p := range []Published{
		{Ratio: "7.86", Low: "3.91", High: "12.0", Level: 0.95}, // a slip of one figure
		{Ratio: "6.86", Low: "3.91", High: "12.9", Level: 0.95},
		{Ratio: "6.86", Low: "7.91", High: "12.0", Level: 0.95}, // not even inside
	} {
		got, err := p.Consistent()
		if err != nil || got.RatioFits != DoesNotFit {
			t.Errorf("%+v: %+v, %v", p, got, err)
		}
	}
	// The same interval under another level has another P.
	wide, err := Published{Ratio: "1.91", Low: "1.24", High: "2.93", Level: 0.99, P: "0.003"}.Consistent()
	if err != nil || wide.PFits != DoesNotFit {
		t.Errorf("%+v, %v", wide, err)
	}
}

func TestWhatPrintDoesNotDetermine(t *testing.T) {
	for what, p := range map[string]Published{
		"an end of zero":       {Ratio: "0.10", Low: "0.00", High: "0.90", Level: 0.95},
		"ends that are one":    {Ratio: "1.0", Low: "1.0", High: "1.0", Level: 0.95},
		"ends that may be one": {Ratio: "1.01", Low: "1.01", High: "1.02", Level: 0.95},
		"ends turned round":    {Ratio: "1.91", Low: "2.93", High: "1.24", Level: 0.95},
		"a ratio of nothing":   {Ratio: "0", Low: "1.24", High: "2.93", Level: 0.95},
		"a negative end":       {Ratio: "1.9", Low: "-1.24", High: "2.93", Level: 0.95},
		"words":                {Ratio: "about 2", Low: "1.24", High: "2.93", Level: 0.95},
		"a level of 95":        {Ratio: "1.91", Low: "1.24", High: "2.93", Level: 95},
		"P in words":           {Ratio: "1.91", Low: "1.24", High: "2.93", Level: 0.95, P: "NS"},
		"P above 1":            {Ratio: "1.91", Low: "1.24", High: "2.93", Level: 0.95, P: "1.2"},
	} {
		if got, err := p.Consistent(); !errors.Is(err, ErrNotComputable) {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}

func TestReadPrinted(t *testing.T) {
	for text, want := range map[string]Printed{
		"12.0":    {12, Interval{11.95, 12.05}},
		" 12 ":    {12, Interval{11.5, 12.5}},
		".03":     {0.03, Interval{0.025, 0.035}},
		"0·003":   {0.003, Interval{0.0025, 0.0035}},
		"−0.5":    {-0.5, Interval{-0.55, -0.45}},
		"1.7e-11": {1.7e-11, Interval{1.65e-11, 1.75e-11}},
	} {
		got, err := ReadPrinted(text)
		if err != nil || math.Abs(got.Value-want.Value) > 1e-15 || math.Abs(got.May.Low-want.May.Low) > 1e-15 || math.Abs(got.May.High-want.May.High) > 1e-15 {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]PrintedP{
		"0.003":    {"=", Printed{0.003, Interval{0.0025, 0.0035}}},
		"= .03":    {"=", Printed{0.03, Interval{0.025, 0.035}}},
		"<0.001":   {"<", Printed{0.001, Interval{0, 0.001}}},
		"P <= .05": {"≤", Printed{0.05, Interval{0, 0.05}}},
		"p>0.05":   {">", Printed{0.05, Interval{0.05, 1}}},
		"0.000":    {"=", Printed{0, Interval{0, 0.0005}}},
		"1.00":     {"=", Printed{1, Interval{0.995, 1}}},
	} {
		got, err := ReadPrintedP(text)
		if err != nil || got.Sign != want.Sign || got.Value != want.Value || math.Abs(got.May.Low-want.May.Low) > 1e-15 || math.Abs(got.May.High-want.May.High) > 1e-15 {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", ".", "1.", "1,5", "1.2.3", "e5", "0x10", "Inf", "NaN", "1e999", "1 2", "1_0", "5%"} {
		if got, err := ReadPrinted(text); !errors.Is(err, ErrNotComputable) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

// Whatever a program computed and somebody rounded fits; the same with P ten
// times as large does not, when two figures of it are printed and the ratio is
// printed finely.
func TestWhatWasRoundedFits(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		log, se := rapid.Float64Range(-2, 2).Draw(rt, "log"), rapid.Float64Range(0.05, 1).Draw(rt, "se")
		decimals, figures := rapid.IntRange(1, 5).Draw(rt, "decimals"), rapid.IntRange(1, 3).Draw(rt, "figures")
		level := rapid.SampledFrom([]float64{0.9, 0.95, 0.99}).Draw(rt, "level")
		in, p := around(log, normalQuantile(level)*se).exp(), normalP(log/se)
		fixed := func(v float64) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
		printed := Published{fixed(math.Exp(log)), fixed(in.Low), fixed(in.High), level, strconv.FormatFloat(p, 'e', figures-1, 64)}
		got, err := printed.Consistent()
		if errors.Is(err, ErrNotComputable) {
			rt.Skip(err) // an end rounded to 0, or both to the same: nothing can be worked out
		}
		if err != nil || got.RatioFits != Fits || got.PFits != Fits {
			rt.Fatalf("%+v: %+v, %v", printed, got, err)
		}
		for _, limit := range []float64{0.001, 0.05} {
			sign, wrong := "<", ">"
			if p > limit {
				sign, wrong = ">", "<"
			}
			printed.P = fmt.Sprint(sign, limit)
			if got, _ := printed.Consistent(); got.PFits != Fits {
				rt.Fatalf("%+v: %+v", printed, got)
			}
			printed.P = fmt.Sprint(wrong, limit)
			if got, _ := printed.Consistent(); (got.PFits == Fits) != got.PMay.meets(Interval{limit, limit}) {
				rt.Fatalf("%+v: %+v", printed, got)
			}
		}
		if decimals == 5 && figures > 1 && p < 0.05 && p > 1e-12 && in.Low > 0.1 {
			printed.P = strconv.FormatFloat(10*p, 'e', figures-1, 64)
			if got, _ := printed.Consistent(); got.PFits != DoesNotFit {
				rt.Fatalf("%+v: %+v", printed, got)
			}
		}
	})
}

func FuzzReadPrinted(f *testing.F) {
	for _, seed := range []string{"6.86", "<0.001", "= .03", "P ≤ 0·05", "1.7e-11", "−1", "", "1e308", "99999999999999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ReadPrinted(text)
		if err == nil && !(n.May.Low <= n.Value && n.Value <= n.May.High) {
			t.Errorf("%q: %+v", text, n)
		}
		p, also := ReadPrintedP(text)
		if also == nil && !(0 <= p.May.Low && p.May.Low <= p.Value && p.Value <= p.May.High && p.May.High <= 1) {
			t.Errorf("%q: %+v", text, p)
		}
		for _, e := range []error{err, also} {
			if e != nil && !errors.Is(e, ErrNotComputable) {
				t.Errorf("%q: %v", text, e)
			}
		}
		c, err := Published{Ratio: text, Low: "0.5", High: text, Level: 0.95, P: text}.Consistent()
		if err == nil && !finiteDeep(reflect.ValueOf(c)) {
			t.Errorf("%q: %+v", text, c)
		}
	})
}
