package people_test

import (
	"linkwork/internal/dates"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
)

func TestUnknownNoneAndKnownAreThreeThings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := create(c, doreen)
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, id, n.TeamID, n.First.AccountID) })
		state := func(none bool, words string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error {
				return people.StateRisk(tx, n.First.Audit(), id, people.Risk{NoneKnown: none, Words: words, Source: "the referral"})
			})
		}
		standing := func() (risks []people.Risk) {
			c.Read(func(r *db.Snapshot) (err error) { risks, err = people.StandingRisks(r, id); return })
			return risks
		}
		if len(standing()) != 0 {
			t.Error("somebody spoke about risk before anybody did")
		}
		c.OK(state(true, ""))
		castest.Refused(t, state(false, " "), "risk_words")
		c.OK(state(false, "A dog that bites"))
		c.OK(state(false, "Falls"))
		now := standing()
		if len(now) != 2 || now[0].NoneKnown || now[1].NoneKnown {
			t.Errorf("a known risk leaves %+v", now)
		}
		castest.Refused(t, state(true, ""), "risk")
		end := func(by access.Actor, risk string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return people.EndRisk(tx, by, id, risk) })
		}
		castest.Is(t, end(n.Second, now[0].ID), db.ErrNotFound)
		c.OK(end(n.First, now[0].ID))
		castest.Is(t, end(n.First, now[0].ID), db.ErrNotFound)
		castest.Refused(t, state(true, ""), "risk")
		c.OK(end(n.First, now[1].ID))
		c.OK(state(true, ""))
		c.Read(func(r *db.Snapshot) error {
			all, err := people.Risks(r, id)
			if len(all) != 4 {
				t.Errorf("%d statements on the record, want all 4", len(all))
			}
			return err
		})
		if now := standing(); len(now) != 1 || !now[0].NoneKnown || now[0].StatedOn != c.Today() {
			t.Errorf("at the end %+v", now)
		}
	})
}

func TestTheLatestWordCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := create(c, doreen)
		say := func(recipient, purpose string, given bool) {
			c.Write(func(tx *db.Tx) error {
				return people.RecordPermission(tx, "amina", id, people.Permission{RecipientKind: "practice", RecipientID: recipient, Purpose: purpose, Given: given, How: "by phone"})
			})
		}
		say("bay", "letter", true)
		say("bay", "letter", false)
		say("bay", "referral", true)
		say("tower", "letter", true)
		c.Read(func(r *db.Snapshot) error {
			said, err := people.Permissions(r, id)
			for _, k := range []struct {
				recipient, purpose string
				yes, asked         bool
			}{{"bay", "letter", false, true}, {"bay", "referral", true, true}, {"tower", "letter", true, true}, {"tower", "referral", false, false}} {
				if yes, asked := people.Allows(said, "practice", k.recipient, k.purpose, dates.Date{Year: 2026, Month: 11, Day: 23}); yes != k.yes || asked != k.asked {
					t.Errorf("%s %s: %v %v", k.recipient, k.purpose, yes, asked)
				}
			}
			if current := people.Current(said); len(said) != 4 || len(current) != 3 {
				t.Errorf("%d said, %d current", len(said), len(current))
			}
			return err
		})
	})
}
