package groups

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/studies"
)

// Activity is what a group did at a meeting with the research: sorting quotes, a vignette.
type Activity struct {
	ID, MeetingID string
	Title         string
	Words         string // how it goes, Markdown
}

// Activities lists those of a meeting ("" for all of the study), as they were added.
func Activities(r db.Reader, s studies.Seat, meetingID string) ([]Activity, error) {
	return db.List(r, func(row db.Scanner) (a Activity, err error) {
		err = row.Scan(&a.ID, &a.MeetingID, &a.Title, &a.Words)
		return
	}, `SELECT a.id, a.meeting_id, a.title, a.words FROM study_group_activities a JOIN study_group_meetings t ON t.id = a.meeting_id JOIN study_groups g ON g.id = t.group_id
		WHERE g.study_id = $1 AND ($2 = '' OR a.meeting_id = $2) ORDER BY t.starts_at, a.id`, s.Study.ID, meetingID)
}

// AddActivity adds an activity to a meeting. *db.Invalid with the fields "title" or "words".
func AddActivity(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, a Activity) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-activity.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		a := a
		if _, err := TheMeeting(tx, s, a.MeetingID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("title", &a.Title, 200, "Enter what you do together")
		bad.Trim("words", &a.Words, 10_000, "")
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_group_activities (id, meeting_id, title, words) VALUES ($1, $2, $3, $4)`, id, a.MeetingID, a.Title, a.Words)
		return id, err
	})
}

// Sort is what a paper is.
type Sort string

// The sorts.
const (
	ToRead   Sort = "paper"
	AsNoted  Sort = "minutes"
	Material Sort = "material"
)

// Sorts lists all sorts.
var Sorts = []Sort{ToRead, AsNoted, Material}

// Words says a sort to a reader.
func (k Sort) Words() string {
	return map[Sort]string{ToRead: "Paper to read before", AsNoted: "Minutes", Material: "Material of an activity"}[k]
}

// MostBytes is the largest file of a paper. It is a PDF.
const (
	MostBytes = 10 << 20
	PDF       = "application/pdf"
)

// Paper is a paper for a meeting, its minutes as a file, or material.
type Paper struct {
	ID, MeetingID string
	ActivityID    string // "" for none
	Sort          Sort
	Title         string
	Words         string // Markdown, "" for a file
	FileID        string // "" for a text
	AddedAt       time.Time
	AddedBy       string
}

func (p Paper) owner() files.Owner { return files.Owner{Kind: "study-group-paper", ID: p.ID} }

// File is the bytes of a paper; the caller has found the paper.
func (p Paper) File(r db.Reader) (files.File, error) { return files.Get(r, p.owner(), p.FileID) }

const paperColumns = `SELECT p.id, p.meeting_id, p.activity_id, p.kind, p.title, p.words, p.file_id, p.added_at, p.added_by
	FROM study_group_papers p JOIN study_group_meetings t ON t.id = p.meeting_id JOIN study_groups g ON g.id = t.group_id`

func scanPaper(row db.Scanner) (p Paper, err error) {
	err = row.Scan(&p.ID, &p.MeetingID, db.Text(&p.ActivityID), &p.Sort, &p.Title, &p.Words, db.Text(&p.FileID), db.At(&p.AddedAt), &p.AddedBy)
	return
}

// Papers lists what belongs to a meeting, as it was added. Minutes are for those who run
// the group: they name people.
func Papers(r db.Reader, s studies.Seat, meetingID string) ([]Paper, error) {
	return db.List(r, scanPaper, paperColumns+` WHERE g.study_id = $1 AND p.meeting_id = $2 AND (p.kind <> 'minutes' OR $3) ORDER BY p.added_at, p.id`, s.Study.ID, meetingID, s.Has(studies.Involve))
}

// ThePaper is one paper of a meeting that the seat may read; else db.ErrNotFound.
func ThePaper(r db.Reader, s studies.Seat, meetingID, id string) (Paper, error) {
	all, err := Papers(r, s, meetingID)
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return Paper{}, errors.Join(err, db.ErrNotFound)
}

// AddPaper adds a paper: a text, or a file that the actor sent. *db.Invalid with the
// fields "sort", "title", "activity" or "text".
func AddPaper(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, p Paper) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-paper.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		p := p
		m, err := TheMeeting(tx, s, p.MeetingID)
		if err != nil {
			return "", err
		}
		if err := p.tidy(tx, s, m); err != nil {
			return "", err
		}
		p.ID = tx.NewID()
		if p.FileID != "" {
			if err := files.Attach(tx, by.AccountID, p.FileID, p.owner(), time.Time{}); err != nil {
				return "", err
			}
		}
		_, err = tx.Exec(`INSERT INTO study_group_papers (id, meeting_id, activity_id, kind, title, words, file_id, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			p.ID, p.MeetingID, db.Null(p.ActivityID), p.Sort, p.Title, p.Words, db.Null(p.FileID), db.Ms(tx.Now()), by.Name)
		return p.ID, err
	})
}

func (p *Paper) tidy(r db.Reader, s studies.Seat, m Meeting) error {
	var bad db.Invalid
	if p.Sort.Words() == "" {
		bad.Add("sort", "Choose what it is")
	}
	if p.Sort == AsNoted && !m.Begun(r.Now()) {
		bad.Add("sort", "The meeting has not taken place yet, so there are no minutes")
	}
	bad.Trim("title", &p.Title, 200, "Enter a title")
	bad.Trim("text", &p.Words, 50_000, needIf(p.FileID == "", "Choose a PDF, or write the text"))
	if p.FileID != "" && p.Words != "" {
		bad.Add("text", "Send a PDF or a text, not both")
	}
	if p.Sort != Material {
		p.ActivityID = ""
	}
	if p.ActivityID != "" {
		all, err := Activities(r, s, m.ID)
		if err != nil {
			return err
		}
		if !hasActivity(all, p.ActivityID) {
			bad.Add("activity", "Choose an activity of this meeting")
		}
	}
	return bad.Err()
}

func hasActivity(all []Activity, id string) bool {
	for _, a := range all {
		if a.ID == id {
			return true
		}
	}
	return false
}

// RemovePaper takes a paper away that was added by mistake; its file is destroyed.
func RemovePaper(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID, id string) error {
	_, err := act(ctx, d, by, key, studyID, "group-paper.removed", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := ThePaper(tx, s, meetingID, id)
		if err != nil {
			return "", err
		}
		if p.FileID != "" {
			if err := files.Remove(tx, p.owner(), p.FileID, "taken away"); err != nil {
				return "", err
			}
		}
		_, err = tx.Exec(`DELETE FROM study_group_papers WHERE id = $1`, id)
		return id, err
	})
	return err
}
