package groups

import (
	"context"
	"fmt"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Pay is what money is for.
type Pay string

// What money can be for.
const (
	Time     Pay = "time"
	Expenses Pay = "expenses"
	Carer    Pay = "carer"
)

// Pays lists what money can be for.
var Pays = []Pay{Time, Expenses, Carer}

// Words says it to a reader.
func (p Pay) Words() string {
	return map[Pay]string{Time: "Time", Expenses: "Expenses", Carer: "Care for somebody while they are away"}[p]
}

// Pounds writes pence as a bare number, for a spreadsheet: 25, 12.50.
func Pounds(pence int) string { return strings.TrimPrefix(Money(pence), "£") }

// Unit is what a rate is paid for.
type Unit string

// The units.
const (
	PerMeeting Unit = "meeting"
	PerHour    Unit = "hour"
	AsSpent    Unit = "receipt"
)

// Units lists all units.
var Units = []Unit{PerMeeting, PerHour, AsSpent}

// Words says a unit to a reader.
func (u Unit) Words() string {
	return map[Unit]string{PerMeeting: "For a meeting", PerHour: "For an hour", AsSpent: "As spent, up to"}[u]
}

// Benefits is what everybody reads who is offered money. It is not advice.
const Benefits = "Payments can affect benefits and tax. You can decline, and need not say why. Ask a benefits adviser before you accept if you get benefits: we can help you find one."

// TeamBenefits is what those read who offer it: the same, said to them.
const TeamBenefits = "Payments can affect benefits and tax. Members read this beside each offer: they can decline and need not say why, and you can help them find a benefits adviser before they accept."

// ClaimBenefits is what everybody reads who claims what they spent. It is not advice either.
const ClaimBenefits = "Money that is paid back to you can affect benefits and tax too. If you get benefits, ask a benefits adviser before you claim: we can help you find one."

// Money writes pence as people read them: £25, £12.50.
func Money(pence int) string {
	if pence%100 == 0 {
		return fmt.Sprintf("£%d", pence/100)
	}
	return fmt.Sprintf("£%d.%02d", pence/100, pence%100)
}

// Rate is what a study pays.
type Rate struct {
	ID, StudyID string
	Pay         Pay
	Words       string // "Meeting of up to 2 hours, and reading before"
	Unit        Unit
	Pence       int // for one unit; the most, as spent
	EndedOn     dates.Date
	Version     int
}

// Label names a rate in a list.
func (x Rate) Label() string {
	switch x.Unit {
	case PerHour:
		return x.Words + ": " + Money(x.Pence) + " for an hour"
	case AsSpent:
		return x.Words + ": as spent, up to " + Money(x.Pence)
	}
	return x.Words + ": " + Money(x.Pence) + " for a meeting"
}

// Rates lists what a study pays, those that hold first.
func Rates(r db.Reader, s studies.Seat) ([]Rate, error) {
	return db.List(r, func(row db.Scanner) (x Rate, err error) {
		err = row.Scan(&x.ID, &x.StudyID, &x.Pay, &x.Words, &x.Unit, &x.Pence, &x.EndedOn, &x.Version)
		return
	}, `SELECT id, study_id, kind, words, unit, pence, ended_on, version FROM study_group_rates WHERE study_id = $1 ORDER BY CASE WHEN ended_on IS NULL THEN 0 ELSE 1 END, kind DESC, id`, s.Study.ID)
}

func theRate(r db.Reader, s studies.Seat, id string) (Rate, error) {
	all, err := Rates(r, s)
	for _, x := range all {
		if x.ID == id {
			return x, nil
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return Rate{}, err
}

// dearest is the most that a rate can be, in pence: a slip of a digit is no rate.
const dearest = 1000_00

// SetRate adds a rate. One that was there stays in the list, ended; offers keep the
// amount that they were made with. *db.Invalid with the fields "pay", "words", "unit" or
// "amount".
func SetRate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x Rate) (id string, err error) {
	return act(ctx, d, by, key, x.StudyID, "group-rate.set", func(tx *db.Tx, _ studies.Seat) (string, error) {
		x := x
		var bad db.Invalid
		if x.Pay.Words() == "" {
			bad.Add("pay", "Choose what it is for")
		}
		if x.Unit.Words() == "" {
			bad.Add("unit", "Choose how it is counted")
		}
		bad.Trim("words", &x.Words, 200, "Say what the rate is for")
		if x.Pence <= 0 || x.Pence > dearest {
			bad.Add("amount", "Enter an amount between £0.01 and £1,000")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_group_rates (id, study_id, kind, words, unit, pence) VALUES ($1, $2, $3, $4, $5, $6)`, id, x.StudyID, x.Pay, x.Words, x.Unit, x.Pence)
		return id, err
	})
}

// EndRate takes a rate out of use. db.ErrConflict if it was.
func EndRate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	_, err := act(ctx, d, by, key, studyID, "group-rate.ended", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := theRate(tx, s, id); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_group_rates SET ended_on = $2, version = version + 1 WHERE id = $1 AND ended_on IS NULL`, id, dates.Of(tx.Now()))
		return id, oneOr(n, err)
	})
	return err
}
