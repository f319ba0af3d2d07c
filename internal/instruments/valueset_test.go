package instruments

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/forms/form"
)

func TestValueSetsThatComeWithLinkwork(t *testing.T) {
	all := ValueSets("eq5d5l")
	if len(all) == 0 {
		t.Fatal("there is none")
	}
	for _, s := range all {
		if v, ok := s.Index("11111"); !ok || v != 1 {
			t.Errorf("%s: full health is worth %g", s.Name, v)
		}
		if !s.Monotone() {
			t.Errorf("%s: somebody worse is worth more", s.Name)
		}
		if s.Words() == "" || s.Source == "" || len(s.Unverified) == 0 {
			t.Errorf("%+v does not say where it is from", s.Label)
		}
	}
	uk := all[0]
	for profile, want := range map[string]float64{"21111": 0.968, "12345": 0.114, "55555": -0.567} {
		if got, _ := uk.Index(profile); got != want {
			t.Errorf("%s is worth %g, not %g", profile, got, want)
		}
	}
}

func TestWorseIsNeverWorthMore(t *testing.T) {
	uk := ValueSets("eq5d5l")[0]
	rapid.Check(t, func(t *rapid.T) {
		profile := []byte(rapid.StringMatching(`[1-5]{5}`).Draw(t, "profile"))
		before, _ := uk.Index(string(profile))
		i := rapid.IntRange(0, 4).Draw(t, "dimension")
		profile[i] = byte('0' + rapid.IntRange(int(profile[i]-'0'), 5).Draw(t, "level"))
		if after, _ := uk.Index(string(profile)); after > before {
			t.Fatalf("%s is worth %g, more than %g", profile, after, before)
		}
	})
}

// table writes the coefficients of the first set as others do.
func table(uk ValueSet) string {
	text := "dimension,level,value\n"
	for code, d := range short {
		for i, v := range uk.Coefficients[d][1:] {
			text += fmt.Sprintf("%s,%d,%g\n", strings.ToUpper(code), i+2, v)
		}
	}
	return text
}

func TestAValueSetIsReadEitherWay(t *testing.T) {
	uk := ValueSets("eq5d5l")[0]
	byLevel, err := ReadValueSet(table(uk))
	if err != nil {
		t.Fatal(err)
	}
	text := "Profile,Value\n"
	for _, p := range profiles() {
		v, _ := uk.Index(p)
		text += fmt.Sprintf("%s,%g\n", p, v)
	}
	byProfile, err := ReadValueSet(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles() {
		want, _ := uk.Index(p)
		a, _ := byLevel.Index(p)
		b, _ := byProfile.Index(p)
		if a != want || b != want {
			t.Fatalf("%s: %g, %g and %g", p, want, a, b)
		}
	}
	for name, k := range map[string]struct{ text, words string }{
		"nothing":         {"", "not a table"},
		"another heading": {"a,b\n1,2\n", "heading"},
		"a level lacks":   {strings.Replace(table(uk), "\nMO,3,", "\nMO,2,", 1), "no value for mobility, level 3"},
		"no dimension":    {"dimension,level,value\nsleep,2,-0.1\n", "Line 2"},
		"too much":        {"dimension,level,value\nMO,2,-9\n", "no value between"},
		"not full health": {table(uk) + "MO,1,-0.1\n", "must be worth 1"},
		"few profiles":    {"profile,value\n11111,1\n", "not for all 3,125"},
	} {
		_, err := ReadValueSet(k.text)
		if fault, ok := errors.AsType[Fault](err); !ok || !strings.Contains(fault.Words, k.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadValueSet(f *testing.F) {
	f.Add(table(ValueSets("eq5d5l")[0]))
	f.Add("profile,value\n11111,1\n")
	f.Add("dimension,level,value\nMO,1,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadValueSet(text)
		if err != nil {
			return
		}
		if v, ok := s.Index("11111"); !ok || v != 1 {
			t.Errorf("full health is worth %g", v)
		}
		if _, ok := s.Index("55555"); !ok {
			t.Error("the worst state has no value")
		}
	})
}

func TestAProfileIsScored(t *testing.T) {
	p, _ := Find("eq5d5l")
	scores := func(profile string) map[string]Score {
		all := make(map[string]Score)
		for _, s := range p.Scores(form.Answers{"profile": {Text: profile}, "vas": {Text: "70"}}) {
			all[s.Scale] = s
		}
		return all
	}
	if s := scores("21321")["index"]; s.Known || s.Why != "no value set is chosen" {
		t.Errorf("without a value set: %+v", s)
	}
	p.ValueSet = &ValueSets("eq5d5l")[0]
	got := scores("21321")
	if got["index"].Value != 0.826 || got["index"].By.Name == "" || got["mobility"].Value != 2 || got["activities"].Value != 3 || got["anxiety"].Value != 1 || got["vas"].Value != 70 {
		t.Errorf("%+v", got)
	}
	if s := scores("21361")["index"]; s.Known {
		t.Errorf("no profile: %+v", s)
	}
	if len(p.TypedFaults(form.Answers{"profile": {Text: "2132"}})) != 1 || len(p.TypedFaults(form.Answers{"profile": {Text: "21321"}})) != 0 {
		t.Error("a short profile is a fault, and a whole one is none")
	}
}
