package photos

import (
	"context"
	"encoding/json"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// JobRemind is the kind of job that reminds one participant once.
const JobRemind = "photos.remind"

// RemindAfter is after how many days somebody who has not finished is reminded: so
// often and no more.
var RemindAfter = []int{7, 14}

// reminder is what the job is told.
type reminder struct {
	SetID  string
	Number int // of the reminder, from 1: a job that runs twice sends it once
}

// Handlers are the jobs of the room. Links lead to ways.BaseURL.
func Handlers(d *db.DB, ways Ways) map[string]jobs.Handler {
	return map[string]jobs.Handler{JobRemind: func(ctx context.Context, raw json.RawMessage) error {
		var job reminder
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return remind(tx, job, ways) })
	}, consent.DestroyPhotos: consent.Destroying(d, destroyAll(d))}
}

// planReminder plans the next reminder, at the time of day at which somebody was
// asked.
func planReminder(tx *db.Tx, s Set) error {
	var at time.Time
	if s.Reminders < len(RemindAfter) {
		at = s.AskedAt.AddDate(0, 0, RemindAfter[s.Reminders])
	}
	if _, err := tx.Exec(`UPDATE study_photo_sets SET reminders = $2, remind_at = $3 WHERE id = $1`, s.ID, s.Reminders, db.Ms(at)); err != nil || at.IsZero() {
		return err
	}
	return jobs.Enqueue(tx, JobRemind, reminder{s.ID, s.Reminders + 1}, at)
}

// remind sends one reminder, unless the reason for it has gone: done, closed, all
// sent, not wanted, consent taken back.
func remind(tx *db.Tx, job reminder, ways Ways) error {
	set, err := getSet(tx, job.SetID)
	if err != nil {
		return err
	}
	waits, err := set.waits(tx)
	if err != nil || !waits || set.Reminders != job.Number-1 {
		return err
	}
	if err := set.remindNow(tx, ways); err != nil {
		return err
	}
	set.Reminders++
	return planReminder(tx, set)
}

// waits reports whether something can still be hoped for.
func (s Set) waits(r db.Reader) (bool, error) {
	if s.Unreminded || !s.DoneAt.IsZero() || !s.Takes(dates.Of(r.Now())) {
		return false, nil
	}
	if yes, err := consent.Allows(r, s.ParticipantID, consent.TakePhotos); err != nil || !yes {
		return false, err
	}
	plan, err := ThePlan(r, s.StudyID)
	if err != nil {
		return false, err
	}
	who, err := participants.Unscoped(r, s.ParticipantID)
	if err != nil {
		return false, err
	}
	sent, err := ofSet(r, s.ID)
	return len(unanswered(of(plan.Prompts, who.Kind), sent)) > 0, err
}

// remindNow sends a new link: only the hash of the first is kept.
func (s Set) remindNow(tx *db.Tx, ways Ways) error {
	study, err := studies.Unscoped(tx, s.StudyID)
	if err != nil {
		return err
	}
	before, err := links.For(tx, LinkPurpose, s.ID)
	if err != nil {
		return err
	}
	codeTo := ""
	if len(before) > 0 {
		codeTo = before[0].CodeTo
	}
	link, err := s.linkTo(tx, codeTo)
	if err != nil {
		return err
	}
	words := "Hello,\n\nSome days ago we asked you for a few photographs. If you would like to send some, you can do so until " + s.Until.Long() + ":\n{secret}\n\n" + proofText(link) +
		"You need not send any. If you do not want to be reminded, say so behind the link.\n"
	err = participants.TellByItself(tx, s.telling(study, ways, link, words))
	if isInvalid(err) {
		return links.Revoke(tx, link.ID) // they cannot be reached, or want no more contact
	}
	return err
}

// StopReminders is that somebody wants no more reminders. Twice is no error.
func StopReminders(tx *db.Tx, linkID string) error {
	_, err := tx.Exec(`UPDATE study_photo_sets SET unreminded = TRUE, remind_at = NULL WHERE id IN (SELECT set_id FROM study_photo_links WHERE link_id = $1)`, linkID)
	return err
}
