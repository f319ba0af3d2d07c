package workforce_test

import (
	"encoding/json"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/workforce"
)

// staffed is a cast whose workers have logged in.
func staffed(t testing.TB, d *db.DB) *castest.Cast {
	c := castest.New(t, d)
	c.Write(func(tx *db.Tx) error {
		for _, who := range []access.Actor{c.Harbour.First, c.Harbour.Second} {
			if err := identity.Activate(tx, who.AccountID); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

// name makes workers the Harbour practice's own.
func name(c *castest.Cast, itself bool, who ...access.Actor) {
	c.Helper()
	var p teams.Practice
	c.Read(func(s *db.Snapshot) (err error) { p, err = teams.ThePractice(s, c.Harbour.PracticeID); return })
	p.Named, p.GivesItself = nil, itself
	for _, w := range who {
		p.Named = append(p.Named, w.AccountID)
	}
	c.OK(workforce.NameWorkers(c.Context(), c.DB, c.Harbour.Manager, keyless, p))
}

// cameIn does the job that tells of a new referral.
func cameIn(c *castest.Cast, referralID string) {
	c.Helper()
	args, err := json.Marshal(referrals.CameInArgs{ReferralID: referralID})
	c.OK(err)
	c.OK(workforce.Handlers(c.DB)[referrals.CameIn](c.Context(), args))
}

// waitsFor is the account for whom a referral waits, "" for the whole team.
func waitsFor(c *castest.Cast, referralID string) (account string) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		given, err := workforce.GivenIn(s, c.Harbour.TeamID)
		account = given[referralID].AccountID
		return err
	})
	return account
}

func proposed(c *castest.Cast, by access.Actor, referralID string) (all []workforce.Proposal) {
	c.Helper()
	ref := c.TheReferral(referralID)
	c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.Propose(s, by, workforce.For(ref)); return })
	return all
}

func TestWhoIsProposedAndWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := staffed(t, d)
		n := c.Harbour
		r := c.Referral()
		r.Language = "pl"
		id := c.Receive(r)
		if got := proposed(c, n.Second, id); got[0].ID != n.Second.AccountID || got[0].Words() != "40 places free" {
			t.Errorf("without a rule the one who looks: %+v", got[0])
		}
		name(c, false, n.First)
		if got := proposed(c, n.Second, id); got[0].ID != n.First.AccountID || got[0].Words() != "works with the practice, 40 places free" {
			t.Errorf("the practice's own: %+v", got[0])
		}
		c.OK(workforce.SayLanguages(t.Context(), d, n.Manager, keyless, workforce.Languages{AccountID: n.Second.AccountID, Codes: []string{"pl", "cy"}}))
		if got := proposed(c, n.Manager, id); got[0].ID != n.Second.AccountID || got[0].Words() != "speaks Polish, 40 places free" {
			t.Errorf("who speaks the language: %+v", got[0])
		}
		_, err := workforce.SayAway(t.Context(), d, n.Second, keyless, workforce.Absence{AccountID: n.Second.AccountID, From: c.Today(), To: c.Today()})
		c.OK(err)
		if got := proposed(c, n.Manager, id); got[0].ID != n.First.AccountID || got[1].Here {
			t.Errorf("who is away comes last: %+v", got)
		}
	})
}

func TestRulesAreTheManagersAndAreChecked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := staffed(t, d)
		n := c.Harbour
		p := teams.Practice{ID: n.PracticeID, Version: 1, Named: []string{n.First.AccountID}}
		for _, other := range []access.Actor{n.First, n.Practice, c.Canalside.Manager, c.Admin} {
			castest.Is(t, workforce.NameWorkers(t.Context(), d, other, keyless, p), db.ErrNotFound)
			castest.Is(t, workforce.SayLanguages(t.Context(), d, other, keyless, workforce.Languages{AccountID: n.First.AccountID}), db.ErrNotFound)
		}
		castest.Refused(t, workforce.NameWorkers(t.Context(), d, n.Manager, keyless, teams.Practice{ID: n.PracticeID, Version: 1, Named: []string{c.Canalside.First.AccountID}}), "named")
		castest.Refused(t, workforce.NameWorkers(t.Context(), d, n.Manager, keyless, teams.Practice{ID: n.PracticeID, Version: 1, GivesItself: true}), "named")
		castest.Refused(t, workforce.SayLanguages(t.Context(), d, n.Manager, keyless, workforce.Languages{AccountID: n.First.AccountID, Codes: []string{"xx"}}), "languages")
		castest.Refused(t, workforce.SayLanguages(t.Context(), d, n.Manager, keyless, workforce.Languages{AccountID: n.First.AccountID, Codes: []string{"en"}}), "languages")
		c.OK(workforce.NameWorkers(t.Context(), d, n.Manager, keyless, p))
		castest.Is(t, workforce.NameWorkers(t.Context(), d, n.Manager, keyless, p), db.ErrConflict)
		l := workforce.Languages{AccountID: n.First.AccountID, Codes: []string{"ur"}}
		c.OK(workforce.SayLanguages(t.Context(), d, n.Manager, keyless, l))
		castest.Is(t, workforce.SayLanguages(t.Context(), d, n.Manager, keyless, l), db.ErrConflict)
	})
}

