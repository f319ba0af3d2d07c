package casework

import (
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// NoteSeen puts into the record of a person with an open case that they came to
// a group or were called from a list, and returns the entry's id; "" if they
// have no open case. It is not the conversation that begins support: the case
// stays where it is, what was due stays due, and the practice's record gets
// neither entry nor code. The room that asks has its own rule of access.
func NoteSeen(tx *db.Tx, by access.Actor, c Contact) (id string, err error) {
	open, ok, err := OpenOf(tx, c.PersonID)
	if err != nil || !ok {
		return "", err
	}
	var bad db.Invalid
	c.tidyWords(&bad)
	if purpose, known := vocabulary.ContactPurposes.Find(c.Purpose); !known || !purpose.NeverCoded {
		bad.Add("purpose", "This purpose belongs in a contact of its own")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	c.ID, c.CaseID, c.ByID, c.ByName = tx.NewID(), open.ID, by.AccountID, by.Name
	if err := insertContact(tx, c); err != nil {
		return "", err
	}
	if c.Outcome == "spoke" {
		if _, err := tx.Exec(`UPDATE cases SET last_contact_at = $2, version = version + 1 WHERE id = $1 AND coalesce(last_contact_at, 0) < $2`,
			open.ID, c.Day.At(12, 0).UnixMilli()); err != nil {
			return "", err
		}
	}
	return c.ID, audit.Change(tx, by.Audit(), "contact.noted", c.PersonID, "contact", c.ID)
}

// NoteNotSeen corrects an entry of NoteSeen that was made by mistake: the
// person did not come. What it said is kept.
func NoteNotSeen(tx *db.Tx, by access.Actor, personID, id string) error {
	before, err := db.One(tx, scanContact, contactColumns+` WHERE ct.id = $1 AND ct.person_id = $2`, id, personID)
	if err != nil {
		return err
	}
	if err := keepOld(tx, before, strings.TrimSpace(before.Title()+". "+before.Words)); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE contacts SET outcome = 'did-not-come', minutes = 0, words = '', version = version + 1, corrected_at = $2 WHERE id = $1`, id, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "contact.corrected", personID, "contact", id)
}
