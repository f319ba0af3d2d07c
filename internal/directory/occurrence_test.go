package directory

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/search"
)

func day(text string) dates.Date {
	d, err := dates.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func days(occurrences []Occurrence) (list []string) {
	for _, o := range occurrences {
		list = append(list, o.Day.String())
	}
	return list
}

func TestOccurrences(t *testing.T) {
	for name, c := range map[string]struct {
		schedule Schedule
		from     string
		days     int
		want     []string
	}{
		"every Thursday and Friday":           {Schedule{Days: "TH,FR"}, "2026-11-23", 14, []string{"2026-11-26", "2026-11-27", "2026-12-03", "2026-12-04"}},
		"every second Monday from a day":      {Schedule{Days: "MO", Repeats: Weekly, Every: 2, StartsOn: day("2026-11-09")}, "2026-11-16", 30, []string{"2026-11-23", "2026-12-07"}},
		"the first Tuesday":                   {Schedule{ByDay: "1TU", Days: "TU", Repeats: Monthly}, "2026-11-01", 62, []string{"2026-11-03", "2026-12-01"}},
		"the last Sunday":                     {Schedule{ByDay: "-1SU", Days: "SU", Repeats: Monthly}, "2026-11-01", 62, []string{"2026-11-29", "2026-12-27"}},
		"the 31st":                            {Schedule{ByMonthDay: "31", Repeats: Monthly}, "2026-10-01", 92, []string{"2026-10-31", "2026-12-31"}},
		"three times":                         {Schedule{Days: "WE", StartsOn: day("2026-11-04"), Times: 3}, "2026-11-01", 60, []string{"2026-11-04", "2026-11-11", "2026-11-18"}},
		"until a day":                         {Schedule{Days: "WE", EndsOn: day("2026-11-11")}, "2026-11-01", 60, []string{"2026-11-04", "2026-11-11"}},
		"not before it holds":                 {Schedule{Days: "WE", ValidFrom: day("2026-11-10")}, "2026-11-01", 14, []string{"2026-11-11"}},
		"since a very long time":              {Schedule{Days: "WE", Repeats: Weekly, Every: 2, StartsOn: day("1900-01-03")}, "2026-11-01", 21, []string{"2026-11-04", "2026-11-18"}},
		"no days":                             {Schedule{Summary: "Ring us"}, "2026-11-01", 60, nil},
		"nonsense":                            {Schedule{Days: "XX,,9", ByMonthDay: "0,99,x", Repeats: Monthly}, "2026-11-01", 60, nil},
		"numbered days in a week are no days": {Schedule{ByDay: "2TU", Repeats: Weekly}, "2026-11-01", 60, nil},
	} {
		s := Service{Schedules: []Schedule{c.schedule}}
		got := days(s.Occurrences(nil, day(c.from), c.days))
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

// A group at 10 meets at 10 by the clock on the wall, before and after clocks
// change.
func TestOccurrencesKeepTheClockOnTheWall(t *testing.T) {
	s := Service{Schedules: []Schedule{{Days: "SU", Opens: "10:00", Closes: "11:00"}}}
	for _, o := range s.Occurrences(nil, day("2026-10-18"), 14) {
		if at := o.Starts().In(dates.London).Format("15:04"); at != "10:00" {
			t.Error(o.Day, at)
		}
	}
	got := s.Occurrences(nil, day("2026-10-18"), 14)
	if gap := got[1].Starts().Sub(got[0].Starts()); gap != 7*24*time.Hour+time.Hour {
		t.Errorf("between the Sundays when clocks go back lie %v", gap)
	}
}

func TestOccurrencesSayWhyTheyMayNotHappen(t *testing.T) {
	for text, s := range map[string]Schedule{
		"Christmas Day":                                  {Days: "FR"},
		"every 2 weeks, and which is not stated":         {Days: "FR", Every: 2},
		"the times are only known until 1 December 2026": {Days: "FR", ValidTo: day("2026-12-01")},
	} {
		got := Service{Schedules: []Schedule{s}}.Occurrences(nil, day("2026-12-25"), 1)
		if len(got) != 1 || got[0].Unsure != text {
			t.Errorf("%+v, want %q", got, text)
		}
	}
}

func TestChangesOfSingleDays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceNamed("a", "Lunch", "QX1")
		s.Schedules = []Schedule{{Summary: "Fridays at noon", Days: "FR", Opens: "12:00", Closes: "14:00"}}
		upsert(t, d, s)
		var today dates.Date
		read(t, d, func(r *db.Snapshot) error { today = dates.Of(r.Now()); return nil })
		friday := today
		for friday.Weekday() != time.Friday {
			friday = friday.AddDays(1)
		}
		next := friday.AddDays(7)
		write(t, d, func(tx *db.Tx) error {
			if err := ChangeOccurrence(tx, "a", OccurrenceChange{Day: friday, Note: "the hall is let"}); err != nil {
				return err
			}
			return ChangeOccurrence(tx, "a", OccurrenceChange{Day: next, Happens: true, Opens: "11:00", Closes: "13:00"})
		})
		read(t, d, func(r *db.Snapshot) error {
			changes, err := OccurrenceChanges(r, "a", today)
			if err != nil {
				return err
			}
			got := s.Occurrences(changes, today, 21)
			for _, o := range got {
				if o.Day == friday || o.Day == next && (o.Opens != "11:00" || o.Unsure != "") {
					t.Errorf("%+v", o)
				}
			}
			if first, ok := s.Next(changes, r.Now(), 0); !ok || first.Day != next {
				t.Errorf("next is %+v", first)
			}
			return nil
		})
		for _, c := range []OccurrenceChange{{}, {Day: today.AddDays(-1)}, {Day: today.AddDays(500)}, {Day: friday, Opens: "25:00"}, {Day: friday, Opens: "12:00", Closes: "11:00"}} {
			if err := d.Write(context.Background(), func(tx *db.Tx) error { return ChangeOccurrence(tx, "a", c) }); err == nil {
				t.Errorf("%+v was taken", c)
			}
		}
	})
}

