package casework_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

func TestAContactKeepsWhereItWasWhoWasThereAndWhatIsAboutSomebodyElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{Contact: casework.Contact{Means: "community", Place: " The library ", Present: []string{"interpreter", "supporter"},
			PresentWords: "her sister", AboutOthers: "Her sister has lost her job."}})
		got := contactsOf(c, person)[0]
		if want := "The library; with an interpreter and a carer, relative or friend: her sister"; got.With() != want {
			t.Errorf("with %q, want %q", got.With(), want)
		}
		if got.AboutOthers != "Her sister has lost her job." || strings.Contains(got.Words, "sister") {
			t.Errorf("about somebody else %q, words %q", got.AboutOthers, got.Words)
		}
	})
}

func TestAContactRefusesFactsThatAreNotOnTheListOrTooLong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		_, err := casework.RecordContact(c.Context(), c.DB, c.Harbour.First, once.Key{}, casework.Entry{Contact: casework.Contact{PersonID: person, Day: dates.Of(c.Clock.Now()),
			Means: "phone", Words: "We spoke.", Present: []string{"dog"}, Place: strings.Repeat("a", 101), PresentWords: strings.Repeat("b", 201), AboutOthers: strings.Repeat("c", 5001)}})
		var bad *db.Invalid
		if !errors.As(err, &bad) || len(bad.Fields) != 4 {
			t.Errorf("got %v, want a fault in 4 fields", err)
		}
	})
}

// contactsOf are a person's contacts, newest first, as the first worker of
// Harbour sees them.
func contactsOf(c *castest.Cast, person string) (list []casework.Contact) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		page, err := casework.Contacts(s, c.Harbour.First, person, "", 100)
		list = page.Contacts
		return err
	})
	return list
}

func correct(c *castest.Cast, by access.Actor, e casework.Contact, words string) error {
	e.Words = words
	return casework.CorrectContact(c.Context(), c.DB, by, once.Key{}, e)
}

func TestACorrectedEntryKeepsWhatItSaidBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{Contact: casework.Contact{Words: "He likes bowls.", AboutOthers: "His wife is ill."}})
		shown := contactsOf(c, person)[0]
		c.OK(correct(c, n.First, shown, " He likes boules. "))
		got := contactsOf(c, person)[0]
		if got.Words != "He likes boules." || got.AboutOthers != "His wife is ill." || got.CorrectedAt.IsZero() {
			t.Errorf("corrected to %+v", got)
		}
		if len(got.Before) != 1 || got.Before[0].Words != "He likes bowls." || got.Before[0].AboutOthers != "His wife is ill." {
			t.Errorf("before: %+v", got.Before)
		}
		if err := correct(c, n.First, shown, "He likes bulls."); !errors.Is(err, db.ErrConflict) {
			t.Errorf("a correction of what is no longer there: %v", err)
		}
		c.OK(correct(c, n.First, got, "He likes both."))
		if got := contactsOf(c, person)[0]; len(got.Before) != 2 || got.Before[0].Words != "He likes boules." {
			t.Errorf("before, after a second correction: %+v", got.Before)
		}
	})
}

func TestNobodyCorrectsWhatAnotherWrote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		shown := contactsOf(c, person)[0]
		for name, by := range map[string]access.Actor{"colleague": n.Second, "manager": n.Manager, "other team": c.Canalside.First} {
			if err := correct(c, by, shown, "Something else."); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := contactsOf(c, person)[0]; got.Words != shown.Words || !got.CorrectedAt.IsZero() {
			t.Errorf("changed to %+v", got)
		}
	})
}

func TestACorrectionSaysSomethingElseAndNotNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		shown := contactsOf(c, person)[0]
		for _, words := range []string{"", shown.Words, strings.Repeat("a", 20001)} {
			var bad *db.Invalid
			if err := correct(c, n.First, shown, words); !errors.As(err, &bad) || bad.Fields[0].Field != "words" {
				t.Errorf("%.20q: %v", words, err)
			}
		}
	})
}

func TestACorrectionKnowsWhetherThePracticeHasTheEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		id := c.Contact(n.First, person, casework.Entry{})
		there := func() (there bool) {
			c.Read(func(s *db.Snapshot) (err error) { there, err = referrals.AtPractice(s, person, id); return })
			return there
		}
		if there() {
			t.Error("there before anybody copied it")
		}
		var ids []string
		c.Read(func(s *db.Snapshot) error {
			entries, err := referrals.EntriesOf(s, person)
			for _, e := range entries {
				ids = append(ids, e.ID)
			}
			return err
		})
		c.OK(referrals.MarkCopied(c.Context(), c.DB, n.First, ids))
		if !there() {
			t.Error("not there after it was copied")
		}
	})
}
