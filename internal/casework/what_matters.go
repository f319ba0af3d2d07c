package casework

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/drafts"
)

// WhatMatters is what a person said matters to them, in their own words.
type WhatMatters struct {
	Words      string
	SaidOn     dates.Date
	ByName     string
	RecordedAt time.Time
}

// SayWhatMatters stores a person's words; those said before are kept. The draft
// under draftKey has served and is dropped.
func SayWhatMatters(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, words, draftKey string) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if words = strings.TrimSpace(words); words == "" {
			bad.Add("words", "Write what matters, in the person's own words")
		}
		if len([]rune(words)) > 4000 {
			bad.Add("words", "Use 4,000 characters or fewer")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO what_matters (id, person_id, words, said_on, by_id, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			tx.NewID(), personID, words, dates.Of(tx.Now()), by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		if err := drafts.Drop(tx, by.AccountID, draftKey); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "what-matters.said", personID, "person", personID)
	})
}

// MattersTo lists what a person said matters, latest first. The caller has
// checked that its reader may see the person.
func MattersTo(r db.Reader, personID string) ([]WhatMatters, error) {
	return db.List(r, func(s db.Scanner) (w WhatMatters, err error) {
		err = s.Scan(&w.Words, &w.SaidOn, &w.ByName, db.At(&w.RecordedAt))
		return
	}, `SELECT words, said_on, by_name, recorded_at FROM what_matters WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 50`, personID)
}
