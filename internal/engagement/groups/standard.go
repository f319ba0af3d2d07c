package groups

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Standard is one of the six UK Standards for Public Involvement.
type Standard string

// Standards lists the six in their order.
var Standards = []Standard{"inclusive-opportunities", "working-together", "support-and-learning", "communications", "impact", "governance"}

// Words is the heading of a standard.
func (x Standard) Words() string {
	return map[Standard]string{"inclusive-opportunities": "Inclusive opportunities", "working-together": "Working together", "support-and-learning": "Support and learning",
		"communications": "Communications", "impact": "Impact", "governance": "Governance"}[x]
}

// Stands is how far a study meets a standard.
type Stands string

// How far.
const (
	Meets  Stands = "yes"
	Partly Stands = "partly"
	NotYet Stands = "not-yet"
)

// AllStands lists them.
var AllStands = []Stands{Meets, Partly, NotYet}

// Words says it to a reader.
func (x Stands) Words() string {
	return map[Stands]string{Meets: "We do this", Partly: "We do some of this", NotYet: "Not yet"}[x]
}

// Assessment is how a study saw itself on a day, with what shows it.
type Assessment struct {
	ID, StudyID string
	Standard    Standard
	Stands      Stands
	Words       string // the evidence
	Day         dates.Date
	NotedBy     string
}

// Assessments lists a study's assessments of itself, the latest first. None is changed: a
// later one stands beside it.
func Assessments(r db.Reader, s studies.Seat) ([]Assessment, error) {
	return db.List(r, func(row db.Scanner) (a Assessment, err error) {
		err = row.Scan(&a.ID, &a.StudyID, &a.Standard, &a.Stands, &a.Words, &a.Day, &a.NotedBy)
		return
	}, `SELECT id, study_id, standard, stands, words, day, noted_by FROM study_group_standards WHERE study_id = $1 ORDER BY day DESC, id DESC`, s.Study.ID)
}

// Assess notes how the study stands to a standard. *db.Invalid with the fields "standard",
// "stands", "words" or "day".
func Assess(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Assessment) (id string, err error) {
	return act(ctx, d, by, key, a.StudyID, "group-standard.assessed", func(tx *db.Tx, _ studies.Seat) (string, error) {
		a := a
		var bad db.Invalid
		if a.Standard.Words() == "" {
			bad.Add("standard", "Choose a standard")
		}
		if a.Stands.Words() == "" {
			bad.Add("stands", "Choose how far you do this")
		}
		bad.Trim("words", &a.Words, 2000, "Write what shows it")
		if a.Day.IsZero() || a.Day.After(dates.Of(tx.Now())) {
			bad.Add("day", "Enter the day of the evidence, today or earlier")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_group_standards (id, study_id, standard, stands, words, day, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, a.StudyID, a.Standard, a.Stands, a.Words, a.Day, by.Name)
		return id, err
	})
}
