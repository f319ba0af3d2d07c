package findings

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Audience is for whom a recommendation is.
type Audience string

// The audiences.
const (
	Practice Audience = "practice"
	Policy   Audience = "policy"
	Research Audience = "research"
)

// Audiences lists them.
var Audiences = []Audience{Practice, Policy, Research}

// Words says it to a reader.
func (a Audience) Words() string {
	return map[Audience]string{Practice: "For practice", Policy: "For policy", Research: "For research"}[a]
}

// Status is how far a recommendation is.
type Status string

// The statuses, in their order.
const (
	Draft     Status = "draft"
	Agreed    Status = "agreed"
	Published Status = "published"
	TakenUp   Status = "taken-up"
	Dropped   Status = "dropped"
)

// Statuses lists them.
var Statuses = []Status{Draft, Agreed, Published, TakenUp, Dropped}

// Words says it to a reader.
func (s Status) Words() string {
	return map[Status]string{Draft: "Draft", Agreed: "Agreed", Published: "Published", TakenUp: "Taken up", Dropped: "Dropped"}[s]
}

// Recommendation is what follows from findings.
type Recommendation struct {
	ID, StudyID string
	Audience    Audience
	Words       string
	Status      Status
	Findings    []string // ids of those that it follows from; at least one
	AddedAt     time.Time
	AddedBy     string
	Version     int
}

const recommendationColumns = `SELECT c.id, c.study_id, c.audience, c.words, c.status, c.findings, c.added_at, c.added_by, c.version FROM recommendations c`

func scanRecommendation(s db.Scanner) (c Recommendation, err error) {
	var from string
	if err = s.Scan(&c.ID, &c.StudyID, &c.Audience, &c.Words, &c.Status, &from, db.At(&c.AddedAt), &c.AddedBy, &c.Version); err == nil {
		err = json.Unmarshal([]byte(from), &c.Findings)
	}
	return c, err
}

// Recommendations are those of a study, by audience.
func Recommendations(r db.Reader, s studies.Seat) ([]Recommendation, error) {
	return db.List(r, scanRecommendation, recommendationColumns+` WHERE c.study_id = $1 ORDER BY CASE c.audience WHEN 'practice' THEN 0 WHEN 'policy' THEN 1 ELSE 2 END, c.added_at, c.id`, s.Study.ID)
}

// TheRecommendation is one of the seat's study; else db.ErrNotFound.
func TheRecommendation(r db.Reader, s studies.Seat, id string) (Recommendation, error) {
	return db.One(r, scanRecommendation, recommendationColumns+` WHERE c.id = $1 AND c.study_id = $2`, id, s.Study.ID)
}

// Recommend adds a recommendation. *db.Invalid with the fields "audience", "words",
// "status" or "findings".
func Recommend(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Recommendation) (id string, err error) {
	return studies.Act(ctx, d, by, key, c.StudyID, studies.Involve, "recommendation.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		c := c
		from, err := c.tidy(tx, s)
		if err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO recommendations (id, study_id, audience, words, status, findings, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, c.StudyID, c.Audience, c.Words, c.Status, from, db.Ms(tx.Now()), by.Name)
		return id, err
	})
}

// ChangeRecommendation saves a recommendation as it is now. Errors as Recommend, and
// db.ErrConflict if somebody saved first.
func ChangeRecommendation(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Recommendation) error {
	_, err := studies.Act(ctx, d, by, key, c.StudyID, studies.Involve, "recommendation.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		c := c
		if _, err := TheRecommendation(tx, s, c.ID); err != nil {
			return "", err
		}
		from, err := c.tidy(tx, s)
		if err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE recommendations SET audience = $3, words = $4, status = $5, findings = $6, version = version + 1 WHERE id = $1 AND version = $2`, c.ID, c.Version, c.Audience, c.Words, c.Status, from)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return c.ID, err
	})
	return err
}

// tidy trims what was typed, says what is wrong with it, and writes the findings as JSON.
func (c *Recommendation) tidy(r db.Reader, s studies.Seat) (from string, err error) {
	var bad db.Invalid
	if c.Audience.Words() == "" {
		bad.Add("audience", "Choose for whom it is")
	}
	if c.Status == "" {
		c.Status = Draft
	}
	if c.Status.Words() == "" {
		bad.Add("status", "Choose how far it is")
	}
	bad.Trim("words", &c.Words, 1000, "Say what should be done")
	all, err := List(r, s)
	if err != nil {
		return "", err
	}
	if len(c.Findings) == 0 {
		bad.Add("findings", "Choose what it follows from")
	}
	for _, id := range c.Findings {
		if !slices.ContainsFunc(all, func(f Finding) bool { return f.ID == id }) {
			return "", db.ErrNotFound
		}
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	body, err := json.Marshal(c.Findings)
	return string(body), err
}
