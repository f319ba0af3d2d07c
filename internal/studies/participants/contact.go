package participants

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// Contact is how to reach somebody, under a code of its own.
type Contact struct {
	ID, Code    string
	Name        string
	Phone       string
	Email       string
	Way         Way
	Words       string // what to mind: "not on Fridays", "interpreter: Polish"
	ForgottenAt time.Time
	Version     int
}

// Way is how somebody wants to be reached.
type Way string

// The ways.
const (
	ByPhone  Way = "phone"
	ByText   Way = "text"
	ByEmail  Way = "email"
	ByLetter Way = "letter"
	InPerson Way = "in-person"
)

// Ways lists all ways.
var Ways = []Way{ByPhone, ByText, ByEmail, ByLetter, InPerson}

// Words says a way to a reader.
func (w Way) Words() string {
	return map[Way]string{ByPhone: "Phone", ByText: "Text message", ByEmail: "Email", ByLetter: "Letter", InPerson: "In person"}[w]
}

const contactColumns = `SELECT c.id, c.code, c.name, c.phone, c.email, c.way, c.words, c.forgotten_at, c.version FROM study_contacts c`

func scanContact(s db.Scanner) (c Contact, err error) {
	err = s.Scan(&c.ID, &c.Code, &c.Name, &c.Phone, &c.Email, &c.Way, &c.Words, db.At(&c.ForgottenAt), &c.Version)
	return
}

// ContactOf is how to reach a participant, for whoever meets them; the zero Contact
// where nothing is known. The look is to be noted with NoteLook before the page
// leaves.
func ContactOf(r db.Reader, s studies.Seat, participantID string) (Contact, error) {
	if _, err := Get(r, s, studies.Meet, participantID); err != nil {
		return Contact{}, err
	}
	c, err := contactOf(r, participantID)
	if errors.Is(err, db.ErrNotFound) {
		return Contact{}, nil
	}
	return c, err
}

func contactOf(r db.Reader, participantID string) (Contact, error) {
	return db.One(r, scanContact, contactColumns+` JOIN study_contact_keys k ON k.contact_id = c.id WHERE k.participant_id = $1`, participantID)
}

// NameFor is the name of a patient for whoever has to find their care record: a
// custodian of the site, and only the name. Others who take part have no record, and
// a custodian may be their colleague. The caller has checked that there is a reason
// to ask, and notes the look. "" where nothing is known.
func NameFor(r db.Reader, s studies.Seat, participantID string) (string, error) {
	p, err := Get(r, s, studies.Join, participantID)
	if err != nil {
		return "", err
	}
	if p.Kind != studies.Patient {
		return "", db.ErrNotFound
	}
	c, err := contactOf(r, participantID)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return c.Name, err
}

// Contacts are how to reach the participants whom a seat meets, by participant.
func Contacts(r db.Reader, s studies.Seat) (map[string]Contact, error) {
	reach, args := s.Reach(studies.Meet, "p.site_id", s.Study.ID)
	all := make(map[string]Contact)
	_, err := db.List(r, func(row db.Scanner) (id string, err error) {
		var c Contact
		err = row.Scan(&id, &c.ID, &c.Code, &c.Name, &c.Phone, &c.Email, &c.Way, &c.Words, db.At(&c.ForgottenAt), &c.Version)
		all[id] = c
		return id, err
	}, `SELECT p.id, c.id, c.code, c.name, c.phone, c.email, c.way, c.words, c.forgotten_at, c.version FROM study_contacts c
		JOIN study_contact_keys k ON k.contact_id = c.id JOIN participants p ON p.id = k.participant_id WHERE p.study_id = $1 AND `+reach, args...)
	return all, err
}

// NoteLook puts on the audit trail that names were shown.
func NoteLook(ctx context.Context, d *db.DB, by access.Actor, studyID string) error {
	return d.Write(ctx, func(tx *db.Tx) error { return studies.Note(tx, by, "contact.looked", studyID) })
}

// SaveContact keeps how to reach a participant. c.Version 0 is for the first time;
// else db.ErrConflict if somebody saved first.
// *db.Invalid with the field "contact_name" for somebody who withdrew, died or wants no
// more contact: nothing more is kept of how to reach them.
func SaveContact(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, c Contact) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "contact.saved", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		if !p.SilentAt.IsZero() || p.Lost == Withdrew || p.Lost == Died {
			return "", db.Fault("contact_name", "They withdrew, died or want no more contact. Nothing more is kept of how to reach them")
		}
		return participantID, PutContact(tx, s, participantID, c)
	})
	return err
}

// PutContact is SaveContact within a write of a room above.
func PutContact(tx *db.Tx, s studies.Seat, participantID string, c Contact) error {
	if err := c.tidy(); err != nil {
		return err
	}
	known, err := contactOf(tx, participantID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return c.add(tx, s.Study.ID, participantID)
	case err != nil:
		return err
	case known.Version != c.Version:
		return db.ErrConflict
	}
	_, err = tx.Exec(`UPDATE study_contacts SET name = $2, phone = $3, email = $4, way = $5, words = $6, forgotten_at = NULL, version = version + 1 WHERE id = $1`,
		known.ID, c.Name, c.Phone, c.Email, c.Way, c.Words)
	return err
}

func (c *Contact) tidy() error {
	var bad db.Invalid
	bad.Trim("contact_name", &c.Name, 100, "Enter a name")
	bad.Trim("phone", &c.Phone, 40, "")
	bad.Trim("email", &c.Email, 200, "")
	bad.Trim("words", &c.Words, 300, "")
	if c.Email != "" && !messages.IsAddress(c.Email) {
		bad.Add("email", "Enter an email address in the correct format, like name@example.org")
	}
	number, extension, ok := messages.Phone(c.Phone)
	switch {
	case c.Phone != "" && !ok:
		bad.Add("phone", "Enter a phone number, like 07700 900 982")
	case c.Way == ByText && extension != "":
		bad.Add("phone", "No text comes to an extension. Enter a number without one, or choose another way")
	case ok:
		c.Phone = number
		if extension != "" {
			c.Phone += " ext " + extension
		}
	}
	switch {
	case c.Way.Words() == "":
		bad.Add("way", "Choose how they want to be reached")
	case (c.Way == ByPhone || c.Way == ByText) && c.Phone == "":
		bad.Add("phone", "Enter a phone number, or choose another way")
	case c.Way == ByEmail && c.Email == "":
		bad.Add("email", "Enter an email address, or choose another way")
	}
	return bad.Err()
}

func (c Contact) add(tx *db.Tx, studyID, participantID string) error {
	c.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO study_contacts (id, study_id, code, name, phone, email, way, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		c.ID, studyID, "C-"+rand.Text()[:8], c.Name, c.Phone, c.Email, c.Way, c.Words); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO study_contact_keys (participant_id, contact_id) VALUES ($1, $2)`, participantID, c.ID)
	return err
}

// Forget throws away how to reach a participant; the study number and what was
// collected stay.
func Forget(tx *db.Tx, participantID string) error {
	_, err := tx.Exec(`UPDATE study_contacts SET name = '', phone = '', email = '', words = '', forgotten_at = $2, version = version + 1
		WHERE id IN (SELECT contact_id FROM study_contact_keys WHERE participant_id = $1)`, participantID, db.Ms(tx.Now()))
	return err
}
