package asking

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// JobRemind is the kind of job that reminds one person once.
const JobRemind = "asking.remind"

// RemindAfter is after how many days somebody who has not finished is reminded:
// so often and no more.
var RemindAfter = []int{3, 8}

var noTime time.Time

// reminder is what the job is told.
type reminder struct {
	AskingID string
	Number   int // of the reminder, from 1: a job that runs twice sends it once
}

// Handlers are the jobs of the room. Links lead to baseURL, which has no slash at
// its end; texts says whether texts can be sent.
func Handlers(d *db.DB, baseURL string, texts bool) map[string]jobs.Handler {
	return map[string]jobs.Handler{JobRemind: func(ctx context.Context, raw json.RawMessage) error {
		var job reminder
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return remind(tx, job, Ways{BaseURL: baseURL, Texts: texts}) })
	}}
}

// planReminder plans the next reminder, at the time of day at which the person
// was asked.
func planReminder(tx *db.Tx, a Asking, baseURL string) error {
	if a.Reminders >= len(RemindAfter) {
		_, err := tx.Exec(`UPDATE askings SET remind_at = NULL WHERE id = $1`, a.ID)
		return err
	}
	at := a.SentAt.AddDate(0, 0, RemindAfter[a.Reminders])
	if _, err := tx.Exec(`UPDATE askings SET remind_at = $2 WHERE id = $1`, a.ID, db.Ms(at)); err != nil {
		return err
	}
	return jobs.Enqueue(tx, JobRemind, reminder{a.ID, a.Reminders + 1}, at)
}

// remind sends one reminder, unless the reason for it has gone: answered, ended,
// sent again since, asked to stop, died, or a human has to weigh something first.
func remind(tx *db.Tx, job reminder, ways Ways) error {
	a, err := Get(tx, job.AskingID)
	if err != nil {
		return err
	}
	if a.Finished() || a.Unreminded || a.Reminders != job.Number-1 || a.RemindAt.After(tx.Now()) {
		return nil
	}
	live, err := a.live(tx)
	if err != nil || !live {
		return err
	}
	person, err := people.Unscoped(tx, a.PersonID)
	if err != nil {
		return err
	}
	if a.Way != ByCode {
		ways.By = a.Way
	}
	way, proof, refused := wayTo(tx, person, ways)
	if refused == nil {
		if err := a.remindBy(tx, way, proof, ways.BaseURL); err != nil {
			return err
		}
	} else if !isInvalid(refused) {
		return refused
	}
	a.Reminders++
	if _, err := tx.Exec(`UPDATE askings SET reminders = $2 WHERE id = $1`, a.ID, a.Reminders); err != nil {
		return err
	}
	return planReminder(tx, a, ways.BaseURL)
}

// live says whether a link to an asking still opens.
func (a Asking) live(r db.Reader) (bool, error) {
	ids, err := linksTo(r, a.ID)
	for _, id := range ids {
		link, err := links.Get(r, id)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return false, err
		}
		if err == nil && !link.Ended(r) {
			return true, nil
		}
	}
	return false, err
}

func isInvalid(err error) bool {
	_, invalid := errors.AsType[*db.Invalid](err)
	return invalid
}

// remindBy sends a new link, which ends when the first would.
func (a Asking) remindBy(tx *db.Tx, way messages.Channel, proof proof, baseURL string) error {
	ends := a.Ends()
	link, err := a.link(tx, proof.spec(a.PersonID, ends))
	if err != nil {
		return err
	}
	words := "Some days ago we sent you a link to a few questions. If you would like to answer, you can still do so, until " + dates.Of(ends).Long() + ":\n{secret}\n\n" +
		proof.words() + " You need not answer. If you do not want to be reminded, say so behind the link.\n"
	went, err := people.TellByItself(tx, a.PersonID, baseURL, a.message(way, baseURL+Path+"/"+link.Token, words))
	if err == nil && !went {
		err = links.Revoke(tx, link.ID)
	}
	return err
}

// StopReminders is that somebody wants no more reminders of an asking. Twice is
// no error.
func StopReminders(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE askings SET unreminded = TRUE, remind_at = NULL WHERE id = $1`, id)
	return err
}
