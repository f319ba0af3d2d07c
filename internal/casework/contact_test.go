package casework_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
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
