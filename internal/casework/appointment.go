package casework

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/vocabulary"
)

// AgreeAppointment puts a time agreed with a person into the diary of the
// worker of their open case.
func AgreeAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, starts time.Time, minutes int, means, place string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if !vocabulary.ContactMeans.Has(means) {
			bad.Add("means", "Choose how you will meet")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		id, err := diary.Agree(tx, diary.Appointment{AccountID: c.WorkerID, PersonID: personID, StartsAt: starts, Minutes: minutes, Means: means, Place: place})
		if err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.agreed", personID, "appointment", id)
	})
}

// CancelAppointment cancels a planned appointment of a person.
func CancelAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if err := diary.Settle(tx, personID, id, "cancelled"); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.cancelled", personID, "appointment", id)
	})
}
