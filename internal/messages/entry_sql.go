package messages

import (
	"linkwork/internal/db"
)

const columns = `id, channel, recipient, subject, text, html, secret, purpose, about_kind, about_id, person_id,
	to_person, way_out, state, state_at, queued_at, not_before, attempts, answered, note`

func scan(s db.Scanner) (e Entry, err error) {
	err = s.Scan(&e.ID, &e.Channel, &e.To, &e.Subject, &e.Text, &e.HTML, db.Text(&e.Secret), &e.Purpose, &e.AboutKind, &e.AboutID, &e.PersonID,
		&e.ToPerson, &e.WayOut, &e.State, db.At(&e.StateAt), db.At(&e.QueuedAt), db.At(&e.NotBefore), &e.Attempts, &e.answered, &e.Note)
	return e, err
}

func insert(tx *db.Tx, id string, m Message) error {
	_, err := tx.Exec(`INSERT INTO messages (id, channel, recipient, subject, text, html, secret, purpose, about_kind, about_id, person_id,
		state, state_at, queued_at, not_before, to_person, way_out) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', $12, $12, $13, $14, $15)`,
		id, m.Channel, m.To, m.Subject, m.Text, m.HTML, db.Null(m.Secret), m.Purpose, m.AboutKind, m.AboutID, m.PersonID,
		db.Ms(tx.Now()), db.Ms(m.NotBefore), m.ToPerson, m.WayOut)
	return err
}

// Get returns one message, or db.ErrNotFound.
func Get(r db.Reader, id string) (Entry, error) {
	return db.One(r, scan, `SELECT `+columns+` FROM messages WHERE id = $1`, id)
}

// About lists the messages about a record, newest first.
func About(r db.Reader, kind, id string) ([]Entry, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM messages WHERE about_kind = $1 AND about_id = $2
		ORDER BY queued_at DESC, id DESC`, kind, id)
}

// For lists the messages about a person, newest first. The caller has checked
// that its reader may see the person.
func For(r db.Reader, personID string, limit int) ([]Entry, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM messages WHERE person_id = $1 AND person_id <> ''
		ORDER BY queued_at DESC, id DESC LIMIT $2`, personID, limit)
}

// Outbox lists the messages queued before the given one, newest first; with
// the zero Entry, from the newest.
func Outbox(r db.Reader, before Entry, limit int) ([]Entry, error) {
	if before.ID == "" {
		return db.List(r, scan, `SELECT `+columns+` FROM messages ORDER BY queued_at DESC, id DESC LIMIT $1`, limit)
	}
	return db.List(r, scan, `SELECT `+columns+` FROM messages WHERE (queued_at, id) < ($1, $2)
		ORDER BY queued_at DESC, id DESC LIMIT $3`, db.Ms(before.QueuedAt), before.ID, limit)
}

// In lists the messages in a state, those longest in it first.
func In(r db.Reader, state State, limit int) ([]Entry, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM messages WHERE state = $1 ORDER BY state_at, id LIMIT $2`, state, limit)
}

// settle moves a queued message to a state that it stays in. A withheld message
// keeps its secret, for the reader of the demo to use. What a gateway has told
// of meanwhile stands.
func settle(tx *db.Tx, e Entry, state State, note string) error {
	if state != Withheld {
		e.Secret = ""
	}
	_, err := tx.Exec(`UPDATE messages SET state = $2, state_at = $3, note = $4, secret = $5 WHERE id = $1 AND state = 'queued'`,
		e.ID, state, db.Ms(tx.Now()), note, db.Null(e.Secret))
	return err
}

// begin notes an attempt before it is made.
func begin(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE messages SET attempts = attempts + 1 WHERE id = $1`, id)
	return err
}

// answer notes that the outcome of the latest attempt is known.
func answer(tx *db.Tx, id, note string) error {
	_, err := tx.Exec(`UPDATE messages SET answered = answered + 1, note = $2 WHERE id = $1`, id, note)
	return err
}

// note keeps what is known about an attempt that nobody answered.
func note(tx *db.Tx, id, text string) error {
	_, err := tx.Exec(`UPDATE messages SET note = $2 WHERE id = $1`, id, text)
	return err
}
