package studies

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Page is what everybody may read of a study.
type Page struct {
	Study Study
	Team  []Member // those who are named: leads first
	Aims  []string
	From  string // name of the study that this one follows on from, if that has a page
}

// Pages lists the studies that have a public page, those at work first.
func Pages(r db.Reader) ([]Study, error) {
	return db.List(r, scan, columns+` WHERE s.published ORDER BY CASE WHEN s.state IN ('closed', 'archived') THEN 1 ELSE 0 END, lower(s.name), s.id`)
}

// ThePage is the public page of a study; db.ErrNotFound if it has none.
func ThePage(r db.Reader, id string) (p Page, err error) {
	if p.Study, err = get(r, id); err != nil {
		return p, err
	}
	if !p.Study.Published {
		return Page{}, db.ErrNotFound
	}
	seat := Seat{Study: p.Study}
	all, err := seat.Members(r)
	if err != nil {
		return p, err
	}
	today := dates.Of(r.Now())
	for _, role := range Roles {
		for _, m := range all {
			if m.Role == role && m.Shown && m.Now(today) {
				p.Team = append(p.Team, m)
			}
		}
	}
	if p.Study.FollowsID != "" {
		if before, err := get(r, p.Study.FollowsID); err == nil && before.Published {
			p.From = before.Name
		}
	}
	p.Aims, err = seat.Aims(r)
	return p, err
}

// Publish gives a study its public page, or takes it away. *db.Invalid with the
// field "published" names what such a page needs and does not have yet.
func Publish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, published bool) error {
	_, err := Act(ctx, d, by, key, id, Lead, "page.published", func(tx *db.Tx, s Seat) (string, error) {
		var missing []string
		for _, need := range []struct{ words, text string }{{"a summary in plain English", s.Study.Summary}, {"an email address for questions", s.Study.Enquiries},
			{"the funder’s acknowledgement", s.Study.Acknowledgement}, {"the disclaimer", s.Study.Disclaimer},
			{"the sponsor", s.Study.Sponsor}, {"the controller of the data", s.Study.Data.Controller}, {"the lawful basis", s.Study.Data.Basis}} {
			if need.text == "" {
				missing = append(missing, need.words)
			}
		}
		if published && len(missing) > 0 {
			return "", db.Fault("published", "The page needs "+strings.Join(missing, ", ")+" first. Write them under “Change what the study is”")
		}
		n, err := tx.Exec(`UPDATE studies SET published = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, published)
		return id, oneOr(n, err)
	})
	return err
}

// Enquiry is a question from the public page.
type Enquiry struct {
	ID, StudyID string
	Name        string
	ReplyTo     string // email or phone
	Words       string
	CameAt      time.Time
	AnsweredAt  time.Time // zero until then
	Answer      string    // what was done, in a line
}

// Enquire keeps a question of somebody on the public page.
func Enquire(ctx context.Context, d *db.DB, key once.Key, e Enquiry) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		e := e
		if _, err := ThePage(tx, e.StudyID); err != nil {
			return err
		}
		var bad db.Invalid
		bad.Trim("name", &e.Name, 100, "Enter your name")
		bad.Trim("reply_to", &e.ReplyTo, 200, "Enter an email address or a phone number, so that the team can answer")
		bad.Trim("words", &e.Words, 2000, "Write your question")
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO study_enquiries (id, study_id, name, reply_to, words, came_at, answer) VALUES ($1, $2, $3, $4, $5, $6, '')`,
			tx.NewID(), e.StudyID, e.Name, e.ReplyTo, e.Words, db.Ms(tx.Now()))
		return err
	})
}

// Enquiries lists the questions to a study, those to answer first.
func (s Seat) Enquiries(r db.Reader) ([]Enquiry, error) {
	return db.List(r, func(row db.Scanner) (e Enquiry, err error) {
		err = row.Scan(&e.ID, &e.StudyID, &e.Name, &e.ReplyTo, &e.Words, db.At(&e.CameAt), db.At(&e.AnsweredAt), &e.Answer)
		return
	}, `SELECT id, study_id, name, reply_to, words, came_at, answered_at, answer FROM study_enquiries WHERE study_id = $1
		ORDER BY CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END, came_at DESC, id LIMIT 200`, s.Study.ID)
}

// Answer notes what became of an enquiry.
func Answer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, answer string) error {
	_, err := Act(ctx, d, by, key, studyID, Lead, "enquiry.answered", func(tx *db.Tx, s Seat) (string, error) {
		answer := answer
		if err := s.there(tx, "study_enquiries", id); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("answer", &answer, 500, "Say in a line what was answered")
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_enquiries SET answered_at = $3, answer = $4 WHERE id = $1 AND study_id = $2 AND answered_at IS NULL`, id, studyID, db.Ms(tx.Now()), answer)
		return id, oneOr(n, err)
	})
	return err
}
