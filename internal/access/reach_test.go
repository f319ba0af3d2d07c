package access_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// reachModel is who may see whom, in plain Go.
type reachModel struct {
	*castest.Cast
	people   []string
	accounts []string
	teams    []string
	roles    map[string][]access.Membership // by account
	care     map[string]map[string]string   // worker by person and team; "" for nobody
	leads    map[string][]string            // by team
	closed   map[string]bool                // restricted
	named    map[string][]named             // by person
	opened   map[string][]opened            // by person
}

type named struct{ account, team string }

type opened struct {
	named
	until time.Time
}

func (m *reachModel) has(account, team string, roles ...access.Role) bool {
	return slices.ContainsFunc(m.roles[account], func(r access.Membership) bool { return r.TeamID == team && slices.Contains(roles, r.Role) })
}

func (m *reachModel) supports(account string) bool {
	return slices.ContainsFunc(m.roles[account], func(r access.Membership) bool { return r.Role == access.LinkWorker || r.Role == access.Manager })
}

// leading says whether an account leads safeguarding in a team: it is named
// and supports people, or manages a team where nobody is.
func (m *reachModel) leading(account, team string) bool {
	here := false
	for _, lead := range m.leads[team] {
		if m.supports(lead) {
			here = true
			if lead == account {
				return true
			}
		}
	}
	return !here && m.has(account, team, access.Manager)
}

func (m *reachModel) sees(account, person string) bool {
	for team, worker := range m.care[person] {
		switch {
		case worker == account && m.has(account, team, access.LinkWorker):
			return true
		case !m.closed[person] && m.has(account, team, access.Manager):
			return true
		case m.closed[person] && m.leading(account, team):
			return true
		}
	}
	for _, n := range m.named[person] {
		if n.account == account && m.has(account, n.team, access.LinkWorker, access.Manager) {
			return true
		}
	}
	for _, o := range m.opened[person] {
		if o.account == account && o.until.After(m.Clock.Now()) && m.has(account, o.team, access.LinkWorker, access.Manager) {
			return true
		}
	}
	return false
}

func (m *reachModel) listed(account, person string) bool {
	for team := range m.care[person] {
		if m.has(account, team, access.Manager) {
			return true
		}
	}
	return m.sees(account, person)
}

func (m *reachModel) check(t *rapid.T) {
	m.Read(func(r *db.Snapshot) error {
		for _, account := range m.accounts {
			near, err := db.List(r, scanText, access.PeopleNear("$1"), account)
			if err != nil {
				return err
			}
			for _, person := range m.people {
				err := access.SeePerson(r, access.Actor{AccountID: account}, person)
				if err != nil && !errors.Is(err, db.ErrNotFound) {
					return err
				}
				if want := m.sees(account, person); (err == nil) != want {
					t.Fatalf("%s sees %s: %v, want %v", account, person, err == nil, want)
				}
				if err == nil && !slices.Contains(near, person) {
					t.Fatalf("%s sees %s, who is not near", account, person)
				}
				rows, err := db.List(r, scanText, `SELECT p.id FROM (SELECT CAST($2 AS TEXT) AS id) p WHERE `+access.PeopleListedFor("p.id", "$1"), account, person)
				if err != nil {
					return err
				}
				if want := m.listed(account, person); (len(rows) == 1) != want {
					t.Fatalf("%s has a row for %s: %d, want %v", account, person, len(rows), want)
				}
			}
		}
		return nil
	})
}

func scanText(s db.Scanner) (text string, err error) {
	err = s.Scan(&text)
	return
}

func (m *reachModel) one(t *rapid.T, of []string, what string) string {
	return rapid.SampledFrom(of).Draw(t, what)
}

func (m *reachModel) join(t *rapid.T) {
	account := m.one(t, m.accounts, "account")
	role := access.Membership{Role: rapid.SampledFrom([]access.Role{access.LinkWorker, access.Manager, access.Practice}).Draw(t, "role")}
	if role.Role != access.Practice {
		role.TeamID = m.one(t, m.teams, "team")
	}
	m.Write(func(tx *db.Tx) error { return access.Join(tx, account, role) })
	m.roles[account] = append(m.roles[account], role)
}

