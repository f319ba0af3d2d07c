package dates

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	d := Date{2026, time.November, 23}
	for want, got := range map[string]string{
		"23 November 2026":                  d.Long(),
		"Monday 23 November 2026":           d.WithDay(),
		"midday":                            Clock(d.At(12, 0)),
		"5:30pm":                            Clock(d.At(17, 30)),
		"9am":                               Clock(d.At(9, 0)),
		"12:05am":                           Clock(d.At(0, 5)),
		"in 3 days":                         d.AddDays(3).Relative(d),
		"yesterday":                         d.AddDays(-1).Relative(d),
		"Friday 20 November 2026 at 4:10pm": Moment(Date{2026, time.November, 20}.At(16, 10)),
		"28 February 2027":                  Date{2026, time.August, 31}.AddMonths(6).Long(),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSummerTimeDayIsLondons(t *testing.T) {
	t2330 := time.Date(2026, time.July, 1, 23, 30, 0, 0, time.UTC)
	if got := Of(t2330).String(); got != "2026-07-02" {
		t.Errorf("23:30 UTC in July is %s in London, want 2026-07-02", got)
	}
}

func TestParseBoxes(t *testing.T) {
	cases := []struct {
		day, month, year, want string
		ok                     bool
	}{
		{"12", "3", "1948", "1948-03-12", true},
		{" 1 ", "Feb", "1960", "1960-02-01", true},
		{"", "", "", "", true},
		{"31", "2", "1960", "", false},
		{"12", "3", "48", "", false},
		{"12", "", "1948", "", false},
		{"12", "13", "1948", "", false},
	}
	for _, c := range cases {
		d, err := ParseBoxes(c.day, c.month, c.year)
		if (err == nil) != c.ok || d.String() != c.want {
			t.Errorf("ParseBoxes(%q, %q, %q) = %v, %v", c.day, c.month, c.year, d, err)
		}
	}
}

func TestAge(t *testing.T) {
	born := Date{1948, time.March, 12}
	if Age(born, Date{2026, time.March, 11}) != 77 || Age(born, Date{2026, time.March, 12}) != 78 {
		t.Error("a birthday must add the year on its day")
	}
}

func TestWorkingDaysAgreesWithCountingOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := Date{2026, time.January, 1}.AddDays(rapid.IntRange(0, 800).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(-5, 100).Draw(t, "days"))
		count := 0
		for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				count++
			}
		}
		if got := WorkingDays(from, to); got != count {
			t.Fatalf("WorkingDays(%s, %s) = %d, counted %d", from, to, got, count)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"2026-11-23", "0000-00-00", "9999-12-31", "2026-1-1", "２０２６-11-23"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err == nil && d.String() != text {
			t.Errorf("Parse(%q) = %q without error", text, d)
		}
	})
}
