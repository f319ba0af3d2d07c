package keepers

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"linkwork/internal/directory"
)

func TestReadTime(t *testing.T) {
	for line, want := range map[string]directory.Schedule{
		"Thursdays and Fridays, 10am to 6pm":    {Days: "TH,FR", Opens: "10:00", Closes: "18:00"},
		"Monday to Friday, 9am to 4pm":          {Days: "MO,TU,WE,TH,FR", Opens: "09:00", Closes: "16:00"},
		"Tuesdays, 7pm":                         {Days: "TU", Opens: "19:00"},
		"Mon-Wed 9.30am – 1pm":                  {Days: "MO,TU,WE", Opens: "09:30", Closes: "13:00"},
		"Sundays and Wednesdays, midday to 2pm": {Days: "WE,SU", Opens: "12:00", Closes: "14:00"},
		"Weekdays, 2 to 4pm":                    {Days: "MO,TU,WE,TH,FR", Opens: "14:00", Closes: "16:00"},
		"Saturday 10 to 1pm":                    {Days: "SA", Opens: "10:00", Closes: "13:00"},
		"Fridays 14:00-16:30":                   {Days: "FR", Opens: "14:00", Closes: "16:30"},
		"Thursdays, 10 to 12 noon":              {Days: "TH", Opens: "10:00", Closes: "12:00"},
		"Fri to Mon":                            {Days: "MO,FR,SA,SU"},
		"Every day":                             {Days: "MO,TU,WE,TH,FR,SA,SU"},
		"First Monday of the month, 2pm":        {Days: "MO", ByDay: "1MO", Repeats: directory.Monthly, Opens: "14:00"},
		"last Friday of each month":             {Days: "FR", ByDay: "-1FR", Repeats: directory.Monthly},
		// What is not plain stays words.
		"Every other Tuesday, 2pm":             {},
		"Fortnightly on Mondays":               {},
		"Weekdays except Wednesday":            {},
		"First and third Monday of the month":  {},
		"By arrangement":                       {},
		"Money advice in the sundial room":     {},
		"Mondays, 10 to 4":                     {Days: "MO"},
		"Mondays, 10am to 12pm and 2pm to 4pm": {Days: "MO"},
		"Mondays, 25:00 to 26:00":              {Days: "MO"},
		"Mondays, 6pm to 2am":                  {Days: "MO"},
		"Mondays in term time, 3pm":            {},
	} {
		got := readTime(line)
		if want.Summary = line; got != want {
			t.Errorf("%s\n got %+v\nwant %+v", line, got, want)
		}
	}
}

func TestWhoeverApprovesReadsWhatWasUnderstood(t *testing.T) {
	c := Change{Field: "times", Now: "Mondays at 2", Wanted: "Mondays at 2\nFirst Sunday of the month, 2pm\nWeekends, 10 to 1pm\nEvery other Tuesday"}
	want := []string{"First Sunday of the month, 2pm: Read as the first Sunday of a month, 14:00", "Weekends, 10 to 1pm: Read as Saturday, Sunday, 10:00 to 13:00", "Every other Tuesday: Shown in these words; not found by day"}
	if got := c.Notes(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	c = Change{Field: "places", Wanted: "Shed, 1 Lane, QX1 1AB\nShed, 1 Lane\nOnline"}
	want = []string{"Shed, 1 Lane, QX1 1AB: a new place at QX1 1AB", "Shed, 1 Lane: a new place without a postcode; not found by distance", "Online: no place that one goes to"}
	if got := c.Notes(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestLinesThatStayAreWhatTheyWere(t *testing.T) {
	before := []directory.Schedule{{Summary: "Mondays  at 2", Days: "MO", LocationID: "hall", Every: 2}, {Summary: "Mondays at 2", Days: "MO", LocationID: "shed"}}
	after := readTimes("Mondays at 2\r\n\r\nMondays at 2\nTuesdays, 3pm", before)
	if len(after) != 3 || after[0] != before[0] || after[1] != before[1] || after[2].Days != "TU" {
		t.Errorf("%+v", after)
	}
	at := []directory.Location{{ID: "hall", Name: "Hall", Postcode: "QX1 1AA", StepFree: directory.Yes}}
	places := readPlaces("Zoom\nHall, QX1 1AA\nShed, 1 Lane, Town, qx11ab", at)
	if places[0].Kind != "virtual" || places[1].ID != "hall" || places[1].StepFree != directory.Yes || places[2].Name != "Shed" || places[2].Address != "1 Lane, Town" || places[2].Postcode != "QX1 1AB" {
		t.Errorf("%+v", places)
	}
}

func FuzzReadTimes(f *testing.F) {
	for _, seed := range []string{"Thursdays and Fridays, 10am to 6pm", "First Monday of the month, 2pm", "Mon-Wed 9.30am – 1pm\nweekends", "\xff 99:99 noon", "12 noon to 12 midnight"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all := readTimes(text, nil)
		if len(all) != len(linesOf(text)) {
			t.Fatalf("%d lines, %d times", len(linesOf(text)), len(all))
		}
		for _, s := range all {
			if s.Closes != "" && s.Closes <= s.Opens || s.Opens != "" && (len(s.Opens) != 5 || s.Opens > "23:59" || s.Days == "") {
				t.Errorf("%q: %+v", s.Summary, s)
			}
		}
		if again := readTimes(TimesText(all), all); len(again) != len(all) {
			t.Errorf("not read back: %+v", again)
		}
	})
}

func FuzzReadPlaces(f *testing.F) {
	for _, seed := range []string{"Quay Hall, 1 High Street, QX1 1AA", "online", ",,,", "QX1", "a\n\nb, c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range readPlaces(text, nil) {
			if l.ID != "" || l.Kind == "" || l.Postcode != "" && l.Outcode == "" || utf8.ValidString(text) && !utf8.ValidString(l.Name+l.Address) || strings.ContainsAny(l.Name, "\n\r") {
				t.Errorf("%+v", l)
			}
		}
	})
}
