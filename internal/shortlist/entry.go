package shortlist

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/people"
)

// Entry is a service on a person's list.
type Entry struct {
	ID, ServiceID string
	Note          string // why it might fit; for staff
	ByName        string
	At            time.Time
	GivenAt       time.Time // zero until the person got its details
}

// Most is how many services a list may have. Who has more to choose from
// chooses nothing.
const Most = 12

const mostNote = 300 // characters

// Of returns a person's list in the order in which it was made.
func Of(r db.Reader, by access.Actor, personID string) ([]Entry, error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return nil, err
	}
	return db.List(r, func(row db.Scanner) (e Entry, err error) {
		err = row.Scan(&e.ID, &e.ServiceID, &e.Note, &e.ByName, db.At(&e.At), db.At(&e.GivenAt))
		return e, err
	}, `SELECT id, service_id, note, by_name, at, given_at FROM shortlisted WHERE person_id = $1 ORDER BY at, id`, personID)
}

// Add puts a service on a person's list. What stands there already stays.
// db.ErrNotFound for an unknown service or person; *db.Invalid for a full list.
func Add(ctx context.Context, d *db.DB, by access.Actor, personID, serviceID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		if _, err := people.Get(tx, by, personID); err != nil {
			return err
		}
		service, err := directory.Get(tx, serviceID)
		if err != nil {
			return err
		}
		entries, err := Of(tx, by, personID)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.ServiceID == service.ID {
				return nil
			}
		}
		if len(entries) >= Most {
			var bad db.Invalid
			bad.Add("add", fmt.Sprintf("The shortlist has %d services already. Take one off first", Most))
			return bad.Err()
		}
		if _, err := tx.Exec(`INSERT INTO shortlisted (id, person_id, service_id, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.NewID(), personID, service.ID, by.AccountID, by.Name, db.Ms(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "shortlist.added", personID, "service", service.ID)
	})
}

// Remove takes a service off a person's list; db.ErrNotFound if it is not there.
func Remove(ctx context.Context, d *db.DB, by access.Actor, personID, serviceID string) error {
	return change(ctx, d, by, personID, serviceID, "shortlist.removed", `DELETE FROM shortlisted WHERE person_id = $1 AND service_id = $2`)
}

// Annotate writes why a service might fit. *db.Invalid for a note that is too
// long, db.ErrNotFound if the service is not on the list.
func Annotate(ctx context.Context, d *db.DB, by access.Actor, personID, serviceID, note string) error {
	note = strings.TrimSpace(note)
	if utf8.RuneCountInString(note) > mostNote {
		var bad db.Invalid
		bad.Add("note-"+serviceID, fmt.Sprintf("Use %d characters or fewer", mostNote))
		return bad.Err()
	}
	return change(ctx, d, by, personID, serviceID, "shortlist.noted", `UPDATE shortlisted SET note = $3 WHERE person_id = $1 AND service_id = $2`, note)
}

func change(ctx context.Context, d *db.DB, by access.Actor, personID, serviceID, what, statement string, more ...any) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		if _, err := people.Get(tx, by, personID); err != nil {
			return err
		}
		n, err := tx.Exec(statement, append([]any{personID, serviceID}, more...)...)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrNotFound
		}
		return audit.Change(tx, by.Audit(), what, personID, "service", serviceID)
	})
}
