package formula

import "testing"

func TestRenamedAndRecoded(t *testing.T) {
	f, err := Read("not has(help, 'food') and (mood == '2' or '2' == mood) and -age < sum(calm, age) and notes == '2'")
	if err != nil {
		t.Fatal(err)
	}
	got := f.Renamed(map[string]string{"age": "years_old", "help": "mood", "mood": "help"}).String()
	if want := "not has(mood, 'food') and (help == '2' or '2' == help) and -years_old < sum(calm, years_old) and notes == '2'"; got != want {
		t.Error(got)
	}
	got = f.Recoded(map[string]map[string]string{"mood": {"2": "two"}, "help": {"food": "eat"}}).String()
	if want := "not has(help, 'eat') and (mood == 'two' or 'two' == mood) and -age < sum(calm, age) and notes == '2'"; got != want {
		t.Error(got)
	}
	if !(Formula{}).Renamed(nil).Empty() {
		t.Error("nothing became something")
	}
}

func TestBounds(t *testing.T) {
	for words, want := range map[string]string{
		"age >= 0 and age <= 120 and age != 7 and (calm > 1 or age > 3)": "0 120 age != 7 and (calm > 1 or age > 3)", "age <= 3": "- 3 ", "age > 3": "- - age > 3", "calm >= 1": "- - calm >= 1", "age >= 1 and age >= 2": "1 - age >= 2", "age >= 1 or age <= 3": "- - age >= 1 or age <= 3",
	} {
		f, err := Read(words)
		if err != nil {
			t.Fatal(err)
		}
		least, most, rest := f.Bounds("age", "")
		say := func(v *float64) string {
			if v == nil {
				return "-"
			}
			return Formula{number{*v}}.String()
		}
		if got := say(least) + " " + say(most) + " " + rest.String(); got != want {
			t.Errorf("%s: %s", words, got)
		}
	}
	f, _ := Read("length(notes) <= 20")
	if _, most, rest := f.Bounds("notes", "length"); most == nil || *most != 20 || !rest.Empty() {
		t.Error(rest)
	}
}