// Occurrences agree with looking at every day in turn, for weekly schedules.
func TestOccurrencesAgreeWithLookingAtEveryDay(t *testing.T) {
	names := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	rapid.Check(t, func(t *rapid.T) {
		which := rapid.IntRange(0, 6).Draw(t, "day")
		every := rapid.IntRange(1, 5).Draw(t, "every")
		start := day("2026-01-05").AddDays(which + 7*rapid.IntRange(-2000, 40).Draw(t, "start")) // a Monday and some days
		from := day("2026-01-01").AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		s := Service{Schedules: []Schedule{{Days: names[which], Repeats: Weekly, Every: every, StartsOn: start}}}
		got := make(map[dates.Date]bool)
		for _, o := range s.Occurrences(nil, from, 60) {
			got[o.Day] = true
		}
		for i := range 60 {
			d := from.AddDays(i)
			weeks := d.Sub(start) / 7
			want := d.Sub(start) >= 0 && d.Sub(start)%7 == 0 && weeks%every == 0
			if got[d] != want {
				t.Fatalf("%v: %v, want %v", d, got[d], want)
			}
		}
	})
}

// Who asks for a day wants its next time, not that of another day.
func TestTheNextTimeOnTheDayAskedFor(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) // a Monday
	s := Service{Schedules: []Schedule{{Days: "TU,SU", Opens: "18:00", Closes: "20:00"}, {Days: "WE"}}}
	for _, c := range []struct {
		at   search.Times
		want string
	}{
		{0, "2026-11-24"},
		{search.TimesOf(search.On(time.Sunday)), "2026-11-29"},
		{search.TimesOf(0, search.Evening), "2026-11-24"},
		{search.TimesOf(search.On(time.Sunday), search.Evening), "2026-11-29"},
		{search.TimesOf(search.On(time.Sunday), search.Morning), ""},
		{search.TimesOf(search.On(time.Wednesday), search.Morning), "2026-11-25"}, // at a time that nobody states
		{search.TimesOf(search.On(time.Friday)), ""},
	} {
		next, ok := s.Next(nil, now, c.at)
		if ok != (c.want != "") || ok && next.Day.String() != c.want {
			t.Errorf("%v: %v, want %q", c.at, next.Day, c.want)
		}
	}
}
