package circle

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
)

// Housemate is somebody with a record who lives with a person.
type Housemate struct {
	LinkID string
	Person people.Person
	Words  string // "married", "mother and son"
	Since  dates.Date
	ByName string
}

// Note is what is known of a home: who lives there, pets, what to know at the
// door.
type Note struct {
	Words  string
	ByName string
	At     time.Time
}

// Household returns who lives with a person whom the actor may see, as far as
// the actor may see them too, and the latest note; the zero Note if there is
// none.
func Household(r db.Reader, by access.Actor, personID string) (mates []Housemate, note Note, err error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return nil, note, err
	}
	type link struct {
		Housemate
		other string
	}
	links, err := db.List(r, func(s db.Scanner) (l link, err error) {
		err = s.Scan(&l.LinkID, &l.other, &l.Words, &l.Since, &l.ByName)
		return
	}, `SELECT h.id, CASE WHEN h.one_id = $1 THEN h.other_id ELSE h.one_id END, h.words, h.since, h.by_name FROM households h
		WHERE (h.one_id = $1 OR h.other_id = $1) AND h.ended_on IS NULL AND `+access.PeopleSeenBy("h.one_id", "$2")+` AND `+access.PeopleSeenBy("h.other_id", "$2")+` ORDER BY h.since, h.id LIMIT 50`,
		personID, by.AccountID)
	if err != nil {
		return nil, note, err
	}
	others := make([]string, len(links))
	for i, l := range links {
		others[i] = l.other
	}
	named, err := people.Named(r, others)
	if err != nil {
		return nil, note, err
	}
	for _, l := range links {
		l.Person = named[l.other]
		mates = append(mates, l.Housemate)
	}
	notes, err := db.List(r, func(s db.Scanner) (n Note, err error) {
		err = s.Scan(&n.Words, &n.ByName, db.At(&n.At))
		return
	}, `SELECT words, by_name, recorded_at FROM household_notes WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1`, personID)
	if len(notes) > 0 {
		note = notes[0]
	}
	return mates, note, err
}

// Link says that two people whom the actor may see live together.
func Link(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, otherID, words string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		for _, id := range []string{personID, otherID} {
			if err := access.SeePerson(tx, by, id); err != nil {
				return err
			}
		}
		var bad db.Invalid
		if personID == otherID {
			bad.Add("other", "Choose somebody else")
		}
		if words = strings.TrimSpace(words); len([]rune(words)) > 100 {
			bad.Add("words", "Use 100 characters or fewer")
		}
		one, other := min(personID, otherID), max(personID, otherID)
		there, err := db.List(tx, func(s db.Scanner) (id string, err error) {
			err = s.Scan(&id)
			return
		}, `SELECT h.id FROM households h WHERE (h.one_id = $1 AND h.other_id = $2 OR h.one_id = $2 AND h.other_id = $1) AND h.ended_on IS NULL`, one, other) // a merge can turn a pair round
		if err != nil {
			return err
		}
		if len(there) > 0 {
			bad.Add("other", "They are linked already")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO households (id, one_id, other_id, words, since, by_name) VALUES ($1, $2, $3, $4, $5, $6)`, id, one, other, words, dates.Of(tx.Now()), by.Name); err != nil {
			return err
		}
		for _, person := range []string{one, other} {
			if err := audit.Change(tx, by.Audit(), "household.linked", person, "household", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unlink says that two people do not live together any more.
func Unlink(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, linkID string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE households SET ended_on = $4 WHERE id = $1 AND (one_id = $2 OR other_id = $2) AND ended_on IS NULL AND `+access.PeopleSeenBy("one_id", "$3")+` AND `+access.PeopleSeenBy("other_id", "$3"),
			linkID, personID, by.AccountID, dates.Of(tx.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrNotFound
		}
		return audit.Change(tx, by.Audit(), "household.unlinked", personID, "household", linkID)
	})
}

// NoteHome keeps what is known of the home of a person whom the actor may see.
func NoteHome(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, words string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		var bad db.Invalid
		if words = strings.TrimSpace(words); words == "" || len([]rune(words)) > 1000 {
			bad.Add("home", "Write who lives there or what to know, in up to 1,000 characters")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO household_notes (id, person_id, words, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5)`, id, personID, words, by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "household.noted", personID, "household-note", id)
	})
}
