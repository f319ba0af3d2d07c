package casework

import (
	"context"
	"maps"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/measures"
	"linkwork/internal/people"
)

// MeasureDue is a questionnaire that is due to be asked of somebody.
type MeasureDue struct {
	measures.Wave
	PersonID, WorkerID string
	Person             people.Person // of MeasuresDue only
}

// MeasuresDue lists what is due to be asked of those in the actor's teams whom
// they may see, by the day on which it is due. Nothing is due of somebody whose
// support has ended, who has died, who said no to being supported, or whose
// record is restricted to others than the actor. It reads as often for one
// person as for thousands.
func MeasuresDue(r db.Reader, by access.Actor) ([]MeasureDue, error) {
	all, err := measuresDue(r, by, "")
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, x := range all {
		ids[i] = x.PersonID
	}
	named, err := people.Named(r, ids)
	for i := range all {
		all[i].Person = named[all[i].PersonID]
	}
	return all, err
}

// MeasuresDueOf is what is due to be asked of one person.
func MeasuresDueOf(r db.Reader, by access.Actor, personID string) ([]MeasureDue, error) {
	return measuresDue(r, by, personID)
}

// answering is an open case with the days of answers to each instrument.
type answering struct {
	personID, workerID string
	taken              dates.Date
	answered           map[string][]dates.Date
}

func measuresDue(r db.Reader, by access.Actor, personID string) ([]MeasureDue, error) {
	schedules, err := measures.Schedules(r)
	if err != nil || len(schedules) == 0 {
		return nil, err
	}
	cases, err := answers(r, by, personID)
	if err != nil {
		return nil, err
	}
	misses, err := missed(r, by)
	if err != nil {
		return nil, err
	}
	today := dates.Of(r.Now())
	var all []MeasureDue
	for _, c := range cases {
		for _, id := range slices.Sorted(maps.Keys(schedules)) {
			if w, due := schedules[id].Open(c.taken, c.answered[id], misses[missKey{c.personID, id, c.taken}], today); due {
				all = append(all, MeasureDue{Wave: w, PersonID: c.personID, WorkerID: c.workerID})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b MeasureDue) int { return a.Due.Sub(b.Due) })
	return all, nil
}

type missKey struct {
	personID, instrument string
	started              dates.Date
}

func missed(r db.Reader, by access.Actor) (map[missKey]map[int]bool, error) {
	misses, err := measures.Misses(r, by)
	all := make(map[missKey]map[int]bool)
	for _, m := range misses {
		key := missKey{m.PersonID, m.Instrument, m.Started}
		if all[key] == nil {
			all[key] = make(map[int]bool)
		}
		all[key][m.Months] = true
	}
	return all, err
}

// answers are the open cases of whom something may be due, with when they
// answered what.
func answers(r db.Reader, by access.Actor, personID string) (cases []answering, err error) {
	last := ""
	_, err = db.List(r, func(row db.Scanner) (none struct{}, err error) {
		var id, instrument string
		var day dates.Date
		var opened time.Time
		c := answering{answered: make(map[string][]dates.Date)}
		if err := row.Scan(&id, &c.personID, &c.workerID, db.At(&opened), db.Text(&instrument), &day); err != nil {
			return none, err
		}
		if id != last {
			c.taken = dates.Of(opened)
			cases, last = append(cases, c), id
		}
		if of := cases[len(cases)-1].answered; instrument != "" {
			of[instrument] = append(of[instrument], day)
		}
		return none, nil
	}, `SELECT c.id, c.person_id, c.worker_id, c.opened_at, resp.instrument, resp.day FROM cases c`+measures.AnswersOf("c.person_id")+
		` WHERE `+access.TeamSeenBy("c.team_id", "$1")+` AND ($2 = '' OR c.person_id = $2) AND `+stillOpen+` AND `+seen+
		` AND NOT `+people.HasDied("c.person_id")+` AND NOT `+people.SaidNo("c.person_id", "$3")+` ORDER BY c.opened_at, c.id, resp.day, resp.id`,
		by.AccountID, personID, dates.Of(r.Now()))
	return cases, err
}

// CannotAsk stores why something that is due cannot be asked: it is due no
// longer, and the reason stands in the group's figures. *db.Invalid without a
// reason, db.ErrNotFound where it is not due.
func CannotAsk(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, instrument string, months int, reason form.Reason) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		due, err := MeasuresDueOf(tx, by, personID)
		if err != nil {
			return err
		}
		for _, x := range due {
			if x.Instrument == instrument && x.Months == months {
				id, err := measures.NotPossible(tx, by, personID, x.Wave, reason)
				if err != nil {
					return err
				}
				return audit.Change(tx, by.Audit(), "measures.not-possible", personID, "miss", id)
			}
		}
		return db.ErrNotFound
	})
}
