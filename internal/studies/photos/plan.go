package photos

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Plan is how a study asks for photographs.
type Plan struct {
	Begun    bool // the study asks for photographs
	MostEach int  // photographs that somebody may send for a prompt
	Days     int  // for how many days somebody is asked
	KeepDays int  // after how many days an original is destroyed
	Licence  Licence
	Prompts  []Prompt // that are asked now
	Version  int
}

// Licence is what the taker of a photograph lets the study do. The photograph stays
// theirs.
type Licence struct {
	Number  int // 0 for none
	Words   string
	AtWork  string // what people at work say as well; "" for nothing
	AddedAt time.Time
	AddedBy string
}

// usual is what a study begins with.
var usual = Plan{MostEach: 1, Days: 28, KeepDays: 90}

var usualLicence = Licence{
	Number: 1,
	Words:  "I took this photograph and it stays mine. I let the study show it, without payment, where I said yes above, and nowhere else. I can change my mind at any time. What was printed or published by then cannot be called back.",
	AtWork: "If I took it at work, I was allowed to take it there.",
}

// For is the licence as somebody of a kind gives it.
func (l Licence) For(k studies.Kind) string {
	if !k.AtWork() || l.AtWork == "" {
		return l.Words
	}
	return l.Words + "\n\n" + l.AtWork
}

// ThePlan is how a study asks for photographs; one that does not yet has the usual
// numbers. The caller has entered the study, or came by a link of it.
func ThePlan(r db.Reader, studyID string) (Plan, error) {
	p, err := db.One(r, func(s db.Scanner) (p Plan, err error) {
		err = s.Scan(&p.MostEach, &p.Days, &p.KeepDays, &p.Version)
		return
	}, `SELECT most_each, days, keep_days, version FROM study_photo_plans WHERE study_id = $1`, studyID)
	if errors.Is(err, db.ErrNotFound) {
		return usual, nil
	}
	if err != nil {
		return p, err
	}
	p.Begun = true
	if p.Licence, err = latestLicence(r, studyID); err != nil {
		return p, err
	}
	p.Prompts, err = db.List(r, scanPrompt, promptColumns+` WHERE t.study_id = $1 AND t.ended_at IS NULL ORDER BY t.ordinal, t.id`, studyID)
	return p, err
}

const licenceColumns = `SELECT number, words, at_work, added_at, added_by FROM study_photo_licences`

func scanLicence(s db.Scanner) (l Licence, err error) {
	err = s.Scan(&l.Number, &l.Words, &l.AtWork, db.At(&l.AddedAt), &l.AddedBy)
	return
}

func latestLicence(r db.Reader, studyID string) (Licence, error) {
	return db.One(r, scanLicence, licenceColumns+` WHERE study_id = $1 ORDER BY number DESC LIMIT 1`, studyID)
}

// TheLicence is a version of a study's licence.
func TheLicence(r db.Reader, studyID string, number int) (Licence, error) {
	return db.One(r, scanLicence, licenceColumns+` WHERE study_id = $1 AND number = $2`, studyID, number)
}

// Begin lets a study ask for photographs, with the usual prompts for people at work and
// for everybody else, and the usual numbers and licence. Twice is no error.
func Begin(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.begun", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := ThePlan(tx, studyID)
		if err != nil || p.Begun {
			return studyID, err
		}
		if _, err := tx.Exec(`INSERT INTO study_photo_plans (study_id, most_each, days, keep_days) VALUES ($1, $2, $3, $4)`, studyID, usual.MostEach, usual.Days, usual.KeepDays); err != nil {
			return "", err
		}
		if err := addLicence(tx, s, usualLicence); err != nil {
			return "", err
		}
		for i, prompt := range usualPrompts {
			prompt.StudyID, prompt.Ordinal = studyID, i+1
			if err := prompt.add(tx); err != nil {
				return "", err
			}
		}
		return studyID, nil
	})
	return err
}

func addLicence(tx *db.Tx, s studies.Seat, l Licence) error {
	_, err := tx.Exec(`INSERT INTO study_photo_licences (study_id, number, words, at_work, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)`, s.Study.ID, l.Number, l.Words, l.AtWork, db.Ms(tx.Now()), s.By.Name)
	return err
}

// SetPlan saves the numbers and the licence. Other words of a licence are another
// version: who gave the one before gave that. *db.Invalid with the fields
// "most_each", "days", "keep_days", "licence" or "licence_at_work"; db.ErrConflict if
// somebody saved first.
func SetPlan(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, p Plan) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.planned", func(tx *db.Tx, s studies.Seat) (string, error) {
		if err := p.check(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_photo_plans SET most_each = $3, days = $4, keep_days = $5, version = version + 1 WHERE study_id = $1 AND version = $2`, studyID, p.Version, p.MostEach, p.Days, p.KeepDays)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		if err != nil {
			return "", err
		}
		now, err := latestLicence(tx, studyID)
		if err != nil || now.Words == p.Licence.Words && now.AtWork == p.Licence.AtWork {
			return studyID, err
		}
		return studyID, addLicence(tx, s, Licence{Number: now.Number + 1, Words: p.Licence.Words, AtWork: p.Licence.AtWork})
	})
	return err
}

func (p *Plan) check() error {
	var bad db.Invalid
	for _, n := range []struct {
		field     string
		n         int
		from, to  int
		one, many string
	}{{"most_each", p.MostEach, 1, 10, "photograph", "photographs"}, {"days", p.Days, 1, 365, "day", "days"}, {"keep_days", p.KeepDays, 1, 3650, "day", "days"}} {
		if n.n < n.from || n.n > n.to {
			bad.Add(n.field, "Enter from "+dates.Count(n.from, n.one, n.many)+" to "+dates.Count(n.to, n.one, n.many))
		}
	}
	bad.Trim("licence", &p.Licence.Words, 2000, "Say what the taker lets the study do")
	bad.Trim("licence_at_work", &p.Licence.AtWork, 500, "")
	return bad.Err()
}
