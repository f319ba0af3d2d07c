package casework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Strength is something that a person is good at, has, and can build on.
type Strength struct {
	ID, Words        string
	NotedOn, EndedOn dates.Date
}

// AddStrength stores a strength of the person with an open case.
func AddStrength(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, words string) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if words = strings.TrimSpace(words); words == "" {
			bad.Add("strength", "Write what they are good at, have, or can build on")
		}
		if len([]rune(words)) > 500 {
			bad.Add("strength", "Use 500 characters or fewer")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO strengths (id, case_id, person_id, words, noted_on) VALUES ($1, $2, $3, $4, $5)`,
			id, c.ID, personID, words, dates.Of(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "strength.added", personID, "strength", id)
	})
}

// EndStrength says that a strength holds no longer. It stays on the record.
func EndStrength(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		n, err := tx.Exec(`UPDATE strengths SET ended_on = $3 WHERE id = $1 AND case_id = $2 AND ended_on IS NULL`, id, c.ID, dates.Of(tx.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrNotFound
		}
		return audit.Change(tx, by.Audit(), "strength.ended", personID, "strength", id)
	})
}

// StrengthsOf lists the strengths of a case that hold, in the order in which
// they were noted.
func StrengthsOf(r db.Reader, caseID string) ([]Strength, error) {
	return db.List(r, func(s db.Scanner) (x Strength, err error) {
		err = s.Scan(&x.ID, &x.Words, &x.NotedOn, &x.EndedOn)
		return
	}, `SELECT id, words, noted_on, ended_on FROM strengths WHERE case_id = $1 AND ended_on IS NULL ORDER BY noted_on, id`, caseID)
}
