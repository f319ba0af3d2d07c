package castest

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

// Cast is a database with everybody in it. It is also the test that runs.
type Cast struct {
	testing.TB
	DB                 *db.DB
	Clock              *dbtest.Clock
	Harbour, Canalside Network
	Admin              access.Actor
	Lead, Field        access.Actor // researchers: who leads studies, and who goes out
	made               int          // referrals that Referral has written
}

// Network is a team with its people and its practice.
type Network struct {
	TeamID, PracticeID       string
	First, Second            access.Actor // link workers
	Manager, Practice, Other access.Actor // Other works for a second practice of the team
	OtherPracticeID          string
}

// New furnishes an empty database.
func New(t testing.TB, d *db.DB) *Cast {
	t.Helper()
	c := &Cast{TB: t, DB: d, Clock: dbtest.ClockOf(d)}
	c.Write(func(tx *db.Tx) error {
		if err := teams.SetArea(tx, Area); err != nil {
			return err
		}
		c.Harbour = c.network(tx, "Harbour", "QY1", "QY101", "QY102", "Amina Yusuf", "Callum Reid", "Jo Hart", "Dr Pat Okafor", "Dr Ines Calder")
		c.Canalside = c.network(tx, "Canalside", "QX1", "QX101", "QX102", "Tomasz Nowak", "Priti Shah", "Marcia Bell", "Dr Owen Pryce", "Dr Ruth Amadi")
		c.Admin = c.account(tx, "Sam Quill", access.Membership{Role: access.Administrator})
		c.Lead = c.account(tx, "Dr Lena Voss", access.Membership{Role: access.Researcher})
		c.Field = c.account(tx, "Idris Bello", access.Membership{Role: access.Researcher})
		for _, s := range services() {
			c.service(tx, s)
		}
		return nil
	})
	return c
}

// Area is the deployment that the cast works in.
var Area = teams.Area{Name: "Saltmere", JobTitle: "link worker", Phone: "01632 960 100", Hours: "Monday to Friday, 9am to 5pm",
	Crisis: []teams.CrisisNumber{{Label: "Emergency services", Phone: "999", Hours: "any time"}}}

func (c *Cast) network(tx *db.Tx, name, outcode, ods, otherODS, first, second, manager, practice, other string) (n Network) {
	var err error
	if n.TeamID, err = teams.AddTeam(tx, teams.Team{Name: name + " network", Phone: "01632 960 110", Outcodes: []string{outcode}}); err != nil {
		c.Fatal(err)
	}
	add := func(practice, code string) string {
		id, err := teams.AddPractice(tx, teams.Practice{TeamID: n.TeamID, Name: practice, ODSCode: code, Email: "desk@" + code + ".example", Phone: "01632 960 120"})
		if err != nil {
			c.Fatal(err)
		}
		return id
	}
	n.PracticeID, n.OtherPracticeID = add(name+" Practice", ods), add(name+" Road Practice", otherODS)
	n.First = c.account(tx, first, access.Membership{Role: access.LinkWorker, TeamID: n.TeamID})
	n.Second = c.account(tx, second, access.Membership{Role: access.LinkWorker, TeamID: n.TeamID})
	n.Manager = c.account(tx, manager, access.Membership{Role: access.Manager, TeamID: n.TeamID})
	n.Practice = c.account(tx, practice, access.Membership{Role: access.Practice, PracticeID: n.PracticeID})
	n.Other = c.account(tx, other, access.Membership{Role: access.Practice, PracticeID: n.OtherPracticeID})
	return n
}

func (c *Cast) account(tx *db.Tx, name string, m access.Membership) access.Actor {
	account, err := identity.Create(tx, audit.System, name, strings.ToLower(strings.ReplaceAll(name, " ", "."))+"@linkwork.example")
	if err != nil {
		c.Fatal(err)
	}
	if err := access.Join(tx, account.ID, m); err != nil {
		c.Fatal(err)
	}
	return access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{m}}
}

// Researcher is one more researcher.
func (c *Cast) Researcher(name string) (a access.Actor) {
	c.Write(func(tx *db.Tx) error {
		a = c.account(tx, name, access.Membership{Role: access.Researcher})
		return nil
	})
	return a
}

// Staff lists everybody with an account.
func (c *Cast) Staff() []access.Actor {
	all := []access.Actor{c.Admin, c.Lead, c.Field}
	for _, n := range []Network{c.Harbour, c.Canalside} {
		all = append(all, n.First, n.Second, n.Manager, n.Practice, n.Other)
	}
	return all
}
