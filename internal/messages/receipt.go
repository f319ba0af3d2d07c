package messages

import (
	"linkwork/internal/db"
)

// Told keeps what a gateway tells of a text that was handed to it: that it was
// delivered, or that it was not and why. Telling twice changes nothing, and
// delivered is the last word, in whatever order the two come. A message that is
// no text or was never handed over is db.ErrNotFound.
func Told(tx *db.Tx, id string, delivered bool, why string) error {
	e, err := Get(tx, id)
	if err != nil {
		return err
	}
	if e.Channel != SMS || e.Attempts == 0 {
		return db.ErrNotFound
	}
	state, note := Delivered, ""
	if !delivered {
		state, note = Failed, "It did not arrive"
		if why = plainWords(why); why != "" {
			note += ": " + why
		}
	}
	if e.State == Delivered || e.State == state && e.Note == note {
		return nil
	}
	if _, err := tx.Exec(`UPDATE messages SET state = $2, state_at = $3, note = $4, secret = NULL WHERE id = $1`, id, state, db.Ms(tx.Now()), note); err != nil || delivered {
		return err
	}
	return lost(tx, e)
}
