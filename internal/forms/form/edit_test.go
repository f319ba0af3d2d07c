package form

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// names are the items in order; those of a group stand in brackets after it.
func names(items []Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Name)
		if i.Kind.holds() {
			all[len(all)-1] += "(" + names(i.Items) + ")"
		}
	}
	return strings.Join(all, " ")
}

const sampleNames = "hello agree mood why help money(owes since) visits(where minutes hours) total low phone"

func line(name string) Item { return Item{Name: name, Kind: Text, Label: en("Line")} }

func TestAFormIsEdited(t *testing.T) {
	for _, c := range []struct {
		act  string
		do   func(Form) (Form, error)
		want string
	}{
		{"add at the end", func(f Form) (Form, error) { return f.AddAfter("", line("x")) }, sampleNames + " x"},
		{"add after", func(f Form) (Form, error) { return f.AddAfter("agree", line("x")) }, strings.Replace(sampleNames, "mood", "x mood", 1)},
		{"add after one in a group", func(f Form) (Form, error) { return f.AddAfter("owes", line("x")) }, strings.Replace(sampleNames, "since", "x since", 1)},
		{"add in a group", func(f Form) (Form, error) { return f.AddIn("money", line("x")) }, strings.Replace(sampleNames, "since", "since x", 1)},
		{"up", func(f Form) (Form, error) { return f.Up("mood") }, strings.Replace(sampleNames, "agree mood", "mood agree", 1)},
		{"up at the beginning", func(f Form) (Form, error) { return f.Up("hello") }, sampleNames},
		{"up into a group", func(f Form) (Form, error) { return f.Up("total") }, strings.Replace(sampleNames, "hours) total", "hours total)", 1)},
		{"up out of a group", func(f Form) (Form, error) { return f.Up("owes") }, strings.Replace(sampleNames, "money(owes since", "owes money(since", 1)},
		{"a group passes", func(f Form) (Form, error) { return f.Up("visits") }, strings.Replace(sampleNames, "money(owes since) visits(where minutes hours)", "visits(where minutes hours) money(owes since)", 1)},
		{"down", func(f Form) (Form, error) { return f.Down("hello") }, strings.Replace(sampleNames, "hello agree", "agree hello", 1)},
		{"down into a group", func(f Form) (Form, error) { return f.Down("help") }, strings.Replace(sampleNames, "help money(owes", "money(help owes", 1)},
		{"down out of a group", func(f Form) (Form, error) { return f.Down("since") }, strings.Replace(sampleNames, " since)", ") since", 1)},
		{"down at the end", func(f Form) (Form, error) { return f.Down("phone") }, sampleNames},
		{"remove", func(f Form) (Form, error) { return f.Remove("phone") }, strings.TrimSuffix(sampleNames, " phone")},
		{"remove a group", func(f Form) (Form, error) { return f.Remove("money") }, strings.Replace(sampleNames, " money(owes since)", "", 1)},
		{"change keeps what is in a group", func(f Form) (Form, error) {
			return f.Change("money", Item{Name: "debts", Kind: Group, Label: en("Debts")})
		}, strings.Replace(sampleNames, "money(", "debts(", 1)},
	} {
		got, err := c.do(sample())
		if err != nil || names(got.Items) != c.want {
			t.Errorf("%s: %v\n%s\n%s", c.act, err, names(got.Items), c.want)
		}
	}
}

func TestWhatAFormulaSpeaksOfStays(t *testing.T) {
	for _, c := range []struct {
		act  string
		do   func(Form) (Form, error)
		want string
	}{
		{"remove", func(f Form) (Form, error) { return f.Remove("mood") }, "Keep “mood”: the formula of “why”, “low” uses it"},
		{"remove a group with it", func(f Form) (Form, error) { return f.Remove("visits") }, "“total”"},
		{"rename", func(f Form) (Form, error) { return f.Change("mood", line("state")) }, "Keep the name “mood”: the formula of “why”, “low” uses it"},
		{"rename to what is taken", func(f Form) (Form, error) { return f.Change("phone", line("mood")) }, "There is a question called “mood” already"},
		{"add what is taken", func(f Form) (Form, error) { return f.AddAfter("", line("owes")) }, "already"},
		{"add with one in it that is taken", func(f Form) (Form, error) {
			return f.AddAfter("", Item{Name: "x", Kind: Group, Items: []Item{line("owes")}})
		}, "“owes” already"},
		{"add in no group", func(f Form) (Form, error) { return f.AddIn("mood", line("x")) }, "no group called “mood”"},
		{"add after nothing", func(f Form) (Form, error) { return f.AddAfter("gone", line("x")) }, "“gone” any more"},
		{"change nothing", func(f Form) (Form, error) { return f.Change("gone", line("x")) }, "any more"},
		{"remove nothing", func(f Form) (Form, error) { return f.Remove("gone") }, "any more"},
		{"move nothing", func(f Form) (Form, error) { return f.Up("gone") }, "any more"},
		{"move nothing down", func(f Form) (Form, error) { return f.Down("gone") }, "any more"},
	} {
		got, err := c.do(sample())
		if _, is := err.(Refusal); !is || !strings.Contains(err.Error(), c.want) || names(got.Items) != sampleNames {
			t.Errorf("%s: %v, %s", c.act, err, names(got.Items))
		}
	}
	// The rule of a question may go with its name.
	since := Item{Name: "day", Kind: Date, Label: en("Since when?"), Rule: is("day <= today()")}
	if _, err := sample().Change("since", since); err != nil {
		t.Error(err)
	}
}

