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
