package measures

import (
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
)

// Miss is a time at which an instrument could not be asked, and why.
type Miss struct {
	PersonID, Instrument string
	Started              dates.Date // when the person was taken on
	Months               int        // of the wave
	Reason               form.Reason
}

const missColumns = `SELECT m.person_id, m.instrument, m.started, m.months, m.reason FROM measure_misses m`

func scanMiss(row db.Scanner) (m Miss, err error) {
	err = row.Scan(&m.PersonID, &m.Instrument, &m.Started, &m.Months, &m.Reason)
	return m, err
}

// Misses are all times that were not possible, of those whom the reader may see.
func Misses(r db.Reader, by access.Actor) ([]Miss, error) {
	return db.List(r, scanMiss, missColumns+` WHERE m.person_id IN (`+access.PeopleNear("$1")+`) AND `+access.PeopleSeenBy("m.person_id", "$1")+` ORDER BY m.at, m.id`, by.AccountID)
}

func missesOf(r db.Reader, by access.Actor, instrument string, months int) ([]Miss, error) {
	return db.List(r, scanMiss, missColumns+` WHERE m.instrument = $2 AND m.months = $3 AND m.person_id IN (`+access.PeopleNear("$1")+`) AND `+access.PeopleSeenBy("m.person_id", "$1")+
		` ORDER BY m.at, m.id`, by.AccountID, instrument, months)
}

// NotPossible stores why a wave that is due cannot be asked. The caller has
// checked that it is due and that the actor may see the person.
func NotPossible(tx *db.Tx, by access.Actor, personID string, w Wave, reason form.Reason) (id string, err error) {
	if !slices.Contains(form.Reasons, reason) {
		var bad db.Invalid
		bad.Add("reason", "Choose why it is not possible")
		return "", bad.Err()
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO measure_misses (id, person_id, instrument, started, months, reason, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, personID, w.Instrument, w.Started, w.Months, reason, by.AccountID, by.Name, db.Ms(tx.Now()))
	return id, err
}
