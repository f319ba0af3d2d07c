package connections

import (
	"context"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/directory"
)

// Came is what an organisation says of whether somebody came.
type Came string

// What it can say; "" is nothing yet.
const (
	CameYes      Came = "yes"
	CameNotYet   Came = "not-yet"
	CameStopped  Came = "stopped"
	CameFinished Came = "finished"
)

// CameAnswers are the answers in the order of the page, as an organisation
// reads them, and what follows for the record: an outcome, or "" for none.
var CameAnswers = []struct {
	Code           Came
	Words, Outcome string
	told           string // to the worker
}{
	{CameYes, "Yes, they come", "started", "they come"},
	{CameNotYet, "Not yet", "", "they have not come yet"},
	{CameStopped, "They stopped coming", "stopped", "they stopped coming"},
	{CameFinished, "They came and have finished", "finished", "they came and have finished"},
}

// Words says the answer to staff; "" for none.
func (c Came) Words() string {
	for _, a := range CameAnswers {
		if a.Code == c {
			return a.told
		}
	}
	return ""
}

// MayBeAskedIfCame says whether it makes sense to ask an organisation if the
// person came: it said yes, and nobody has said that it is over.
func (c Connection) MayBeAskedIfCame() bool {
	return c.Kind == Referred && c.State == Accepted && !c.over()
}

// daysUntilAsked is after how many days an organisation is asked where nobody
// knows when its service happens.
const daysUntilAsked = 7

// AsksIfCame says whether an organisation is asked today if the person came: once
// the service has happened after its yes, or when mail asks. What it has said
// once it can say anew at any time.
func AsksIfCame(r db.Reader, c Connection) (bool, error) {
	today, yes := dates.Of(r.Now()), dates.Of(c.AnsweredAt)
	switch {
	case !c.MayBeAskedIfCame():
		return false, nil
	case c.Came != "" || !yes.AddMonths(1).After(today):
		return true, nil
	}
	service, err := directory.Get(r, c.ServiceID)
	if err != nil {
		return false, err
	}
	changes, err := directory.OccurrenceChanges(r, service.ID, yes)
	if err != nil {
		return false, err
	}
	first := yes.AddDays(daysUntilAsked)
	if times := service.Occurrences(changes, yes.AddDays(1), directory.MostDays); len(times) > 0 {
		first = times[0].Day
	}
	return today.After(first), nil
}

// SayCame stores what an organisation says of whether the person came, by a
// link, and puts it on the worker's day. db.ErrConflict when it is over.
func SayCame(ctx context.Context, d *db.DB, key once.Key, linkID, id string, said Came) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		c, err := Through(tx, linkID, id)
		if err != nil {
			return err
		}
		if said.Words() == "" {
			var bad db.Invalid
			bad.Add("came", "Choose whether they came")
			return bad.Err()
		}
		if !c.MayBeAskedIfCame() {
			return db.ErrConflict
		}
		return c.noteCame(tx, organisation(c, linkID), said)
	})
}

func (c Connection) noteCame(tx *db.Tx, by audit.Actor, said Came) error {
	today, outcome, outcomeOn := dates.Of(tx.Now()), c.Outcome, c.OutcomeOn
	for _, a := range CameAnswers {
		if a.Code == said && a.Outcome != "" && a.Outcome != c.Outcome {
			outcome, outcomeOn = a.Outcome, today
		}
	}
	if _, err := tx.Exec(`UPDATE connections SET came = $2, came_on = $3, came_asks = 0, came_asked_on = NULL, outcome = $4, outcome_on = $5,
		updated_at = $6, version = version + 1 WHERE id = $1`, c.ID, said, today, outcome, outcomeOn, tx.Now().UnixMilli()); err != nil {
		return err
	}
	if said != c.Came { // the same as last month is no news
		if err := tellCame(tx, c, said); err != nil {
			return err
		}
	}
	return audit.Change(tx, by, "connection.came", c.PersonID, "connection", c.ID)
}

// tellCame puts it on the worker's day, in place of what this organisation said
// before and nobody has looked at yet.
func tellCame(tx *db.Tx, c Connection, said Came) error {
	if err := diary.FinishAbout(tx, c.ID); err != nil {
		return err
	}
	_, err := diary.Add(tx, diary.Task{AccountID: c.AccountID, PersonID: c.PersonID, Kind: diary.Answer, AboutID: c.ID,
		Title: c.ServiceName + ": " + said.Words(), Due: dates.Of(tx.Now())})
	return err
}
