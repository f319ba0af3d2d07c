package casework

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// ContactBefore is what an entry said until its author corrected it.
type ContactBefore struct {
	Words, AboutOthers string
	CorrectedAt        time.Time
}

// CorrectableContact reads a contact that the actor wrote, with a person whom
// the actor may see. For everybody else it is db.ErrNotFound: nobody edits
// what another wrote.
func CorrectableContact(r db.Reader, by access.Actor, personID, id string) (Contact, error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return Contact{}, err
	}
	return db.One(r, scanContact, contactColumns+` WHERE ct.id = $1 AND ct.person_id = $2 AND ct.by_id = $3`, id, personID, by.AccountID)
}

// CorrectContact replaces the words of an entry by its author; what it said
// before is kept. Only the words change: the facts were counted as they are.
// db.ErrConflict if it was corrected since c.Version was shown.
func CorrectContact(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Contact) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return c.ID, correctContact(tx, by, c) })
		return err
	})
}

func correctContact(tx *db.Tx, by access.Actor, c Contact) error {
	before, err := CorrectableContact(tx, by, c.PersonID, c.ID)
	if err != nil {
		return err
	}
	if before.Version != c.Version {
		return db.ErrConflict
	}
	if err := c.tidyCorrection(before); err != nil {
		return err
	}
	if err := keepOld(tx, before, before.Words); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE contacts SET words = $2, about_others = $3, version = version + 1, corrected_at = $4 WHERE id = $1`,
		c.ID, c.Words, c.AboutOthers, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "contact.corrected", c.PersonID, "contact", c.ID)
}

// keepOld keeps what an entry said until now.
func keepOld(tx *db.Tx, before Contact, words string) error {
	_, err := tx.Exec(`INSERT INTO contact_history (id, contact_id, version, words, about_others, corrected_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), before.ID, before.Version, words, before.AboutOthers, tx.Now().UnixMilli())
	return err
}

func (c *Contact) tidyCorrection(before Contact) error {
	var bad db.Invalid
	c.tidyWords(&bad)
	if before.Words != "" && c.Words == "" && len(bad.Fields) == 0 {
		bad.Add("words", "Write what the entry should say")
	}
	if c.Words == before.Words && c.AboutOthers == before.AboutOthers && len(bad.Fields) == 0 {
		bad.Add("words", "This is what the entry says now. Change it, or go back")
	}
	return bad.Err()
}

// withHistory adds what the corrected ones among the contacts said before.
func withHistory(r db.Reader, contacts []Contact) error {
	for i, c := range contacts {
		if c.CorrectedAt.IsZero() {
			continue
		}
		before, err := db.List(r, func(s db.Scanner) (b ContactBefore, err error) {
			err = s.Scan(&b.Words, &b.AboutOthers, db.At(&b.CorrectedAt))
			return
		}, `SELECT words, about_others, corrected_at FROM contact_history WHERE contact_id = $1 ORDER BY version DESC`, c.ID)
		if err != nil {
			return err
		}
		contacts[i].Before = before
	}
	return nil
}
