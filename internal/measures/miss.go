package measures

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
)

// Miss is a time at which an instrument could not be asked, and why.
type Miss struct {
	ID, PersonID, Instrument string
	Started                  dates.Date // when the person was taken on
	Months                   int        // of the wave
	Reason                   form.Reason
	ByName                   string
	At                       time.Time
}

// Words say which time it was: "First", or "3 months".
func (m Miss) Words() string { return Wave{Months: m.Months}.Words() }

const missColumns = `SELECT m.id, m.person_id, m.instrument, m.started, m.months, m.reason, m.by_name, m.at FROM measure_misses m WHERE m.taken_back_at IS NULL`

func scanMiss(row db.Scanner) (m Miss, err error) {
	err = row.Scan(&m.ID, &m.PersonID, &m.Instrument, &m.Started, &m.Months, &m.Reason, &m.ByName, db.At(&m.At))
	return m, err
}

// MissesOf are the times that were not possible for one person, the latest
// first. The caller has checked that its reader may see the person.
func MissesOf(r db.Reader, personID string) ([]Miss, error) {
	return db.List(r, scanMiss, missColumns+` AND m.person_id = $1 ORDER BY m.at DESC, m.id`, personID)
}

// PossibleAfterAll takes back that something could not be asked: it is due again,
// where its time has not gone by. db.ErrNotFound for a person whom by may not
// see or another's, and where it was taken back before.
func PossibleAfterAll(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE measure_misses SET taken_back_at = $3, taken_back_by = $4 WHERE id = $1 AND person_id = $2 AND taken_back_at IS NULL`, id, personID, db.Ms(tx.Now()), by.Name)
		if err == nil && n == 0 {
			err = db.ErrNotFound
		}
		if err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "measures.possible", personID, "miss", id)
	})
}

// Misses are all times that were not possible, of those whom the reader may see.
func Misses(r db.Reader, by access.Actor) ([]Miss, error) {
	return db.List(r, scanMiss, missColumns+` AND m.person_id IN (`+access.PeopleNear("$1")+`) AND `+access.PeopleSeenBy("m.person_id", "$1")+` ORDER BY m.at, m.id`, by.AccountID)
}

func missesOf(r db.Reader, by access.Actor, instrument string, months int) ([]Miss, error) {
	return db.List(r, scanMiss, missColumns+` AND m.instrument = $2 AND m.months = $3 AND m.person_id IN (`+access.PeopleNear("$1")+`) AND `+access.PeopleSeenBy("m.person_id", "$1")+
		` ORDER BY m.at, m.id`, by.AccountID, instrument, months)
}

// NotPossible stores why a wave that is due cannot be asked. The caller has
// checked that it is due and that the actor may see the person.
func NotPossible(tx *db.Tx, by access.Actor, personID string, w Wave, reason form.Reason) (id string, err error) {
	if !slices.Contains(form.Reasons, reason) {
		return "", db.Fault("reason", "Choose why it is not possible")
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO measure_misses (id, person_id, instrument, started, months, reason, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, personID, w.Instrument, w.Started, w.Months, reason, by.AccountID, by.Name, db.Ms(tx.Now()))
	return id, err
}