func (m *reachModel) leave(t *rapid.T) {
	account := m.one(t, m.accounts, "account")
	m.Write(func(tx *db.Tx) error { return access.Leave(tx, account) })
	m.roles[account] = nil
}

func (m *reachModel) grant(t *rapid.T) {
	person, team := m.one(t, m.people, "person"), m.one(t, m.teams, "team")
	worker := m.one(t, append([]string{""}, m.accounts...), "worker")
	m.Write(func(tx *db.Tx) error { return access.Grant(tx, person, team, worker) })
	m.care[person][team] = worker
}

func (m *reachModel) relieve(t *rapid.T) {
	person, team := m.one(t, m.people, "person"), m.one(t, m.teams, "team")
	m.Write(func(tx *db.Tx) error { return access.Relieve(tx, person, team) })
	delete(m.care[person], team)
}

func (m *reachModel) restrict(t *rapid.T) {
	person, team := m.one(t, m.people, "person"), m.one(t, m.teams, "team")
	if m.closed[person] {
		m.Write(func(tx *db.Tx) error { return access.Unrestrict(tx, person, "Jo Hart") })
		m.closed[person], m.named[person] = false, nil
		return
	}
	who := m.one(t, m.accounts, "named")
	m.Write(func(tx *db.Tx) error {
		_, err := access.Restrict(tx, access.Restriction{PersonID: person, TeamID: team, ReviewOn: dates.Of(tx.Now()), Named: []string{who}})
		return err
	})
	m.closed[person], m.named[person] = true, []named{{who, team}}
}

func (m *reachModel) nameLeads(t *rapid.T) {
	team := m.one(t, m.teams, "team")
	leads := rapid.Permutation(m.accounts).Draw(t, "leads")[:rapid.IntRange(0, 2).Draw(t, "how many")]
	m.Write(func(tx *db.Tx) error {
		var all []access.Lead
		for _, l := range leads {
			all = append(all, access.Lead{AccountID: l})
		}
		return access.NameLeads(tx, team, all)
	})
	m.leads[team] = leads
}

func (m *reachModel) open(t *rapid.T) {
	person, team, account := m.one(t, m.people, "person"), m.one(t, m.teams, "team"), m.one(t, m.accounts, "account")
	until := m.Clock.Now().Add(time.Duration(rapid.IntRange(1, 4).Draw(t, "hours")) * time.Hour)
	m.Write(func(tx *db.Tx) error { return access.OpenInEmergency(tx, person, team, account, until) })
	m.opened[person] = append(m.opened[person], opened{named{account, team}, until})
}

func (m *reachModel) wait(t *rapid.T) {
	m.Clock.Advance(time.Duration(rapid.IntRange(1, 180).Draw(t, "minutes")) * time.Minute)
}

// TestTheConditionIsTheRule lets people join, leave, look after, restrict, lead
// and open in an emergency at random, and compares what the database says with
// the rule in plain Go.
func TestTheConditionIsTheRule(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c, run := castest.New(t, d), 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			m := &reachModel{Cast: c, roles: map[string][]access.Membership{}, care: map[string]map[string]string{}, leads: map[string][]string{}, closed: map[string]bool{}, named: map[string][]named{}, opened: map[string][]opened{}}
			for i := range 3 {
				m.people = append(m.people, fmt.Sprint("person-", run, "-", i))
				m.accounts = append(m.accounts, fmt.Sprint("account-", run, "-", i))
				m.care[m.people[i]] = map[string]string{}
			}
			m.teams = []string{fmt.Sprint("team-", run, "-a"), fmt.Sprint("team-", run, "-b")}
			rt.Repeat(map[string]func(*rapid.T){"": m.check, "join": m.join, "join again": m.join, "leave": m.leave, "grant": m.grant, "grant again": m.grant, "relieve": m.relieve,
				"restrict": m.restrict, "lead": m.nameLeads, "open": m.open, "wait": m.wait})
		})
	})
}
