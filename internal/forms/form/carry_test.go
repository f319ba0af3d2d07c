package form

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNames(t *testing.T) {
	var n Naming
	for _, k := range []struct {
		theirs, ours string
	}{{"age", "age"}, {"Age", "age_2"}, {"age", "age_3"}, {"age_2", "age_2_2"}, {"1.1", "q_1_1"}, {"mod", "q_mod"}, {"", "q_"}, {"Full-Name", "full_name"}, {"Ünïcode", "n_code"}} {
		if ours, changed := n.Name(k.theirs); ours != k.ours || changed != (k.ours != k.theirs) {
			t.Errorf("%q is called %q, not %q", k.theirs, ours, k.ours)
		}
	}
	items := n.Renamed([]Item{{Name: "g", Kind: Group, Items: []Item{{Name: "a", When: is("Age > 1 and age > 2"), Rule: is("a > 1"), Worth: is("Age + 1")}}}})
	if i := items[0].Items[0]; i.When.String() != "age_2 > 1 and age > 2" || i.Worth.String() != "age_2 + 1" {
		t.Error(i.When, i.Worth)
	}
}

// Every name is one that a form can have, and there is one of each.
func TestNamesAreNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var n Naming
		seen := make(map[string]bool)
		for _, theirs := range rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a", "A", "a_2", "not", strings.Repeat("x", 60), strings.Repeat("x", 99)}))).Draw(rt, "names") {
			ours, _ := n.Name(theirs)
			if !nameForm.MatchString(ours) || reserved(ours) || seen[ours] {
				rt.Fatalf("%q is called %q", theirs, ours)
			}
			seen[ours] = true
		}
	})
}

func TestFormulasThatMakeNoSenseAreTakenAway(t *testing.T) {
	f, lost := Form{Languages: []string{"en"}, Items: []Item{
		{Name: "a", Kind: Number, When: is("later > 1"), Rule: is("a > 1")},
		{Name: "mood", Kind: Single, Choices: choices("1", "2"), When: is("a > '3'")},
		{Name: "trips", Kind: Repeat, Items: []Item{{Name: "miles", Kind: Number, When: is("mood == 1")}}},
		{Name: "bad", Kind: Calculation, Worth: is("mood + notes")},
		{Name: "later", Kind: Calculation, Worth: is("sum(miles) + number(mood)")},
		{Name: "z", Kind: Text, When: is("miles > 3")},
	}}.Fitted()
	var got []string
	for i := range f.All() {
		got = append(got, i.Name+":"+i.When.String()+i.Rule.String()+i.Worth.String())
	}
	if want := "a:a > 1 mood:a > 3 trips: miles:mood == '1' later:sum(miles) + number(mood) z:"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
	if len(lost) != 3 || lost[0].Where != "a" || lost[1].Where != "bad" || lost[2].Where != "z" {
		t.Error(lost)
	}
}
