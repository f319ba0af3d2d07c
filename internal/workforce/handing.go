package workforce

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Handing is one person given from one worker to another.
type Handing struct {
	ID, PersonID     string
	FromID, FromName string // "" for nobody
	ToID, ToName     string
	ByName           string
	Words, ForAll    string // what to know about the person, and about all who were given together
	At, ReadAt       time.Time
}

const handingColumns = `SELECT h.id, h.person_id, h.from_id, h.from_name, h.to_id, h.to_name, h.by_name, h.words, h.for_all, h.at, h.read_at FROM handings h`

func scanHanding(s db.Scanner) (h Handing, err error) {
	err = s.Scan(&h.ID, &h.PersonID, &h.FromID, &h.FromName, &h.ToID, &h.ToName, &h.ByName, &h.Words, &h.ForAll, db.At(&h.At), db.At(&h.ReadAt))
	return
}

// unread is the condition that a handing waits to be read by the account in $1,
// who still looks after the person.
var unread = `h.to_id = $1 AND h.read_at IS NULL AND ` + access.PeopleSeenBy("h.person_id", "$1")

// Unread lists who was given to the actor and what to know about them, as far
// as they have not read it, the latest first.
func Unread(r db.Reader, by access.Actor) ([]Handing, error) {
	return db.List(r, scanHanding, handingColumns+` WHERE `+unread+` ORDER BY h.at DESC, h.id DESC LIMIT 200`, by.AccountID)
}

// HandingsOf lists how a person whom the actor may see was given on, the latest
// first.
func HandingsOf(r db.Reader, by access.Actor, personID string) ([]Handing, error) {
	return db.List(r, scanHanding, handingColumns+` WHERE h.person_id = $2 AND `+access.PeopleSeenBy("h.person_id", "$1")+` ORDER BY h.at DESC, h.id DESC LIMIT 50`,
		by.AccountID, personID)
}

// HaveRead notes that the worker has read what to know about people who were
// given to them. db.ErrNotFound if one of the handings does not wait for them.
func HaveRead(ctx context.Context, d *db.DB, by access.Actor, key once.Key, ids ...string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			for _, id := range ids {
				if err := haveRead(tx, by, id); err != nil {
					return "", err
				}
			}
			return "", nil
		})
		return err
	})
}

func haveRead(tx *db.Tx, by access.Actor, id string) error {
	h, err := db.One(tx, scanHanding, handingColumns+` WHERE h.id = $2 AND `+unread, by.AccountID, id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE handings SET read_at = $2 WHERE id = $1`, id, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "handing.read", h.PersonID, "handing", id)
}
