package groups

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Contribution is what a group made of the research at a meeting, and what changed
// because of it.
type Contribution struct {
	ID, MeetingID string
	GroupID       string
	On            dates.Date // of the meeting
	About         string     // which finding, document or question
	Words         string
	Changed       string // because of it; "" for nothing yet
	ChangedOn     dates.Date
	NotedBy       string
	Version       int
}

const contributionColumns = `SELECT c.id, c.meeting_id, t.group_id, t.starts_at, c.about, c.words, c.changed, c.changed_on, c.noted_by, c.version
	FROM study_group_contributions c JOIN study_group_meetings t ON t.id = c.meeting_id JOIN study_groups g ON g.id = t.group_id`

func scanContribution(row db.Scanner) (c Contribution, err error) {
	var at time.Time
	err = row.Scan(&c.ID, &c.MeetingID, &c.GroupID, db.At(&at), &c.About, &c.Words, &c.Changed, &c.ChangedOn, &c.NotedBy, &c.Version)
	c.On = dates.Of(at)
	return
}

// Contributions lists those of a group ("" for all groups of the study), the first one
// first. They name nobody.
func Contributions(r db.Reader, s studies.Seat, groupID string) ([]Contribution, error) {
	return contributions(r, s.Study.ID, groupID)
}

func contributions(r db.Reader, studyID, groupID string) ([]Contribution, error) {
	return db.List(r, scanContribution, contributionColumns+` WHERE g.study_id = $1 AND ($2 = '' OR t.group_id = $2) ORDER BY t.starts_at, c.id`, studyID, groupID)
}

// TheContribution is one of the seat's study; else db.ErrNotFound.
func TheContribution(r db.Reader, s studies.Seat, id string) (Contribution, error) {
	return db.One(r, scanContribution, contributionColumns+` WHERE g.study_id = $1 AND c.id = $2`, s.Study.ID, id)
}

// Contribute notes what a group made of the research at a meeting. *db.Invalid with the
// fields "contribution", "about", "words" or "changed".
func Contribute(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, c Contribution) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-contribution.noted", func(tx *db.Tx, s studies.Seat) (string, error) {
		c := c
		m, err := TheMeeting(tx, s, c.MeetingID)
		if err != nil {
			return "", err
		}
		today := dates.Of(tx.Now())
		if !m.Begun(tx.Now()) {
			return "", db.Fault("about", "The meeting has not taken place yet")
		}
		if err := c.tidy(today); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_group_contributions (id, meeting_id, about, words, changed, changed_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, c.MeetingID, c.About, c.Words, c.Changed, c.ChangedOn, by.Name)
		return id, err
	})
}

// ChangeContribution saves a contribution as it stands now, as when something changed
// because of it. Errors as Contribute, and db.ErrConflict if somebody saved first.
func ChangeContribution(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, c Contribution) error {
	_, err := act(ctx, d, by, key, studyID, "group-contribution.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		c := c
		before, err := TheContribution(tx, s, c.ID)
		if err != nil {
			return "", err
		}
		if c.ChangedOn.IsZero() && c.Changed == before.Changed {
			c.ChangedOn = before.ChangedOn
		}
		if err := c.tidy(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_group_contributions SET about = $3, words = $4, changed = $5, changed_on = $6, version = version + 1 WHERE id = $1 AND version = $2`,
			c.ID, c.Version, c.About, c.Words, c.Changed, c.ChangedOn)
		return c.ID, oneOr(n, err)
	})
	return err
}

func (c *Contribution) tidy(today dates.Date) error {
	var bad db.Invalid
	bad.Trim("about", &c.About, 200, "Say what it was about: a finding, a document, a question")
	bad.Trim("words", &c.Words, 4000, "Write what the group made of it")
	bad.Trim("changed", &c.Changed, 2000, "")
	switch {
	case c.Changed == "":
		c.ChangedOn = dates.Date{}
	case c.ChangedOn.IsZero():
		c.ChangedOn = today
	}
	return bad.Err()
}

// Action is what somebody took on at a meeting.
type Action struct {
	ID, MeetingID string
	On            dates.Date // of the meeting
	Words, Who    string
	Due, DoneOn   dates.Date // zero for none, and while it is not done
}

// Late reports whether its day is over and it is not done.
func (a Action) Late(today dates.Date) bool {
	return a.DoneOn.IsZero() && !a.Due.IsZero() && a.Due.Before(today)
}

// Actions lists those of a group, what is to do first; none for a reader who does not
// run it, because they name people.
func Actions(r db.Reader, s studies.Seat, groupID string) ([]Action, error) {
	if !s.Has(studies.Involve) {
		return nil, nil
	}
	return db.List(r, func(row db.Scanner) (a Action, err error) {
		var at time.Time
		err = row.Scan(&a.ID, &a.MeetingID, db.At(&at), &a.Words, &a.Who, &a.Due, &a.DoneOn)
		a.On = dates.Of(at)
		return
	}, `SELECT a.id, a.meeting_id, t.starts_at, a.words, a.who, a.due, a.done_on FROM study_group_actions a JOIN study_group_meetings t ON t.id = a.meeting_id JOIN study_groups g ON g.id = t.group_id
		WHERE g.study_id = $1 AND t.group_id = $2 ORDER BY CASE WHEN a.done_on IS NULL THEN 0 ELSE 1 END, a.due, a.id`, s.Study.ID, groupID)
}

// TakeOn notes an action of a meeting. *db.Invalid with the fields "action" or "who".
func TakeOn(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, a Action) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-action.taken-on", func(tx *db.Tx, s studies.Seat) (string, error) {
		a := a
		if _, err := TheMeeting(tx, s, a.MeetingID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("action", &a.Words, 500, "Say what is to be done")
		bad.Trim("who", &a.Who, 100, "Say who does it")
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_group_actions (id, meeting_id, words, who, due, done_on) VALUES ($1, $2, $3, $4, $5, $6)`, id, a.MeetingID, a.Words, a.Who, a.Due, a.DoneOn)
		return id, err
	})
}

// Finish notes that an action of a group was done today.
func Finish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, id string) error {
	_, err := act(ctx, d, by, key, studyID, "group-action.done", func(tx *db.Tx, s studies.Seat) (string, error) {
		all, err := Actions(tx, s, groupID)
		for _, a := range all {
			if a.ID == id {
				n, err := tx.Exec(`UPDATE study_group_actions SET done_on = $2 WHERE id = $1 AND done_on IS NULL`, id, dates.Of(tx.Now()))
				return id, oneOr(n, err)
			}
		}
		if err == nil {
			err = db.ErrNotFound
		}
		return "", err
	})
	return err
}
