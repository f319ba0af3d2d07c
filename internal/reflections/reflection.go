package reflections

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Reflection is a worker's own note.
type Reflection struct {
	ID, WorkerID, TeamID string
	PersonID             string   // "" unless the worker chose to name somebody
	BoundaryID           string   // the line of a boundary that it leant past; "" for none
	Kinds                []string // codes of vocabulary.Judgements
	Words                string
	MadeAt, BroughtAt    time.Time // BroughtAt is zero while only the worker sees it
	Answer, AnsweredName string    // the supervisor's
	AnsweredAt           time.Time
	Version              int
}

// Brought reports whether the note is open to supervision now.
func (n Reflection) Brought() bool { return !n.BroughtAt.IsZero() }

// Said reports whether there is anything to keep.
func (n Reflection) Said() bool { return strings.TrimSpace(n.Words) != "" || len(n.Kinds) > 0 }

// Note keeps a note of the acting link worker and returns its id.
func Note(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n Reflection) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return Add(tx, by, n) })
		return err
	})
	return id, err
}

// Add keeps a note in a write that does more, such as recording a contact.
// db.ErrNotFound for anybody but a link worker, and for a person whom they may
// not see; *db.Invalid for a note that says nothing.
func Add(tx *db.Tx, by access.Actor, n Reflection) (string, error) {
	if !by.Is(access.LinkWorker) {
		return "", db.ErrNotFound
	}
	if n.PersonID != "" {
		if err := access.SeePerson(tx, by, n.PersonID); err != nil {
			return "", err
		}
	}
	n.TeamID = by.TeamID()
	if err := n.check(tx); err != nil {
		return "", err
	}
	n.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO reflections (id, worker_id, team_id, person_id, boundary_id, kinds, words, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		n.ID, by.AccountID, n.TeamID, n.PersonID, n.BoundaryID, strings.Join(n.Kinds, " "), n.Words, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return n.ID, noted(tx, by, "reflection.noted", n.ID)
}

// noted puts an act on the audit trail, never on a person's: who looks at a
// record's trail learns nothing of a note.
func noted(tx *db.Tx, by access.Actor, act, id string) error {
	return audit.Change(tx, by.Audit(), act, "", "reflection", id)
}

func (n *Reflection) check(tx *db.Tx) error {
	n.Words = strings.TrimSpace(n.Words)
	var bad db.Invalid
	for _, kind := range n.Kinds {
		if !vocabulary.Judgements.Has(kind) {
			bad.Add("kinds", "Choose from the list")
		}
	}
	if !n.Said() {
		bad.Add("reflection", "Tick what you did differently, or write a few words")
	}
	if len([]rune(n.Words)) > 4000 {
		bad.Add("reflection", "Use 4,000 characters or fewer")
	}
	if n.BoundaryID != "" {
		known, err := Boundaries(tx, n.TeamID)
		if err != nil {
			return err
		}
		if !hasLine(known, n.BoundaryID) {
			bad.Add("boundary", "Choose a boundary from the list")
		}
	}
	return bad.Err()
}

const columns = `SELECT n.id, n.worker_id, n.team_id, n.person_id, n.boundary_id, n.kinds, n.words, n.made_at, n.brought_at, n.answer, n.answered_name, n.answered_at, n.version
	FROM reflections n`

func scan(s db.Scanner) (n Reflection, err error) {
	var kinds string
	err = s.Scan(&n.ID, &n.WorkerID, &n.TeamID, &n.PersonID, &n.BoundaryID, &kinds, &n.Words, db.At(&n.MadeAt), db.At(&n.BroughtAt), &n.Answer, &n.AnsweredName, db.At(&n.AnsweredAt), &n.Version)
	n.Kinds = strings.Fields(kinds)
	return
}

// Mine lists the acting worker's own notes, newest first, at most limit of
// those older than before; the zero time starts from the newest.
func Mine(r db.Reader, by access.Actor, before time.Time, limit int) ([]Reflection, error) {
	if before.IsZero() {
		before = r.Now().Add(time.Hour)
	}
	return db.List(r, scan, columns+` WHERE n.worker_id = $1 AND n.made_at < $2 ORDER BY n.made_at DESC, n.id DESC LIMIT $3`, by.AccountID, before.UnixMilli(), limit)
}

// Naming lists the notes that name a person, for a request by that person. It
// is for the law and checks nobody's access: no page calls it.
func Naming(r db.Reader, personID string) ([]Reflection, error) {
	return db.List(r, scan, columns+` WHERE n.person_id = $1 AND n.person_id <> '' ORDER BY n.made_at, n.id`, personID)
}
