package directory

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/db"
	"linkwork/internal/places"
	"linkwork/internal/vocabulary"
)

// Gap is a need that nobody could meet, here.
type Gap struct {
	ID         string
	Need       string // code in vocabulary.Needs
	Outcode    string // where
	LookedFor  string // what would have helped: "a lunch club in the evening"
	RecordedBy string // account
	RecordedAt time.Time
}

const maxLookedFor = 80 // characters

// personal matches what could say who a person is: an address for mail, a long
// number, a whole postcode.
var personal = regexp.MustCompile(`(?i)@|[0-9][0-9 \-]{3,}[0-9]|\b[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}\b`)

// RecordGap records that nobody could meet a need. Outcode may be a whole
// postcode, of which only the first half is kept. The id and the time are set
// here. The error is *db.Invalid for a faulty field.
func RecordGap(tx *db.Tx, g Gap) (id string, err error) {
	var faults db.Invalid
	g.LookedFor = strings.Join(strings.Fields(g.LookedFor), " ")
	if !vocabulary.Needs.Has(g.Need) {
		faults.Add("need", "Choose the need that could not be met")
	}
	outcode, err := places.ParseOutcode(g.Outcode)
	if err != nil {
		faults.Add("outcode", err.Error())
	}
	switch {
	case utf8.RuneCountInString(g.LookedFor) > maxLookedFor:
		faults.Add("looked-for", fmt.Sprintf("Use %d characters or fewer", maxLookedFor))
	case personal.MatchString(g.LookedFor):
		faults.Add("looked-for", "Leave out addresses and numbers: a gap says nothing about a person")
	}
	if err := faults.Err(); err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO gaps (id, need, outcode, looked_for, recorded_by, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, g.Need, outcode, g.LookedFor, g.RecordedBy, db.Ms(tx.Now()))
	return id, err
}

// GapsSince returns the gaps recorded at or after a time, newest first, at
// most limit.
func GapsSince(r db.Reader, since time.Time, limit int) ([]Gap, error) {
	return db.List(r, scanGap, `SELECT id, need, outcode, looked_for, recorded_by, recorded_at FROM gaps
		WHERE recorded_at >= $1 ORDER BY recorded_at DESC, id DESC LIMIT $2`, since.UnixMilli(), limit)
}

func scanGap(row db.Scanner) (g Gap, err error) {
	err = row.Scan(&g.ID, &g.Need, &g.Outcode, &g.LookedFor, &g.RecordedBy, db.At(&g.RecordedAt))
	return g, err
}
