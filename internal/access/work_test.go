package access_test

import (
	"slices"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// workReach lists who of the cast sees work of a team and a practice.
func workReach(c *castest.Cast, teamID, practiceID string) (names []string) {
	condition := access.WorkSeenBy("w.team", "w.practice", "$1")
	for _, who := range c.Staff() {
		c.Read(func(r *db.Snapshot) error {
			rows, err := db.List(r, func(s db.Scanner) (n int, err error) { err = s.Scan(&n); return },
				`SELECT 1 FROM (SELECT CAST($2 AS TEXT) AS team, CAST($3 AS TEXT) AS practice) w WHERE `+condition, who.AccountID, teamID, practiceID)
			if len(rows) > 0 {
				names = append(names, who.Name)
			}
			return err
		})
	}
	return names
}

func TestWorkIsSeenByItsTeamAndItsPractice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		check := func(when, team, practice string, want ...string) {
			t.Helper()
			if got := workReach(c, team, practice); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", when, got, want)
			}
		}
		check("team and practice", n.TeamID, n.PracticeID, "Amina Yusuf", "Callum Reid", "Jo Hart", "Dr Pat Okafor")
		check("no practice", n.TeamID, "", "Amina Yusuf", "Callum Reid", "Jo Hart")
		check("practice only", "", n.OtherPracticeID, "Dr Ines Calder")
		check("neither", "", "")
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.Practice.AccountID) })
		check("the doctor left", "", n.PracticeID)
	})
}

func TestAnActorIsWhatTheirMembershipsSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for _, who := range []struct {
			access.Actor
			role           access.Role
			team, practice string
		}{
			{c.Harbour.First, access.LinkWorker, c.Harbour.TeamID, ""},
			{c.Harbour.Manager, access.Manager, c.Harbour.TeamID, ""},
			{c.Harbour.Practice, access.Practice, "", c.Harbour.PracticeID},
			{c.Admin, access.Administrator, "", ""},
		} {
			c.Read(func(r *db.Snapshot) error {
				a, err := access.Load(r, who.AccountID, who.Name)
				if a.Role() != who.role || !a.Is(who.role) || a.TeamID() != who.team || a.PracticeID() != who.practice {
					t.Errorf("%s is %+v", who.Name, a)
				}
				for _, other := range access.Roles {
					if a.Is(other) != (other == who.role) {
						t.Errorf("%s is %s: %v", who.Name, other, a.Is(other))
					}
				}
				if a.InTeam("") || a.InTeam(c.Canalside.TeamID) || a.InTeam(c.Harbour.TeamID) != (who.team != "") {
					t.Errorf("%s: wrong teams", who.Name)
				}
				return err
			})
		}
		c.Read(func(r *db.Snapshot) error {
			workers, err := access.InRole(r, access.LinkWorker, c.Harbour.TeamID)
			if want := []string{c.Harbour.First.AccountID, c.Harbour.Second.AccountID}; !slices.Equal(workers, want) {
				t.Errorf("workers %v, want %v", workers, want)
			}
			return err
		})
	})
}
