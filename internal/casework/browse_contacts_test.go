package casework_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
)

// browsed reads all pages of a filter and checks each total.
func browsed(c *castest.Cast, by access.Actor, person string, f casework.ContactFilter, size int) (list []casework.Contact) {
	c.Helper()
	for cursor := ""; ; {
		var page casework.ContactsPage
		c.Read(func(s *db.Snapshot) (err error) {
			page, err = casework.BrowseContacts(s, by, person, f, cursor, size)
			return
		})
		list = append(list, page.Contacts...)
		if cursor = page.Next; cursor == "" {
			if len(list) != page.Total {
				c.Errorf("%+v in pages of %d: %d rows, total %d", f, size, len(list), page.Total)
			}
			return list
		}
	}
}

func TestContactsAreFilteredAndCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		record := func(by access.Actor, means, outcome, purpose string, needs ...string) {
			c.Contact(by, person, casework.Entry{Contact: casework.Contact{Means: means, Outcome: outcome, Purpose: purpose, Needs: needs}})
		}
		record(n.First, "phone", "no-answer", "first-conversation")
		record(n.First, "phone", "spoke", "first-conversation", "housing", "food")
		record(n.Manager, "text", "spoke", "review", "food")
		record(n.First, "home", "spoke", "planning", "food-growing") // no such need, but a code that contains one
		c.Contact(n.First, person, casework.Entry{Contact: casework.Contact{Purpose: "advocacy", AlsoFor: []string{"holding-sharing", "advocacy", "holding-sharing"}}})
		for _, k := range []struct {
			f    casework.ContactFilter
			want int
		}{
			{casework.ContactFilter{}, 5}, {casework.ContactFilter{Kind: casework.Talks}, 3}, {casework.ContactFilter{Kind: casework.TriesOnly}, 1},
			{casework.ContactFilter{Kind: casework.Written}, 1}, {casework.ContactFilter{Kind: casework.CheckIns}, 1}, {casework.ContactFilter{Need: "food"}, 2},
			{casework.ContactFilter{Need: "food", ByID: n.Manager.AccountID}, 1}, {casework.ContactFilter{Kind: "nonsense", Need: "%"}, 5},
		} {
			for _, size := range []int{1, 2, 50} {
				if got := browsed(c, n.First, person, k.f, size); len(got) != k.want {
					t.Errorf("%+v: %d contacts, want %d", k.f, len(got), k.want)
				}
			}
		}
		both := browsed(c, n.First, person, casework.ContactFilter{Kind: casework.CheckIns}, 9)[0]
		if strings.Join(both.Purposes(), " ") != "advocacy holding-sharing" || !both.Holding() || both.Title() != "Phone" {
			t.Errorf("for %v, %q", both.Purposes(), both.Title())
		}
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error {
			_, err := casework.BrowseContacts(s, n.Second, person, casework.ContactFilter{}, "", 5)
			return err
		}), db.ErrNotFound)
		_, err := casework.RecordContact(t.Context(), d, n.First, once.Key{}, casework.Entry{Contact: casework.Contact{PersonID: person, Day: c.Today(), Means: "phone", Words: "x", AlsoFor: []string{"dancing"}}})
		castest.Refused(t, err, "also_for")
	})
}

func TestWordsAreFoundInContactsInAnySpelling(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, other := c.Supported(n.First), c.Supported(n.First)
		say := func(person, words, others string) {
			c.Contact(n.First, person, casework.Entry{Contact: casework.Contact{Words: words, AboutOthers: others}})
		}
		say(person, "Went to the CAFÉ on Łódź Street.", "")
		say(person, "Nothing new. 100% fine.", "Her niece Zoë drives to the cafe.")
		say(other, "The café again.", "")
		for text, want := range map[string]int{"cafe": 2, "lodz café": 1, "zoe": 1, "cafe nothing": 1, "%": 0, "": 0, "100%": 1, "unheard": 0} {
			c.Read(func(s *db.Snapshot) error {
				found, err := casework.FindContacts(s, n.First, person, text, 10)
				if len(found) != want {
					t.Errorf("%q finds %d, want %d", text, len(found), want)
				}
				return err
			})
		}
		c.Read(func(s *db.Snapshot) error {
			if found, err := casework.FindContacts(s, n.First, person, "cafe", 1); err != nil || len(found) != 1 {
				t.Errorf("%d beyond the limit, %v", len(found), err)
			}
			return nil
		})
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error {
			_, err := casework.FindContacts(s, n.Second, person, "cafe", 10)
			return err
		}), db.ErrNotFound)
	})
}

func TestTriesCountDaysAndWaysSinceTheyLastSpoke(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		try := func(outcome string) {
			c.Contact(n.First, person, casework.Entry{Contact: casework.Contact{Means: "phone", Outcome: outcome}})
		}
		tried := func() (got casework.Tried) {
			c.Read(func(s *db.Snapshot) (err error) {
				got, err = casework.Tries(s, c.Case(n.First, person).ID)
				return
			})
			return got
		}
		try("no-answer")
		try("voicemail-left")
		c.Clock.Advance(24 * 3600e9)
		try("no-answer")
		if got := tried(); got != (casework.Tried{Times: 3, Days: 2, Means: 1}) {
			t.Errorf("%+v", got)
		}
		c.Read(func(s *db.Snapshot) error {
			team, err := teams.TheTeam(s, n.TeamID)
			if tried().Enough(team) {
				t.Error("three calls are not two ways")
			}
			return err
		})
		try("letter-sent")
		c.Read(func(s *db.Snapshot) error {
			team, err := teams.TheTeam(s, n.TeamID)
			if got := tried(); got.Means != 2 || !got.Enough(team) {
				t.Errorf("%+v", got)
			}
			return err
		})
		c.Contact(n.First, person, casework.Entry{})
		if got := tried(); got.Times != 0 {
			t.Errorf("after they spoke: %+v", got)
		}
	})
}
