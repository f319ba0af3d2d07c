package casework_test

import (
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// referredTo is a connection of a person to the lunch club.
func referredTo(c *castest.Cast, person string) (n connections.Connection) {
	c.Helper()
	amina := c.Harbour.First
	id, err := connections.Make(c.Context(), c.DB, amina, once.Key{}, connections.Onward{PersonID: person, ServiceID: castest.LunchClub, Kind: connections.Referred,
		Share: connections.OnByDefault, Permission: true, PermissionHow: "said yes", BaseURL: "http://test.example"})
	c.OK(err)
	c.Read(func(r *db.Snapshot) (err error) { n, err = connections.Get(r, amina, person, id); return })
	return n
}

func theClub(given bool) people.Permission {
	return people.Permission{RecipientKind: "organisation", RecipientID: castest.LunchClub + "-org", RecipientName: "Harbour Lunch Club", Purpose: "referral", Given: given, How: "by phone"}
}

func TestANoStopsWhatWaitsAndEndsTheLinkAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, other := c.Supported(amina), c.Supported(amina)
		n, others := referredTo(c, person), referredTo(c, other)
		_, err := casework.SaySharing(t.Context(), d, c.Harbour.Second, once.Key{}, person, theClub(false))
		castest.Is(t, err, db.ErrNotFound)
		done, err := casework.SaySharing(t.Context(), d, amina, once.Key{}, person, theClub(false))
		c.OK(err)
		if done.Messages != 1 || done.Links != 1 {
			t.Errorf("%+v", done)
		}
		c.Read(func(r *db.Snapshot) error {
			if _, err := connections.OfLink(r, n.LinkID); err != db.ErrNotFound {
				t.Errorf("the organisation still sees it: %v", err)
			}
			if _, err := connections.OfLink(r, others.LinkID); err != nil {
				t.Errorf("somebody else's link ended: %v", err)
			}
			mine, err := messages.About(r, "connection", n.ID)
			theirs, err2 := messages.About(r, "connection", others.ID)
			if mine[0].State != messages.Stopped || theirs[0].State != messages.Queued || err2 != nil {
				t.Errorf("%s and %s", mine[0].State, theirs[0].State)
			}
			return err
		})
	})
}

func TestAYesThatRanOutIsNoYes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		n := referredTo(c, person)
		p := theClub(true)
		p.Until = c.Today().AddDays(2)
		_, err := casework.SaySharing(t.Context(), d, amina, once.Key{}, person, p)
		c.OK(err)
		sees := func() bool {
			return d.Read(t.Context(), func(r *db.Snapshot) error { _, err := connections.OfLink(r, n.LinkID); return err }) == nil
		}
		if !sees() {
			t.Error("it does not hold")
		}
		c.Clock.Set(c.Today().AddDays(2).At(23, 59))
		if !sees() {
			t.Error("it ended before its last day did")
		}
		c.Clock.Set(c.Today().AddDays(1).At(0, 1))
		if sees() {
			t.Error("it ran out and the organisation still sees it")
		}
	})
}

func TestAPermissionSaysWhoseWordItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		for field, spoil := range map[string]func(*people.Permission){
			"purpose":  func(p *people.Permission) { p.Purpose = "fun" },
			"how":      func(p *people.Permission) { p.How = " " },
			"by_name":  func(p *people.Permission) { p.GivenBy = "attorney" },
			"given_by": func(p *people.Permission) { p.GivenBy = "neighbour" },
			"until":    func(p *people.Permission) { p.Until = c.Today().AddDays(-1) },
		} {
			p := theClub(true)
			spoil(&p)
			_, err := casework.SaySharing(t.Context(), d, amina, once.Key{}, person, p)
			castest.Refused(t, err, field)
		}
		b := people.Basis{Code: "vital-interests", Words: "Cannot be asked at the moment"}
		castest.Is(t, casework.SetBasis(t.Context(), d, c.Harbour.Second, once.Key{}, person, b), db.ErrNotFound)
		castest.Refused(t, casework.SetBasis(t.Context(), d, amina, once.Key{}, person, people.Basis{Code: "fun", Words: "x"}), "basis")
		castest.Refused(t, casework.SetBasis(t.Context(), d, amina, once.Key{}, person, people.Basis{Code: "consent"}), "basis_words")
		c.Read(func(r *db.Snapshot) error {
			usual, err := people.BasisOf(r, person)
			if usual.Code != "direct-care" || !usual.RecordedAt.IsZero() {
				t.Errorf("%+v", usual)
			}
			return err
		})
		c.OK(casework.SetBasis(t.Context(), d, amina, once.Key{}, person, b))
		c.Read(func(r *db.Snapshot) error {
			now, err := people.BasisOf(r, person)
			if now.Code != b.Code || now.ByName != amina.Name {
				t.Errorf("%+v", now)
			}
			return err
		})
	})
}
