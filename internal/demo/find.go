package demo

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
)

// Find looks the cast up in a database that was built before.
func Find(ctx context.Context, d *db.DB) (*Cast, error) {
	var cast Cast
	return &cast, d.Read(ctx, func(r *db.Snapshot) error {
		net := networks[0]
		for _, part := range []struct {
			name    string
			account *string
		}{{net.Workers[0], &cast.LinkWorker}, {net.Manager, &cast.Manager}, {net.Practices[0].Clinician, &cast.Practice}, {administrator, &cast.Administrator},
			{chiefInvestigator, &cast.Researcher}, {fieldResearcher, &cast.FieldResearcher}, {publicLead, &cast.PublicLead}} {
			account, err := identity.ByEmail(r, mailOf(part.name))
			if err != nil {
				return err
			}
			*part.account = account.ID
		}
		practice, err := teams.PracticeByODS(r, net.Practices[0].ODS)
		if err != nil {
			return err
		}
		cast.PracticeID = practice.ID
		return cast.choosePerson(r, net.Workers[0])
	})
}

// choosePerson takes the person whom the link worker has known longest, born
// on a day that is known, with no risk, no concern and nothing to mind: the
// story goes on with the hours of the day, and whoever plays the part should
// meet the same sort of person at any hour.
func (c *Cast) choosePerson(r *db.Snapshot, workerName string) error {
	worker, err := access.Load(r, c.LinkWorker, workerName)
	if err != nil {
		return err
	}
	load, err := casework.List(r, worker, casework.Mine, "", 40)
	if err != nil {
		return err
	}
	for _, row := range load.Rows {
		if row.State != casework.Engaged || row.Person.BirthDate == (dates.Date{}) || row.Person.Safety != (people.Safety{}) {
			continue
		}
		risks, err := people.StandingRisks(r, row.PersonID)
		if err != nil {
			return err
		}
		flags, err := safeguarding.Flags(r, row.PersonID)
		if err != nil {
			return err
		}
		if flags == 0 && !slices.ContainsFunc(risks, func(k people.Risk) bool { return !k.NoneKnown }) {
			c.Person, c.Born = row.PersonID, row.Person.BirthDate.Year
			return nil
		}
	}
	return db.ErrNotFound
}
