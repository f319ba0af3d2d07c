package keepers

import (
	"fmt"
	"slices"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

func TestReadAges(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "0-999",
		"18 to 65":              "18-65",
		"18-65":                 "18-65",
		"From 18 to 65":         "18-65",
		"ages 5–11":             "5-11",
		"from 50":               "50-999",
		"50+":                   "50-999",
		"Over 50":               "50-999",
		"60 and over":           "60-999",
		"18 years and over":     "18-999",
		"up to 25":              "0-25",
		"Under 25 years of age": "0-25",
		"50":                    "not plain", // either end
		"65 to 18":              "not plain",
		"200+":                  "not plain",
		"older people":          "not plain",
		"18 to 25 and 60+":      "not plain",
	} {
		from, to, ok := readAges(text)
		got := "not plain"
		if ok {
			got = fmt.Sprintf("%d-%d", or(from, 0), or(to, 999))
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func or(n *int, other int) int {
	if n == nil {
		return other
	}
	return *n
}

func FuzzReadAges(f *testing.F) {
	for _, text := range []string{"18 to 65", "50+", "up to 25 years", "9999999999999999999 to 3"} {
		f.Add(text)
	}
	ages := fieldOf("ages")
	f.Fuzz(func(t *testing.T, text string) {
		from, to, ok := readAges(text)
		if !ok {
			return
		}
		if n := or(from, 0); n < 0 || n > oldest || or(to, oldest) < n || or(to, 0) > oldest {
			t.Errorf("%q: %d to %d", text, n, or(to, 0))
		}
		if said := ages.said(text); ages.said(said) != said {
			t.Errorf("%q is said as %q, and that as %q", text, said, ages.said(said))
		}
	})
}

func FuzzReadLanguages(f *testing.F) {
	for _, text := range []string{"English, polish", "urdu and welsh", ",,;", "é"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := readLanguages(text)
		if again := readLanguages(languagesText(read)); !slices.Equal(read, again) {
			t.Errorf("%q: %q and then %q", text, read, again)
		}
	})
}

func TestWhoMayCome(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := entry("a", lunch, long)
		a.Answers, a.Languages = directory.Answers{directory.WomenOnly: directory.Yes}, []string{"english"}
		setUp(t, d, a)
		s := say(t, d, Said{Texts: map[string]string{"ages": "50+", "languages": "polish, English and Sign", "may-women-only": "Not stated", "may-online": "no", "may-men-only": ""}})
		want := []Change{{Field: "ages", Wanted: "from 50"}, {Field: "languages", Was: "english", Now: "english", Wanted: "English, Polish, Sign"},
			{Field: "may-women-only", Was: "Yes", Now: "Yes"}, {Field: "may-online", Wanted: "No"}}
		if !slices.Equal(s.Changes, want) {
			t.Fatalf("%+v", s.Changes)
		}
		if label := LabelOf("may-online"); label != "Can people take part online or by phone?" {
			t.Error(label)
		}
		if err := decide(d, s.ID, s.Seen(), "It is for women", "ages", "languages", "may-online"); err != nil {
			t.Fatal(err)
		}
		now := get(t, d, "a")
		if or(now.MinimumAge, 0) != 50 || now.MaximumAge != nil || !slices.Equal(now.Languages, []string{"English", "Polish", "Sign"}) ||
			now.Answers[directory.Online] != directory.No || now.Answers[directory.WomenOnly] != directory.Yes {
			t.Errorf("%+v", now)
		}
	})
}

func TestWhatIsNotTouchedIsNoChange(t *testing.T) {
	d := dbtest.SQLite(t)
	a := entry("a", lunch, long)
	a.Languages = []string{"welsh", "english"} // not as we write them
	setUp(t, d, a)
	texts := make(map[string]string)
	for _, field := range Fields {
		texts[field.Code] = TextOf(get(t, d, "a"), field.Code)
	}
	l := linkTo(t, d, lunch)
	refuses(t, d.Write(t.Context(), func(tx *db.Tx) error { _, err := Suggest(tx, l, "a", Said{Texts: texts}); return err }), "name")
}

func TestTheRestIsRight(t *testing.T) {
	today := dates.Of(dbtest.Start)
	for name, rest := range map[string]bool{"said": true, "not said": false} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				setUp(t, d, entry("a", lunch, long))
				s := say(t, d, Said{Texts: map[string]string{"phone": "01632 960299"}, Rest: rest})
				approve(t, d, s)
				want := long
				if rest {
					want = today
				}
				if got := get(t, d, "a").AssuredOn; s.RestRight != rest || got != want {
					t.Errorf("checked on %v, want %v", got, want)
				}
			})
		})
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		s := say(t, d, Said{Texts: map[string]string{"phone": "01632 960299", "cost": "£3"}, Rest: true})
		if err := decide(d, s.ID, s.Seen(), "It says £4", "phone"); err != nil {
			t.Fatal(err)
		}
		if got := get(t, d, "a").AssuredOn; got != long {
			t.Errorf("what was left out is checked: %v", got)
		}
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			id, err := Suggest(tx, l, "a", Said{Rest: true})
			if id != "" {
				t.Error("that everything is right waits for approval")
			}
			return err
		})
		if got := get(t, d, "a").AssuredOn; got != today {
			t.Errorf("checked on %v", got)
		}
	})
}

func TestWhatAnEntryDoesNotSay(t *testing.T) {
	full := directory.Service{Description: "Lunch", Schedules: []directory.Schedule{{Summary: "Sundays"}}, Cost: "£4", Answers: directory.Answers{directory.WomenOnly: directory.No},
		HowToApply: "Turn up", Email: lunch, Capacity: directory.Capacity{State: directory.Full, ObservedAt: dbtest.Start},
		Locations: []directory.Location{{Name: "Hall", StepFree: directory.No}}}
	if gaps := (Entry{Service: full}).Missing(dbtest.Start); len(gaps) != 0 {
		t.Errorf("%+v", gaps)
	}
	var fields []string
	for _, gap := range (Entry{}).Missing(dbtest.Start) {
		fields = append(fields, gap.Field)
	}
	if want := []string{"description", "times", "places", "eligibility", "cost", "how-to-apply", "phone", RoomField}; !slices.Equal(fields, want) {
		t.Errorf("%q", fields)
	}
	full.Locations[0].StepFree = directory.NotStated
	full.Cost, full.Free = "", directory.Yes
	if gaps := (Entry{Service: full}).Missing(dbtest.Start); len(gaps) != 1 || gaps[0].Field != "step-free" {
		t.Errorf("%+v", gaps)
	}
	if gaps := (Entry{PlaceHidden: true}).Missing(dbtest.Start); slices.ContainsFunc(gaps, func(g Gap) bool { return g.Field == "places" }) {
		t.Error("a hidden place is asked for")
	}
}
