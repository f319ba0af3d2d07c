package fill

import (
	"context"
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

// The size of an area, and of the worker's work who is measured.
const (
	Teams    = 50
	Workers  = 500
	Open     = 40  // people of each worker
	Closed   = 200 // more, of the worker who is measured
	Contacts = 500 // of Made.PersonID
)

const (
	email    = "worker-0@linkwork.example"
	manager  = "manager-0@linkwork.example"
	password = "three plain words here"
	token    = "token-of-the-measured-practice"
)

// Made says how to get in, and what to look at.
type Made struct {
	Email, Password string // of the link worker who is measured
	Manager         string // email address of the manager of their team, with the same password
	PersonID        string // theirs, with many contacts
	Token           string // API token of a practice of their team
}

// area is what the people are spread over.
type area struct {
	teams, practices []string // ids, in the same order
	workers          []string // accounts; worker i is of team i % Teams
	manager          string   // account, of the first team
	numbers          int      // NHS numbers looked at so far
}

// Area fills an empty, migrated database with an area of so many people.
func Area(ctx context.Context, d *db.DB, people int) (made Made, err error) {
	var a area
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		a, err = furnish(tx)
		return err
	})
	if err != nil {
		return Made{}, err
	}
	who, err := identity.New(d, "http://127.0.0.1")
	if err != nil {
		return Made{}, err
	}
	for _, account := range []string{a.workers[0], a.manager} {
		if err := who.SetPassword(ctx, audit.System, account, password); err != nil {
			return Made{}, err
		}
	}
	made = Made{Email: email, Manager: manager, Password: password, Token: token}
	for from := 0; from < people; from += atOnce {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for i := from; i < min(from+atOnce, people); i++ {
				id, err := a.person(tx, i)
				if err != nil {
					return err
				}
				if i == 0 {
					made.PersonID = id
				}
			}
			return nil
		})
		if err != nil {
			return Made{}, err
		}
	}
	return made, d.Optimize(ctx)
}

// atOnce is how many people share a write.
const atOnce = 1000

func furnish(tx *db.Tx) (a area, err error) {
	err = teams.SetArea(tx, teams.Area{Name: "Measured area", JobTitle: "link worker", Phone: "01632 960 100", Hours: "Monday to Friday",
		Crisis: []teams.CrisisNumber{{Label: "Emergency services", Phone: "999", Hours: "any time"}}})
	for i := 0; i < Teams && err == nil; i++ {
		err = a.addTeam(tx, i)
	}
	for i := 0; i < Workers && err == nil; i++ {
		err = a.addWorker(tx, i)
	}
	if err == nil {
		err = a.addManager(tx)
	}
	if err != nil {
		return area{}, err
	}
	_, err = identity.SetToken(tx, audit.System, a.practices[0], "measured", token)
	return a, err
}

func (a *area) addTeam(tx *db.Tx, i int) error {
	team, err := teams.AddTeam(tx, teams.Team{Name: fmt.Sprintf("Team %02d", i), Kind: "town", Phone: "01632 960 101", Outcodes: []string{fmt.Sprintf("QX%d", i)}})
	if err != nil {
		return err
	}
	practice, err := teams.AddPractice(tx, teams.Practice{TeamID: team, Name: fmt.Sprintf("Practice %02d", i), ODSCode: fmt.Sprintf("QX1%02d", i),
		Email: fmt.Sprintf("desk-%d@practice.example", i)})
	a.teams, a.practices = append(a.teams, team), append(a.practices, practice)
	return err
}

func (a *area) addWorker(tx *db.Tx, i int) error {
	account, err := identity.Create(tx, audit.System, fmt.Sprintf("Worker %d", i), fmt.Sprintf("worker-%d@linkwork.example", i))
	if err != nil {
		return err
	}
	a.workers = append(a.workers, account.ID)
	return access.Join(tx, account.ID, access.Membership{Role: access.LinkWorker, TeamID: a.teams[i%Teams]})
}

func (a *area) addManager(tx *db.Tx) error {
	account, err := identity.Create(tx, audit.System, "Manager 0", manager)
	if err != nil {
		return err
	}
	a.manager = account.ID
	return access.Join(tx, account.ID, access.Membership{Role: access.Manager, TeamID: a.teams[0]})
}
