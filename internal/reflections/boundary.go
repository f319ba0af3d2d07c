package reflections

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Boundary is one wording of what a team agreed that the role does or does not
// do. Its line is the same through all wordings.
type Boundary struct {
	ID, TeamID, Line, Words string
	Since, EndedOn          dates.Date
	ByName                  string
	Version                 int
}

func hasLine(all []Boundary, line string) bool {
	return slices.ContainsFunc(all, func(b Boundary) bool { return b.Line == line })
}

const boundaryColumns = `SELECT b.id, b.team_id, b.line, b.words, b.since, b.ended_on, b.by_name, b.version FROM boundaries b`

func scanBoundary(s db.Scanner) (b Boundary, err error) {
	err = s.Scan(&b.ID, &b.TeamID, &b.Line, &b.Words, &b.Since, &b.EndedOn, &b.ByName, &b.Version)
	return
}

// Boundaries lists what holds in a team, in the order in which it was first
// agreed. The caller has checked that its reader works there.
func Boundaries(r db.Reader, teamID string) ([]Boundary, error) {
	return db.List(r, scanBoundary, boundaryColumns+` WHERE b.team_id = $1 AND b.ended_on IS NULL ORDER BY b.line`, teamID)
}

// Wordings lists every wording of a team's boundaries that holds no longer,
// latest first.
func Wordings(r db.Reader, teamID string) ([]Boundary, error) {
	return db.List(r, scanBoundary, boundaryColumns+` WHERE b.team_id = $1 AND b.ended_on IS NOT NULL ORDER BY b.ended_on DESC, b.id DESC`, teamID)
}

// Agree adds a boundary to the acting manager's team, or words the one with
// this id anew; the old wording is kept. db.ErrConflict if it was worded anew
// since.
func Agree(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return agree(tx, by, id, words) })
		return err
	})
}

func agree(tx *db.Tx, by access.Actor, id, words string) (string, error) {
	b := Boundary{ID: tx.NewID(), TeamID: by.TeamID(), Words: strings.TrimSpace(words)}
	b.Line = b.ID
	if !by.Manages(b.TeamID) {
		return "", db.ErrNotFound
	}
	if id != "" {
		old, err := endBoundary(tx, by, id)
		if err != nil {
			return "", err
		}
		b.Line = old.Line
	}
	var bad db.Invalid
	if b.Words == "" || len([]rune(b.Words)) > 500 {
		bad.Add("boundary", "Write the boundary in your team's words, up to 500 characters")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	if _, err := tx.Exec(`INSERT INTO boundaries (id, team_id, line, words, since, by_name) VALUES ($1, $2, $3, $4, $5, $6)`,
		b.ID, b.TeamID, b.Line, b.Words, dates.Of(tx.Now()), by.Name); err != nil {
		return "", err
	}
	return b.ID, audit.Change(tx, by.Audit(), "boundary.agreed", "", "boundary", b.ID)
}

// DropBoundary says that a boundary of the acting manager's team holds no
// longer.
func DropBoundary(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if _, err := endBoundary(tx, by, id); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "boundary.dropped", "", "boundary", id)
		})
		return err
	})
}

func endBoundary(tx *db.Tx, by access.Actor, id string) (Boundary, error) {
	b, err := db.One(tx, scanBoundary, boundaryColumns+` WHERE b.id = $1 AND `+access.Supervises("b.team_id", "$2"), id, by.AccountID)
	if err != nil {
		return b, err
	}
	n, err := tx.Exec(`UPDATE boundaries SET ended_on = $2, version = version + 1 WHERE id = $1 AND ended_on IS NULL`, id, dates.Of(tx.Now()))
	if err == nil && n == 0 {
		return b, db.ErrConflict
	}
	return b, err
}

// leans is how many of one's own notes in a month lean past a boundary before
// the worker is asked whether to talk it over.
const leans = 3

// Leaning lists the boundaries that the acting worker ticked themselves three
// times or more in the last 30 days. Only the worker is told.
func Leaning(r db.Reader, by access.Actor) ([]Boundary, error) {
	return db.List(r, scanBoundary, boundaryColumns+` WHERE b.team_id = $2 AND b.ended_on IS NULL AND
		(SELECT count(*) FROM reflections n WHERE n.worker_id = $1 AND n.boundary_id = b.line AND n.made_at > $3) >= $4 ORDER BY b.line`,
		by.AccountID, by.TeamID(), r.Now().AddDate(0, 0, -30).UnixMilli(), leans)
}
