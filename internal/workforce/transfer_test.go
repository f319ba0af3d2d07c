package workforce_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/referrals"
	"linkwork/internal/workforce"
)

func askFor(c *castest.Cast, by access.Actor, person, team string) (id string, err error) {
	return workforce.AskTransfer(c.Context(), c.DB, by, keyless, workforce.Transfer{PersonID: person, ToTeam: team, Reason: "moved", Words: "Lives by the canal now.", Agreed: "Yes, by phone"})
}

func asked(c *castest.Cast, who access.Actor) (all []workforce.Transfer) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.TransfersTo(s, who); return })
	return all
}

func TestAnotherTeamTakesAPersonOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		harbour, canal := c.Harbour, c.Canalside
		person := c.Supported(harbour.First)
		c.Contact(harbour.First, person, casework.Entry{NextContact: c.Today().AddDays(3)})
		absence := away(c, harbour.First, harbour.First, 0, 3)
		c.OK(handCover(c, harbour.First, absence, workforce.Asked{PersonID: person, CoverID: harbour.Second.AccountID}))
		_, err := askFor(c, harbour.Second, person, canal.TeamID)
		castest.Is(t, err, db.ErrNotFound) // only covers
		_, err = askFor(c, canal.Manager, person, canal.TeamID)
		castest.Is(t, err, db.ErrNotFound)
		_, err = askFor(c, harbour.First, person, harbour.TeamID)
		castest.Refused(t, err, "team")
		_, err = workforce.AskTransfer(t.Context(), d, harbour.First, keyless, workforce.Transfer{PersonID: person, ToTeam: canal.TeamID, Reason: "because", Words: strings.Repeat("x", 2001)})
		for _, field := range []string{"reason", "words", "agreed"} {
			castest.Refused(t, err, field)
		}
		id, err := askFor(c, harbour.First, person, canal.TeamID)
		c.OK(err)
		_, err = askFor(c, harbour.Manager, person, canal.TeamID)
		castest.Is(t, err, db.ErrConflict)
		if all := asked(c, canal.First); len(all) != 1 || all[0].Words != "Lives by the canal now." || len(asked(c, harbour.First)) != 0 {
			t.Fatalf("%+v", all)
		}
		if sees(c, canal.First, person) || sees(c, canal.Manager, person) || !sees(c, harbour.First, person) {
			t.Error("the record moved before it was accepted")
		}
		accept := func(by, worker access.Actor, version int) error {
			_, err := workforce.Accept(t.Context(), d, by, keyless, id, version, worker.AccountID)
			return err
		}
		castest.Is(t, accept(harbour.Manager, harbour.Second, 1), db.ErrNotFound)
		castest.Refused(t, accept(canal.Manager, harbour.Second, 1), "worker")
		castest.Is(t, accept(canal.Manager, canal.Second, 2), db.ErrConflict)
		c.OK(accept(canal.Manager, canal.Second, 1))
		castest.Is(t, accept(canal.Manager, canal.First, 2), db.ErrConflict)
		for who, want := range map[*access.Actor]bool{&harbour.First: false, &harbour.Second: false, &harbour.Manager: false, &canal.First: false, &canal.Second: true, &canal.Manager: true} {
			if sees(c, *who, person) != want {
				t.Errorf("%s: seen is %v", who.Name, !want)
			}
		}
		if due(c, harbour.First) != 0 || due(c, canal.Second) != 1 {
			t.Error("what is due did not go along")
		}
		k := c.Case(canal.Second, person)
		if k.TeamID != canal.TeamID || k.WorkerID != canal.Second.AccountID || k.State != casework.Engaged {
			t.Errorf("%+v", k)
		}
		if notes := unread(c, canal.Second); len(notes) != 1 || notes[0].Words != "Lives by the canal now." || notes[0].FromName != harbour.First.Name {
			t.Errorf("%+v", notes)
		}
		c.Read(func(s *db.Snapshot) error {
			contacts, err := casework.Contacts(s, canal.Second, person, "", 10)
			if contacts.Total != 1 {
				t.Error("the history stays behind")
			}
			r, _ := referrals.Unscoped(s, k.ReferralID)
			if r.TeamID != canal.TeamID {
				t.Error("the referral stays behind")
			}
			of, _ := workforce.TransfersOf(s, canal.Second, person)
			if len(of) != 1 || of[0].State != workforce.TransferAccepted || of[0].AnsweredName != canal.Manager.Name {
				t.Errorf("%+v", of)
			}
			return err
		})
	})
}

func TestATransferIsDeclinedWithdrawnOrFallsAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		harbour, canal := c.Harbour, c.Canalside
		person := c.Supported(harbour.First)
		id, err := askFor(c, harbour.Manager, person, canal.TeamID)
		c.OK(err)
		castest.Refused(t, workforce.Decline(t.Context(), d, canal.First, keyless, id, 1, " "), "answer")
		castest.Is(t, workforce.Decline(t.Context(), d, harbour.First, keyless, id, 1, "No room"), db.ErrNotFound)
		c.OK(workforce.Decline(t.Context(), d, canal.First, keyless, id, 1, "No room"))
		news := func(who access.Actor) (all []workforce.Transfer) {
			c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.Declined(s, who); return })
			return all
		}
		if all := news(harbour.First); len(all) != 1 || all[0].Answer != "No room" || all[0].AnsweredName != canal.First.Name || len(news(harbour.Second)) != 0 {
			t.Errorf("%+v", all)
		}
		castest.Is(t, workforce.SeenDeclined(t.Context(), d, harbour.Second, keyless, id), db.ErrNotFound)
		c.OK(workforce.SeenDeclined(t.Context(), d, harbour.First, keyless, id))
		if len(news(harbour.First)) != 0 || !sees(c, harbour.First, person) || sees(c, canal.First, person) {
			t.Error("declined, and not as before")
		}
		again, err := askFor(c, harbour.First, person, canal.TeamID)
		c.OK(err)
		castest.Is(t, workforce.Withdraw(t.Context(), d, canal.Manager, keyless, again, 1), db.ErrNotFound)
		c.OK(workforce.Withdraw(t.Context(), d, harbour.First, keyless, again, 1))
		castest.Is(t, workforce.Withdraw(t.Context(), d, harbour.First, keyless, again, 2), db.ErrConflict)
		castest.Is(t, workforce.Decline(t.Context(), d, canal.First, keyless, again, 2, "Late"), db.ErrConflict)
		third, err := askFor(c, harbour.First, person, canal.TeamID)
		c.OK(err)
		c.Contact(harbour.First, person, casework.Entry{})
		c.Close(harbour.First, person, "moved")
		if all := asked(c, canal.First); len(all) != 0 {
			t.Errorf("closed, and still asked: %+v", all)
		}
		_, err = workforce.Accept(t.Context(), d, canal.Manager, keyless, third, 1, canal.First.AccountID)
		castest.Is(t, err, db.ErrConflict)
	})
}
