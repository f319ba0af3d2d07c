package measures

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
)

// TestAWaveIsDueOnlyInItsWindow draws courses of answers and looks at every day.
func TestAWaveIsDueOnlyInItsWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Schedule{Instrument: "ons4", FirstDays: rapid.IntRange(1, 60).Draw(t, "first"), Months: []int{3, 6, 12}, Window: rapid.IntRange(7, 28).Draw(t, "window")}
		taken := dates.Date{Year: 2026, Month: 1, Day: rapid.IntRange(1, 31).Draw(t, "day")}
		var answered []dates.Date
		day := taken.AddDays(-40)
		for range rapid.IntRange(0, 5).Draw(t, "answers") {
			day = day.AddDays(rapid.IntRange(1, 150).Draw(t, "after"))
			answered = append(answered, day)
		}
		missed := map[int]bool{rapid.SampledFrom([]int{0, 3, 6, 12}).Draw(t, "missed"): rapid.Bool().Draw(t, "was missed")}
		today := taken.AddDays(rapid.IntRange(0, 500).Draw(t, "today"))
		w, due := s.Open(taken, answered, missed, today)
		if !due {
			return
		}
		if missed[w.Months] {
			t.Fatalf("%+v was not possible and is due", w)
		}
		for _, a := range answered {
			switch {
			case a.Before(taken):
			case w.Months == 0:
				t.Fatalf("a first is due, answered on %v", a)
			case w.Has(a) && a != firstSince(answered, taken):
				t.Fatalf("%+v is due, answered on %v", w, a)
			}
		}
		if w.Months > 0 && !w.Has(today) {
			t.Fatalf("%+v is due on %v", w, today)
		}
	})
}

func firstSince(answered []dates.Date, taken dates.Date) dates.Date {
	for _, a := range answered {
		if !a.Before(taken) {
			return a
		}
	}
	return dates.Date{}
}

func TestTimesDoNotOverlap(t *testing.T) {
	for name, k := range map[string]struct {
		timing Timing
		field  string
	}{
		"as usual":               {Timing{FirstDays: 28, Months: "3, 6 12", Weeks: 4}, ""},
		"once":                   {Timing{FirstDays: 28, Months: "", Weeks: 4}, ""},
		"words":                  {Timing{FirstDays: 28, Months: "three", Weeks: 4}, "months"},
		"one answer for two":     {Timing{FirstDays: 28, Months: "3, 4", Weeks: 4}, "weeks"},
		"before the first":       {Timing{FirstDays: 28, Months: "1", Weeks: 4}, "weeks"},
		"no first":               {Timing{Months: "3", Weeks: 4}, "first_days"},
		"an answer never counts": {Timing{FirstDays: 28, Months: "3"}, "weeks"},
	} {
		_, err := k.timing.check()
		if (err != nil) != (k.field != "") || err != nil && !strings.Contains(err.Error(), k.field+":") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
