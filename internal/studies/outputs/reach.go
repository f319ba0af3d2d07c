package outputs

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// ReachKind is how an output was heard of, from being read to changing something.
type ReachKind string

// The kinds.
const (
	WasRead  ReachKind = "read"
	WasCited ReachKind = "cited"
	SpokenOf ReachKind = "spoken-of"
	WasUsed  ReachKind = "used"
	Changed  ReachKind = "changed"
)

// ReachKinds lists all kinds.
var ReachKinds = []ReachKind{WasRead, WasCited, SpokenOf, WasUsed, Changed}

// Words says a kind to a reader.
func (k ReachKind) Words() string {
	return map[ReachKind]string{WasRead: "Read or downloaded", WasCited: "Cited", SpokenOf: "Spoken of in public", WasUsed: "Used in practice or teaching", Changed: "Changed a policy or how people work"}[k]
}

// Reach is one time that an output was heard of.
type Reach struct {
	ID, OutputID string
	Day          dates.Date
	Kind         ReachKind
	People       int // it reached; 0 for unknown
	Words        string
	NotedBy      string
}

// ReachOf is the reach and impact log of an output of the seat's study, the latest first.
func ReachOf(r db.Reader, s studies.Seat, outputID string) ([]Reach, error) {
	return db.List(r, func(row db.Scanner) (x Reach, err error) {
		err = row.Scan(&x.ID, &x.OutputID, &x.Day, &x.Kind, &x.People, &x.Words, &x.NotedBy)
		return
	}, `SELECT x.id, x.output_id, x.day, x.kind, x.people, x.words, x.noted_by FROM study_output_reach x JOIN study_outputs o ON o.id = x.output_id
		WHERE o.study_id = $1 AND o.id = $2 ORDER BY x.day DESC, x.id DESC`, s.Study.ID, outputID)
}

// NoteReach adds to the log. *db.Invalid with the fields "reach_day", "reach", "people" or
// "reach_words".
func NoteReach(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, x Reach) error {
	return onOutput(ctx, d, by, key, studyID, x.OutputID, "output.reach-noted", func(tx *db.Tx) error {
		x := x
		var bad db.Invalid
		if x.Kind.Words() == "" {
			bad.Add("reach", "Choose what happened")
		}
		if x.Day.IsZero() || x.Day.After(dates.Of(tx.Now())) {
			bad.Add("reach_day", "Enter the day: today or earlier")
		}
		if x.People < 0 {
			bad.Add("people", "Enter a whole number, or leave it empty")
		}
		bad.Trim("reach_words", &x.Words, 500, "Say where, and what it led to")
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO study_output_reach (id, output_id, day, kind, people, words, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.NewID(), x.OutputID, x.Day, x.Kind, x.People, x.Words, by.Name)
		return err
	})
}
