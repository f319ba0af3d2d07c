package access_test

import (
	"slices"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// reach lists who of the cast may see a person, by name.
func reach(c *castest.Cast, personID string) (names []string) {
	c.Helper()
	for _, who := range c.Staff() {
		c.Read(func(r *db.Snapshot) error {
			switch err := access.SeePerson(r, who, personID); err {
			case nil:
				names = append(names, who.Name)
			case db.ErrNotFound:
			default:
				return err
			}
			return nil
		})
	}
	return names
}

func wantReach(c *castest.Cast, when, personID string, want ...string) {
	c.Helper()
	if got := reach(c, personID); !slices.Equal(got, want) {
		c.Errorf("%s: seen by %q, want %q", when, got, want)
	}
}

func TestOnlyTheWorkerAndTheirManagerSeeAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, "doreen", n.TeamID, n.First.AccountID) })
		wantReach(c, "granted", "doreen", "Amina Yusuf", "Jo Hart")
		wantReach(c, "somebody else", "nobody")
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, "doreen", n.TeamID, n.Second.AccountID) })
		wantReach(c, "given to another worker", "doreen", "Callum Reid", "Jo Hart")
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, "doreen", n.TeamID, "") })
		wantReach(c, "waiting in the team", "doreen", "Jo Hart")
		c.Write(func(tx *db.Tx) error { return access.Relieve(tx, "doreen", n.TeamID) })
		wantReach(c, "relieved", "doreen")
	})
}

func TestAPersonInTwoTeamsIsSeenByBoth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.Write(func(tx *db.Tx) error {
			if err := access.Grant(tx, "doreen", c.Harbour.TeamID, c.Harbour.First.AccountID); err != nil {
				return err
			}
			return access.Grant(tx, "doreen", c.Canalside.TeamID, c.Canalside.Second.AccountID)
		})
		wantReach(c, "both", "doreen", "Amina Yusuf", "Jo Hart", "Priti Shah", "Marcia Bell")
		c.Write(func(tx *db.Tx) error { return access.Relieve(tx, "doreen", c.Harbour.TeamID) })
		wantReach(c, "one left", "doreen", "Priti Shah", "Marcia Bell")
	})
}

func TestWhoLeavesSeesNobodyAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, "doreen", n.TeamID, n.First.AccountID) })
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.First.AccountID) })
		wantReach(c, "the worker left", "doreen", "Jo Hart")
		c.Write(func(tx *db.Tx) error {
			return access.Join(tx, n.First.AccountID, access.Membership{Role: access.LinkWorker, TeamID: c.Canalside.TeamID})
		})
		wantReach(c, "the worker joined another team", "doreen", "Jo Hart")
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.Manager.AccountID) })
		wantReach(c, "the manager left", "doreen")
		c.Read(func(r *db.Snapshot) error {
			actor, err := access.Load(r, n.Manager.AccountID, n.Manager.Name)
			if len(actor.Memberships) != 0 || actor.Role() != "" || actor.InTeam(n.TeamID) {
				t.Errorf("still %+v", actor.Memberships)
			}
			return err
		})
	})
}
