package messages

import (
	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// sendKind is the kind of job that sends one message.
const sendKind = "messages.send"

type sendArgs struct {
	ID string `json:"id"`
}

// Queue asks for a message to be sent once this write is committed and its time
// has come. A message that must not be sent is a *db.Invalid.
func Queue(tx *db.Tx, m Message) (id string, err error) {
	if err := m.check(); err != nil {
		return "", err
	}
	if m.NotBefore.Before(tx.Now()) {
		m.NotBefore = tx.Now()
	}
	id = tx.NewID()
	if err := insert(tx, id, m); err != nil {
		return "", err
	}
	return id, jobs.Enqueue(tx, sendKind, sendArgs{id}, m.NotBefore)
}

// Stop keeps a queued message from being sent. Stopping twice does nothing.
// db.ErrConflict: it has been sent, or is on its way.
func Stop(tx *db.Tx, id string) error {
	e, err := Get(tx, id)
	switch {
	case err != nil:
		return err
	case e.State == Stopped:
		return nil
	case e.State != Queued || e.unanswered() > 0:
		return db.ErrConflict
	}
	return settle(tx, e, Stopped, "")
}

// StopAbout stops every queued message about a record that is not on its way,
// and returns how many.
func StopAbout(tx *db.Tx, kind, id string) (int64, error) {
	return tx.Exec(`UPDATE messages SET state = 'stopped', state_at = $1, secret = NULL
		WHERE about_kind = $2 AND about_id = $3 AND state = 'queued' AND attempts = answered`,
		db.Ms(tx.Now()), kind, id)
}

// Erase forgets to whom the messages about a record went and what was in them, and stops
// those that are queued. That there were some stays in the book.
func Erase(tx *db.Tx, kind, id string) error {
	_, err := tx.Exec(`UPDATE messages SET recipient = '', text = '', html = '', secret = NULL, way_out = '', note = '', state_at = $1,
		state = CASE WHEN state = 'queued' THEN 'stopped' ELSE state END WHERE about_kind = $2 AND about_id = $3`, db.Ms(tx.Now()), kind, id)
	return err
}

// StopFor stops every queued message about a person that is not on its way, to
// whomever it goes, and returns how many. It is for when somebody has died.
func StopFor(tx *db.Tx, personID string) (int64, error) {
	return tx.Exec(`UPDATE messages SET state = 'stopped', state_at = $1, secret = NULL
		WHERE person_id = $2 AND person_id <> '' AND state = 'queued' AND attempts = answered`, db.Ms(tx.Now()), personID)
}

// StopTo stops every queued message about a person to one recipient that is not
// on its way, and returns how many.
func StopTo(tx *db.Tx, personID, recipient string) (int64, error) {
	return tx.Exec(`UPDATE messages SET state = 'stopped', state_at = $1, secret = NULL
		WHERE person_id = $2 AND person_id <> '' AND recipient = $3 AND state = 'queued' AND attempts = answered`, db.Ms(tx.Now()), personID, recipient)
}

// StopBy stops every queued message of a channel to the person themselves that
// is not on its way, and returns how many.
func StopBy(tx *db.Tx, personID string, channel Channel) (int64, error) {
	return tx.Exec(`UPDATE messages SET state = 'stopped', state_at = $1, secret = NULL
		WHERE person_id = $2 AND person_id <> '' AND channel = $3 AND to_person = TRUE AND state = 'queued' AND attempts = answered`,
		db.Ms(tx.Now()), personID, channel)
}

// Release queues a failed or stopped message again, with all its attempts
// before it. A message whose secret was forgotten cannot be released: make a
// new link instead.
func Release(tx *db.Tx, id string) error {
	n, err := tx.Exec(`UPDATE messages SET state = 'queued', state_at = $1, attempts = 0, answered = 0, note = ''
		WHERE id = $2 AND state IN ('failed', 'stopped') AND (secret IS NOT NULL OR text NOT LIKE '%{secret}%')`,
		db.Ms(tx.Now()), id)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	return jobs.Enqueue(tx, sendKind, sendArgs{id}, tx.Now())
}

// Fence stops everything that was queued, because it may have been sent after
// the backup that this database was restored from. It returns how many.
func Fence(tx *db.Tx) (int64, error) {
	return tx.Exec(`UPDATE messages SET state = 'stopped', state_at = $1,
		note = 'Held back after a restore: it may have been sent already' WHERE state = 'queued'`, db.Ms(tx.Now()))
}
