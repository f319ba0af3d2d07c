package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// died is the closure reason that has a quiet way of its own.
const died = "died"

// Died is the quiet way after a death: everything that was queued about the
// person is stopped, the diary is cleared, keeping in touch ends and the case
// closes, all in one write. Nothing is asked and nothing is sent to them again.
// on is the date of death, or zero where it is not known.
func Died(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, on dates.Date) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		today := dates.Of(tx.Now())
		if on.IsZero() {
			on = today
		}
		if on.After(today) {
			var bad db.Invalid
			bad.Add("died_on", "The date must be today or earlier. Leave it empty if you do not know it")
			return bad.Err()
		}
		if err := people.MarkDied(tx, personID, on); err != nil {
			return err
		}
		if _, err := messages.StopFor(tx, personID); err != nil {
			return err
		}
		if err := endQuietly(tx, by, c); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "person.died", personID, "case", c.ID)
	})
}

func endQuietly(tx *db.Tx, by access.Actor, c Case) error {
	open, err := OpenHoldings(tx, c.ID)
	if err != nil {
		return err
	}
	for _, h := range open {
		if err := endHolding(tx, by, c.PersonID, h.ID, ""); err != nil {
			return err
		}
	}
	cl := Closing{PersonID: c.PersonID, Reason: died}
	if err := cl.end(tx, c); err != nil {
		return err
	}
	return cl.tellReferrer(tx, by, c)
}
