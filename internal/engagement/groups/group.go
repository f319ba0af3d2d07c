package groups

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Kind is what a group is to a study.
type Kind string

// The kinds.
const (
	PPI         Kind = "ppi"
	Public      Kind = "public"
	Advisory    Kind = "advisory"
	Steering    Kind = "steering"
	Stakeholder Kind = "stakeholder"
)

// Kinds lists all kinds.
var Kinds = []Kind{PPI, Public, Advisory, Steering, Stakeholder}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{PPI: "Patient and public involvement (PPI) group", Public: "Wider public group", Advisory: "Advisory group", Steering: "Steering committee", Stakeholder: "Stakeholder group"}[k]
}

// Group is a group of a study.
type Group struct {
	ID, StudyID string
	Kind        Kind
	Name        string
	Terms       string // of reference, Markdown
	MadeAt      time.Time
	MadeBy      string
	Version     int
}

const columns = `SELECT g.id, g.study_id, g.kind, g.name, g.terms, g.made_at, g.made_by, g.version FROM study_groups g`

func scan(row db.Scanner) (g Group, err error) {
	err = row.Scan(&g.ID, &g.StudyID, &g.Kind, &g.Name, &g.Terms, db.At(&g.MadeAt), &g.MadeBy, &g.Version)
	return
}

// List is the groups of a study, the first one first.
func List(r db.Reader, s studies.Seat) ([]Group, error) {
	return db.List(r, scan, columns+` WHERE g.study_id = $1 ORDER BY g.made_at, g.id`, s.Study.ID)
}

// Get is one group of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Group, error) {
	return db.One(r, scan, columns+` WHERE g.id = $1 AND g.study_id = $2`, id, s.Study.ID)
}

// Add adds a group. *db.Invalid with the fields "kind", "name" or "terms".
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, g Group) (id string, err error) {
	return act(ctx, d, by, key, g.StudyID, "group.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		g := g
		if err := g.tidy(tx, s); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_groups (id, study_id, kind, name, terms, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, g.StudyID, g.Kind, g.Name, g.Terms, db.Ms(tx.Now()), by.Name)
		return id, err
	})
}

// Change saves a group as it is now. Errors as Add, and db.ErrConflict if somebody saved
// first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, g Group) error {
	_, err := act(ctx, d, by, key, g.StudyID, "group.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		g := g
		if _, err := Get(tx, s, g.ID); err != nil {
			return "", err
		}
		if err := g.tidy(tx, s); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_groups SET kind = $3, name = $4, terms = $5, version = version + 1 WHERE id = $1 AND version = $2`, g.ID, g.Version, g.Kind, g.Name, g.Terms)
		return g.ID, oneOr(n, err)
	})
	return err
}

func (g *Group) tidy(r db.Reader, s studies.Seat) error {
	var bad db.Invalid
	if g.Kind.Words() == "" {
		bad.Add("kind", "Choose what the group is")
	}
	bad.Trim("name", &g.Name, 100, "Enter the name of the group")
	bad.Trim("terms", &g.Terms, 20_000, "")
	all, err := List(r, s)
	for _, x := range all {
		if x.ID != g.ID && x.Name == g.Name {
			bad.Add("name", "There is a group of this name already")
		}
	}
	if err != nil {
		return err
	}
	return bad.Err()
}

// act is studies.Act for somebody who runs the study's groups.
func act(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, what string, do func(*db.Tx, studies.Seat) (string, error)) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Involve, what, do)
}

// oneOr is db.ErrConflict where a change met no row: somebody was first.
func oneOr(n int64, err error) error {
	if err == nil && n != 1 {
		return db.ErrConflict
	}
	return err
}