func TestAReferralWaitsForThePracticesOwnWorker(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := staffed(t, d)
		n := c.Harbour
		before := c.Receive(c.Referral())
		name(c, true, n.First)
		id := c.Receive(c.Referral())
		for range 2 {
			cameIn(c, id)
		}
		if waitsFor(c, id) != n.First.AccountID || waitsFor(c, before) != "" {
			t.Error("it does not wait for the practice's own worker")
		}
		var inbox referrals.Inbox
		c.Read(func(s *db.Snapshot) (err error) { inbox, err = referrals.TeamInbox(s, n.Second); return })
		if len(inbox.New) != 2 {
			t.Error("a colleague no longer sees it")
		}
		// Somebody chooses otherwise, and a job that runs late does not undo that.
		castest.Is(t, workforce.Give(t.Context(), d, n.Second, keyless, id, "", n.Second.AccountID), db.ErrConflict)
		castest.Is(t, workforce.Give(t.Context(), d, c.Canalside.First, keyless, id, n.First.AccountID, ""), db.ErrNotFound)
		castest.Refused(t, workforce.Give(t.Context(), d, n.Second, keyless, id, n.First.AccountID, c.Canalside.First.AccountID), "for")
		c.OK(workforce.Give(t.Context(), d, n.Second, keyless, id, n.First.AccountID, ""))
		cameIn(c, id)
		if waitsFor(c, id) != "" {
			t.Error("a late job gave it again")
		}
		c.Read(func(s *db.Snapshot) error {
			given, err := workforce.GivenIn(s, n.TeamID)
			if given[id].ByName != n.Second.Name {
				t.Error("who chose the whole team is not told")
			}
			return err
		})
		c.OK(workforce.Give(t.Context(), d, n.Second, keyless, id, "", n.Second.AccountID))
		person := c.Take(n.Second, id, "")
		castest.Is(t, workforce.Give(t.Context(), d, n.Second, keyless, id, "", n.First.AccountID), db.ErrConflict)
		if waitsFor(c, id) != "" || person == "" {
			t.Error("it waits after it was taken on")
		}
		cameIn(c, "gone") // and one whose referral is not there
	})
}

// TestNobodyIsGivenMoreThanTheirPlaces lets referrals come while named workers
// are away, have left and fill up: the rule gives to a named worker who is here
// and has a place, and leaves the rest to the whole team.
func TestNobodyIsGivenMoreThanTheirPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := staffed(t, d)
		n := c.Harbour
		var team teams.Team
		c.Read(func(s *db.Snapshot) (err error) { team, err = teams.TheTeam(s, n.TeamID); return })
		team.AgreedOpen = 2
		c.OK(casework.ChangeHabits(t.Context(), d, n.Manager, keyless, team))
		name(c, true, n.First, n.Second)
		come := func() string {
			id := c.Receive(c.Referral())
			cameIn(c, id)
			return waitsFor(c, id)
		}
		given := make(map[string]int)
		for range 4 {
			given[come()]++
		}
		if given[n.First.AccountID] != 2 || given[n.Second.AccountID] != 2 || come() != "" {
			t.Errorf("two places each were filled as %v", given)
		}
		team.AgreedOpen, team.Version = 4, team.Version+1
		c.OK(casework.ChangeHabits(t.Context(), d, n.Manager, keyless, team))
		_, err := workforce.SayAway(t.Context(), d, n.First, keyless, workforce.Absence{AccountID: n.First.AccountID, From: c.Today(), To: c.Today()})
		c.OK(err)
		if to := come(); to != n.Second.AccountID {
			t.Errorf("while the first is away it waits for %q", to)
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.Second.AccountID) })
		c.Read(func(s *db.Snapshot) error {
			all, err := workforce.GivenIn(s, n.TeamID)
			for _, g := range all {
				if g.AccountID == "" && g.Why == "" {
					t.Error("it waits for the whole team without a reason")
				}
			}
			return err
		})
		if to := come(); to != "" {
			t.Errorf("with one away and one gone it waits for %q", to)
		}
		c.Read(func(s *db.Snapshot) error {
			all, err := workforce.GivenIn(s, n.TeamID)
			for _, g := range all {
				if g.AccountID == n.Second.AccountID {
					t.Error("a referral waits for somebody who has left")
				}
			}
			return err
		})
	})
}
