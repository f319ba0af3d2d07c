package safeguarding

import (
	"context"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
)

// Clock is how soon a team's concerns pass on. Linkwork knows no night and no
// weekend here: harm does not either.
type Clock struct {
	Minutes, DangerMinutes int
	Version                int // of the leads and this together; 0 before the first save
}

// usual is the clock of a team that has set none.
var usual = Clock{Minutes: 60, DangerMinutes: 15}

func (c Clock) wait(danger bool) time.Duration {
	if danger {
		return time.Duration(c.DangerMinutes) * time.Minute
	}
	return time.Duration(c.Minutes) * time.Minute
}

// ClockOf returns a team's clock.
func ClockOf(r db.Reader, teamID string) (Clock, error) {
	set, err := db.List(r, func(s db.Scanner) (c Clock, err error) {
		err = s.Scan(&c.Minutes, &c.DangerMinutes, &c.Version)
		return
	}, `SELECT minutes, danger_minutes, version FROM safety_clocks WHERE team_id = $1`, teamID)
	if err != nil || len(set) == 0 {
		return usual, err
	}
	return set[0], nil
}

// MostLeads is how many a chain can have.
const MostLeads = 4

// Candidates lists who could be a lead: everybody who supports people in the
// area and can log in, by name.
func Candidates(r db.Reader) (all []identity.Account, err error) {
	roles, err := access.OfAccounts(r)
	if err != nil {
		return nil, err
	}
	accounts, err := identity.All(r)
	for _, a := range accounts {
		if a.Status != identity.Disabled && (access.Actor{Memberships: roles[a.ID]}).Is(access.LinkWorker, access.Manager) {
			all = append(all, a)
		}
	}
	return all, err
}

// NameLeads keeps who reads the concerns of the acting manager's team, in
// order, and how soon they pass on. What waits with nobody goes to them at
// once. db.ErrNotFound for anybody but a manager, db.ErrConflict if somebody
// saved first.
func NameLeads(ctx context.Context, d *db.DB, by access.Actor, key once.Key, teamID string, leads []access.Lead, c Clock) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return teamID, nameLeads(tx, by, teamID, leads, c) })
		return err
	})
}

func nameLeads(tx *db.Tx, by access.Actor, teamID string, leads []access.Lead, c Clock) error {
	if !by.Manages(teamID) {
		return db.ErrNotFound
	}
	if err := checkLeads(tx, leads, c); err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO safety_clocks (team_id, minutes, danger_minutes) VALUES ($1, $2, $3)
		ON CONFLICT (team_id) DO UPDATE SET minutes = excluded.minutes, danger_minutes = excluded.danger_minutes, version = safety_clocks.version + 1
		WHERE safety_clocks.version = $4`, teamID, c.Minutes, c.DangerMinutes, c.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	if err := access.NameLeads(tx, teamID, leads); err != nil {
		return err
	}
	if err := wake(tx, teamID); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "safety.leads-named", "", "team", teamID)
}

func checkLeads(tx *db.Tx, leads []access.Lead, c Clock) error {
	var bad db.Invalid
	if err := CheckChain(tx, leads, &bad); err != nil {
		return err
	}
	if c.Minutes < 5 || c.Minutes > 24*60 {
		bad.Add("minutes", "Enter minutes, from 5 to 1440")
	}
	if c.DangerMinutes < 5 || c.DangerMinutes > 24*60 {
		bad.Add("danger_minutes", "Enter minutes, from 5 to 1440")
	}
	return bad.Err()
}

// CheckChain tidies those who are named for a chain and says in bad what is
// wrong, in the fields "lead_" and "phone_" with their place from 1.
func CheckChain(r db.Reader, leads []access.Lead, bad *db.Invalid) error {
	able, err := Candidates(r)
	if err != nil {
		return err
	}
	known := make(map[string]bool)
	for _, a := range able {
		known[a.ID] = true
	}
	for i := range leads {
		l := &leads[i]
		l.Phone = strings.TrimSpace(l.Phone)
		field := strconv.Itoa(i + 1)
		if !known[l.AccountID] {
			bad.Add("lead_"+field, "Choose each person once, from the list")
		}
		known[l.AccountID] = false
		if l.Phone == "" || long(l.Phone, 40) {
			bad.Add("phone_"+field, "Enter a phone number on which they can be reached")
		}
	}
	if len(leads) > MostLeads {
		bad.Add("lead_1", "Name up to 4 people")
	}
	return nil
}

// wake plans a turn now for what lies with nobody.
func wake(tx *db.Tx, teamID string) error {
	lying, err := db.List(tx, scanConcern, concernColumns+` WHERE k.team_id = $1 AND k.state = 'raised' AND k.owner_id = ''`, teamID)
	if err != nil {
		return err
	}
	for _, k := range lying {
		if err := jobs.Enqueue(tx, passOn, passArgs{k.ID, k.Passed}, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}