func TestALanguageIsTakenAway(t *testing.T) {
	f := sample().Speak("en")
	if hello, _ := f.Item("hello"); hello.Label["cy"] != "" || hello.Label["en"] != "Welcome" || len(f.Check()) > 0 {
		t.Errorf("%v %v", hello, f.Check())
	}
	if hello, _ := sample().Item("hello"); hello.Label["cy"] != "Croeso" {
		t.Error("the form from before has changed")
	}
}

func TestWhatCanBeSpokenOf(t *testing.T) {
	var before []string
	for _, i := range sample().Before("visits") {
		before = append(before, i.Name)
	}
	if !slices.Equal(before, []string{"agree", "mood", "why", "help", "owes", "since"}) {
		t.Error(before)
	}
}

// Whatever is done to a form, names stay unique, formulas speak of what is there,
// nothing is lost, the form from before is as it was, and a move can be taken back.
func TestEditsKeepAFormWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := sample()
		for range rapid.IntRange(1, 20).Draw(rt, "acts") {
			var all []string
			for i := range f.All() {
				all = append(all, i.Name)
			}
			if len(all) == 0 {
				return
			}
			name := rapid.SampledFrom(all).Draw(rt, "name")
			another := rapid.SampledFrom(append(all, "x", "y", "z")).Draw(rt, "another")
			old, _ := json.Marshal(f)
			var next Form
			var err error
			act := rapid.SampledFrom([]string{"add", "in", "rename", "up", "down", "remove"}).Draw(rt, "act")
			switch act {
			case "add":
				next, err = f.AddAfter(name, line(another))
			case "in":
				next, err = f.AddIn(name, line(another))
			case "rename":
				i, _ := f.Item(name)
				i.Name, i.Rule = another, is("")
				next, err = f.Change(name, i)
			case "up":
				next, err = f.Up(name)
			case "down":
				next, err = f.Down(name)
			case "remove":
				next, err = f.Remove(name)
			}
			if same, _ := json.Marshal(f); string(same) != string(old) {
				rt.Fatalf("%s %s changed the form before it:\n%s\n%s", act, name, old, same)
			}
			if err != nil {
				if names(next.Items) != names(f.Items) {
					rt.Fatalf("%s %s was refused and done", act, name)
				}
				continue
			}
			if act == "up" || act == "down" {
				isTakenBack(rt, f, next, name, act)
			}
			isWhole(rt, next)
			f = next
		}
	})
}

func isTakenBack(rt *rapid.T, before, after Form, name, act string) {
	if names(before.Items) == names(after.Items) {
		return
	}
	back, err := after.Up(name)
	if act == "up" {
		back, err = after.Down(name)
	}
	if err != nil || names(back.Items) != names(before.Items) {
		rt.Fatalf("%s %s is not taken back: %v\n%s\n%s\n%s", act, name, err, names(before.Items), names(after.Items), names(back.Items))
	}
}

func isWhole(rt *rapid.T, f Form) {
	seen := make(map[string]bool)
	for i := range f.All() {
		if seen[i.Name] {
			rt.Fatalf("two items are called %s", i.Name)
		}
		seen[i.Name] = true
	}
	for i := range f.All() {
		for _, spoken := range append(append(i.When.Names(), i.Rule.Names()...), i.Worth.Names()...) {
			if !seen[spoken] {
				rt.Fatalf("%s speaks of %s, which is gone: %s", i.Name, spoken, names(f.Items))
			}
		}
	}
}
