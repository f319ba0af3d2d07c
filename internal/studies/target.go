package studies

import (
	"context"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Kind is what somebody takes part as.
type Kind string

// The kinds of participants.
const (
	Patient      Kind = "patient"
	LinkWorker   Kind = "link-worker"
	Professional Kind = "professional"
	VCFSEStaff   Kind = "vcfse-staff"
	Public       Kind = "public"
)

// Kinds lists all kinds of participants.
var Kinds = []Kind{Patient, LinkWorker, Professional, VCFSEStaff, Public}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{Patient: "Patient", LinkWorker: "Link worker", Professional: "Other professional", VCFSEStaff: "Voluntary sector staff", Public: "Member of the public"}[k]
}

// AtWork reports whether somebody takes part because of their work.
func (k Kind) AtWork() bool { return k == LinkWorker || k == Professional || k == VCFSEStaff }

// Plural says a kind of several people.
func (k Kind) Plural() string {
	return map[Kind]string{Patient: "Patients", LinkWorker: "Link workers", Professional: "Other professionals", VCFSEStaff: "Voluntary sector staff", Public: "Members of the public"}[k]
}

// Measure is what a target counts.
type Measure string

// The measures.
const (
	SitesOpened      Measure = "sites"
	TookPart         Measure = "participants"
	Observed         Measure = "observed"
	Interviewed      Measure = "interviewed"
	QuestionnairesIn Measure = "responses"
	PhotographsIn    Measure = "photographs"
)

// Measures lists all measures.
var Measures = []Measure{SitesOpened, TookPart, Observed, Interviewed, QuestionnairesIn, PhotographsIn}

// Words says a measure to a reader.
func (m Measure) Words() string {
	return map[Measure]string{SitesOpened: "Sites opened", TookPart: "People who consented", Observed: "People observed", Interviewed: "People interviewed",
		QuestionnairesIn: "Questionnaires returned", PhotographsIn: "Photographs"}[m]
}

// Target is what the protocol plans in one number.
type Target struct {
	ID, StudyID string
	Measure     Measure
	Who         Kind   // "" for everybody
	Wave        string // code of the wave, "" for any
	SiteID      string // "" for all sites together
	Planned     int
	Words       string // where it stands: "protocol 1.2, section 5"
	SetOn       dates.Date
	SetBy       string
	EndedOn     dates.Date // zero while it holds
}

const targetColumns = `SELECT g.id, g.study_id, g.measure, g.who, g.wave, g.site_id, g.planned, g.words, g.set_on, g.set_by, g.ended_on FROM study_targets g`

func scanTarget(s db.Scanner) (t Target, err error) {
	err = s.Scan(&t.ID, &t.StudyID, &t.Measure, &t.Who, &t.Wave, &t.SiteID, &t.Planned, &t.Words, &t.SetOn, &t.SetBy, &t.EndedOn)
	return
}

// Targets lists what is planned now.
func (s Seat) Targets(r db.Reader) ([]Target, error) {
	return db.List(r, scanTarget, targetColumns+` WHERE g.study_id = $1 AND g.ended_on IS NULL ORDER BY g.set_on, g.id`, s.Study.ID)
}

// FormerTargets lists what was planned before, the latest first.
func (s Seat) FormerTargets(r db.Reader) ([]Target, error) {
	return db.List(r, scanTarget, targetColumns+` WHERE g.study_id = $1 AND g.ended_on IS NOT NULL ORDER BY g.ended_on DESC, g.id DESC`, s.Study.ID)
}

// SetTarget plans a number. It takes the place of the one that counted the same
// before, which stays to be seen.
func SetTarget(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t Target) error {
	_, err := Act(ctx, d, by, key, t.StudyID, Lead, "target.set", func(tx *db.Tx, _ Seat) (string, error) {
		t := t
		var bad db.Invalid
		if t.Measure.Words() == "" {
			bad.Add("measure", "Choose what is counted")
		}
		if t.Who != "" && t.Who.Words() == "" {
			bad.Add("who", "Choose who is counted")
		}
		if t.Planned < 0 || t.Planned > 1_000_000 {
			bad.Add("planned", "Enter a whole number")
		}
		bad.Trim("words", &t.Words, 200, "Say where it is planned, like protocol 1.2, section 5")
		bad.Trim("wave", &t.Wave, 40, "")
		if t.SiteID != "" {
			if _, err := theSite(tx, t.StudyID, t.SiteID); errors.Is(err, db.ErrNotFound) {
				bad.Add("site", "Choose one of the study’s sites")
			} else if err != nil {
				return "", err
			}
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		today := dates.Of(tx.Now())
		if _, err := tx.Exec(`UPDATE study_targets SET ended_on = $5 WHERE study_id = $1 AND measure = $2 AND who = $3 AND wave = $4 AND site_id = $6 AND ended_on IS NULL`,
			t.StudyID, t.Measure, t.Who, t.Wave, today, t.SiteID); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_targets (id, study_id, measure, who, wave, site_id, planned, words, set_on, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, t.StudyID, t.Measure, t.Who, t.Wave, t.SiteID, t.Planned, t.Words, today, by.Name)
		return id, err
	})
	return err
}

// Aims lists what the study is to find out, in order.
func (s Seat) Aims(r db.Reader) ([]string, error) {
	return db.List(r, func(row db.Scanner) (words string, err error) {
		err = row.Scan(&words)
		return
	}, `SELECT words FROM study_aims WHERE study_id = $1 ORDER BY ordinal, id`, s.Study.ID)
}

// SetAims writes the aims anew, in order.
func SetAims(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, aims []string) error {
	_, err := Act(ctx, d, by, key, studyID, Lead, "aims.set", func(tx *db.Tx, _ Seat) (string, error) {
		if _, err := tx.Exec(`DELETE FROM study_aims WHERE study_id = $1`, studyID); err != nil {
			return "", err
		}
		var bad db.Invalid
		for i, words := range aims {
			bad.Trim("aims", &words, 500, "")
			if words == "" {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO study_aims (id, study_id, ordinal, words) VALUES ($1, $2, $3, $4)`, tx.NewID(), studyID, i, words); err != nil {
				return "", err
			}
		}
		return studyID, bad.Err()
	})
	return err
}
