package people_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

var doreen = people.Details{Given: "Zoë", Family: "O’Néill-Marsh", Called: "Dee", BirthDate: dates.Date{Year: 1941, Month: 8, Day: 6},
	NHSNumber: vocabulary.MakeNHSNumber(1), Phone: "01632 960 001", ContactBy: people.ByPhone, Voicemail: people.VoicemailNo}

func create(c *castest.Cast, d people.Details) (id string) {
	c.Helper()
	c.Write(func(tx *db.Tx) (err error) { id, err = people.Create(tx, d, c.Harbour.PracticeID); return })
	return id
}

func TestWhoMayBeTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		create(c, doreen)
		born, other := doreen.BirthDate, dates.Date{Year: 1950, Month: 1, Day: 2}
		for _, k := range []struct {
			why     string
			sent    people.Details
			agrees  []string
			certain bool
		}{
			{"name alone", people.Details{Given: "Zoë", Family: "O’Néill-Marsh"}, nil, false},
			{"name, another birth and phone", people.Details{Given: "Zoë", Family: "O’Néill-Marsh", BirthDate: other, Phone: "01632 960 009"}, nil, false},
			{"birth alone", people.Details{Given: "Raj", Family: "Patel", BirthDate: born}, nil, false},
			{"phone alone", people.Details{Given: "Raj", Family: "Patel", Phone: "01632 960 001"}, nil, false},
			{"NHS number alone", people.Details{Given: "Raj", Family: "Patel", BirthDate: other, NHSNumber: doreen.NHSNumber}, []string{"NHS number"}, false},
			{"name without accents, and birth", people.Details{Given: "Zoe", Family: "O'Neill Marsh", BirthDate: born}, []string{"Date of birth", "Name"}, false},
			{"capitals, and phone as +44", people.Details{Given: "ZOE", Family: "ONEILL MARSH", Phone: "+44 1632 960001"}, []string{"Name", "Phone"}, false},
			{"what she is called, and birth", people.Details{Given: "Dee", Family: "ONeill-Marsh", BirthDate: born}, []string{"Date of birth", "Name"}, false},
			{"an initial, and phone as 0044", people.Details{Given: "Z.", Family: "O'Neill-Marsh", Phone: "0044 1632 960 001"}, []string{"Name", "Phone"}, false},
			{"birth and phone, a married name", people.Details{Given: "Zoe", Family: "Patel", BirthDate: born, Phone: "01632960001"}, []string{"Date of birth", "Phone"}, false},
			{"all that identifies", people.Details{Given: "Zoe", Family: "O'Neill-Marsh", BirthDate: born, NHSNumber: doreen.NHSNumber}, []string{"NHS number", "Date of birth", "Name"}, true},
			{"another birth is never certain", people.Details{Given: "Zoe", Family: "O'Neill-Marsh", BirthDate: other, NHSNumber: doreen.NHSNumber, Phone: doreen.Phone},
				[]string{"NHS number", "Name", "Phone"}, false},
		} {
			c.Read(func(r *db.Snapshot) error {
				matches, err := people.MayBeTheSame(r, k.sent)
				switch {
				case len(k.agrees) == 0 && len(matches) != 0:
					t.Errorf("%s: proposed for %q", k.why, matches[0].Agrees)
				case len(k.agrees) > 0 && (len(matches) != 1 || !slices.Equal(matches[0].Agrees, k.agrees) || matches[0].Certain() != k.certain):
					t.Errorf("%s: %+v", k.why, matches)
				}
				return err
			})
		}
	})
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		once := people.Fold(name)
		if twice := people.Fold(once); twice != once {
			t.Fatalf("%q folds to %q and then to %q", name, once, twice)
		}
	})
}
