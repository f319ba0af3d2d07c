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

// What it means is asked of an engine of FHIRPath in package questionnaire.
func TestFHIRPath(t *testing.T) {
	for words, want := range map[string]string{
		"not (age > 3) or has(mood, '2')":     "((age > 3).not() or (mood = '2'))",
		"has(help, 'food')":                   "iif(help.exists(), help.where($this = 'food').exists(), {})",
		"born < '2000-01-01'":                 "(born < @2000-01-01)",
		"if(age > 3, -1, -age)":               "iif((age > 3), (-1), iif((age > 3).not(), (0 - age), {}))",
		"first(rested, calm, 0)":              "iif(rested.exists(), rested, iif(calm.exists(), calm, 0))",
		"mean(calm, age) == number(mood)":     "(((calm + age) / 2) = mood.toDecimal())",
		"notes == \"it's\" and true":          `((notes = 'it\'s') and true)`,
		"length(notes) > 2 and count(help)>1": "((notes.length() > 2) and (iif(help.exists(), help.count(), {}) > 1))",
		"today() - born > 3":                  "", "years(born) > 3": "", "sum(visits) > 3": "", "round(age) > 3": "", "answered(photo)": "",
	} {
		f, err := Read(words)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.FHIRPath(kinds, func(question string) string {
			if question == "photo" {
				return ""
			}
			return question
		})
		if err == nil && got != want || (want == "") != (err != nil) {
			t.Errorf("%s is %s, not %s: %v", words, got, want, err)
		}
	}
	long := "true"
	for range 20 {
		long = "if(" + long + ", true, false)"
	}
	f, err := Read(long)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.FHIRPath(kinds, func(q string) string { return q }); err == nil {
		t.Errorf("%d characters", len(got))
	}
}

func TestConditions(t *testing.T) {
	for words, simple := range map[string]bool{"age > 3 and has(help, 'food') and not answered(calm)": true, "mood == '2' or born <= '2000-01-01'": true, "age > 3 and (calm > 1 or rested > 2)": false, "not (age > 3)": false, "mood != '2'": false, "age > calm": false, "age + 1 > 3": false} {
		f, err := Read(words)
		if err != nil {
			t.Fatal(err)
		}
		all, any, ok := f.Conditions()
		if ok != simple {
			t.Errorf("%s: %v %v", words, ok, all)
			continue
		}
		if again := When(all, any, kinds).String(); ok && again != f.String() {
			t.Errorf("%s came back as %s", words, again)
		}
	}
}
