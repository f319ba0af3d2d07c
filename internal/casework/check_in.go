package casework

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// CheckIn records a contact that keeps somebody in touch, as the check-in on
// one holding of theirs. It needs no words. It returns the contact's id.
func CheckIn(ctx context.Context, d *db.DB, by access.Actor, key once.Key, holdingID string, e Entry) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			h, err := TheHolding(tx, by, e.PersonID, holdingID)
			if err != nil {
				return "", err
			}
			e.HoldingID, e.Purpose = h.ID, "holding-"+h.Function
			return recordContact(tx, by, e)
		})
		return err
	})
	return id, err
}

// checkedOn are the holdings that a contact was a check-in on: the one that was
// chosen, or all of the case when none was, because then it was about the
// person as a whole. db.ErrConflict if the chosen one has ended meanwhile.
func checkedOn(tx *db.Tx, c Case, chosen string) ([]Holding, error) {
	open, err := OpenHoldings(tx, c.ID)
	if err != nil || chosen == "" {
		return open, err
	}
	for _, h := range open {
		if h.ID == chosen {
			return []Holding{h}, nil
		}
	}
	return nil, missingOrStale(tx, `SELECT version FROM holdings h WHERE h.id = $1 AND h.person_id = $2`, chosen, c.PersonID)
}

// noteCheckIn keeps what the contact was a check-in on, and sets each next
// check-in: to the day chosen for the next contact, or by its own rhythm.
func noteCheckIn(tx *db.Tx, contactID string, on []Holding, chosen dates.Date) error {
	for _, h := range on {
		if _, err := tx.Exec(`INSERT INTO check_ins (holding_id, contact_id, shared_by) VALUES ($1, $2, $3)`, h.ID, contactID, len(on)); err != nil {
			return err
		}
		next := chosen
		if next.IsZero() {
			next = dates.Of(tx.Now()).AddDays(h.EveryDays)
		}
		if _, err := tx.Exec(`UPDATE holdings SET next_check_in = $2, version = version + 1 WHERE id = $1`, h.ID, next); err != nil {
			return err
		}
	}
	return nil
}

// TheHolding is an open holding of a person whom the actor may see, or
// db.ErrNotFound.
func TheHolding(r db.Reader, by access.Actor, personID, id string) (Holding, error) {
	return db.One(r, scanHolding, holdingColumns+` WHERE h.id = $1 AND h.person_id = $2 AND h.ended_on IS NULL AND `+access.PeopleSeenBy("h.person_id", "$3"),
		id, personID, by.AccountID)
}

// DueForTalk are the holdings whose day to talk them over has come.
func DueForTalk(all []Holding, today dates.Date) []Holding {
	return slices.DeleteFunc(slices.Clone(all), func(h Holding) bool { return !h.TalkNow(today) })
}
