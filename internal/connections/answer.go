package connections

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
)

// Reply is an organisation's answer.
type Reply struct {
	State     State  // Accepted, WaitingList, NotPossible or WantsToTalk
	WaitWeeks int    // for WaitingList; 0 when not said
	Why       string // for NotPossible: code in freshness.Kinds; "" when not said
	Words     string
}

func (a *Reply) check() error {
	var bad db.Invalid
	a.Words = strings.TrimSpace(a.Words)
	switch a.State {
	case Accepted, WaitingList, WantsToTalk:
	case NotPossible:
		if a.Words == "" && (a.Why == "" || a.Why == "other") {
			bad.Add("words", "Say why in a few words, so that the person is helped elsewhere")
		}
	default:
		bad.Add("answer", "Choose an answer")
	}
	if a.Why != "" && !freshness.Kinds.Has(a.Why) {
		bad.Add("why", "Choose why")
	}
	if a.WaitWeeks < 0 || a.WaitWeeks > 520 {
		bad.Add("wait_weeks", "Enter a number of weeks")
	}
	if len([]rune(a.Words)) > 2000 {
		bad.Add("words", "Use 2,000 characters or fewer")
	}
	return bad.Err()
}

// Open notes that the organisation has read a referral. It follows the code,
// so a mail scanner does not do it.
// The link is the referral's own or another one to the same address; see Through.
func Open(ctx context.Context, d *db.DB, linkID, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		c, err := Through(tx, linkID, id)
		if err != nil || !c.OpenedAt.IsZero() {
			return err
		}
		if _, err := tx.Exec(`UPDATE connections SET state = CASE WHEN state = 'sent' THEN 'opened' ELSE state END, opened_at = $2, updated_at = $2,
			version = version + 1 WHERE id = $1`, c.ID, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.View(tx, organisation(c, linkID), c.PersonID, "shared facts")
	})
}

// organisationRole is who acts by a link, in the trail.
const organisationRole = "organisation"

func organisation(c Connection, linkID string) audit.Actor {
	return audit.Actor{ID: "link:" + linkID, Name: c.OrgName, Role: organisationRole}
}

// Answer stores what the organisation says by its link and puts it on the
// worker's day.
func Answer(ctx context.Context, d *db.DB, key once.Key, linkID, id string, reply Reply) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := Through(tx, linkID, id)
			if err != nil {
				return "", err
			}
			return c.ID, answer(tx, organisation(c, linkID), c, reply, "link")
		})
		return err
	})
}

// WriteDownAnswer stores an answer that the worker heard by phone.
func WriteDownAnswer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, reply Reply) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := Get(tx, by, personID, id)
			if err != nil {
				return "", err
			}
			return c.ID, answer(tx, by.Audit(), c, reply, "phone")
		})
		return err
	})
}

func answer(tx *db.Tx, by audit.Actor, c Connection, reply Reply, via string) error {
	if err := reply.check(); err != nil {
		return err
	}
	if !c.State.May(reply.State) {
		return db.ErrConflict
	}
	if reply.State != WaitingList {
		reply.WaitWeeks = 0
	}
	if reply.State != NotPossible {
		reply.Why = ""
	}
	heardBy := ""
	if via == "phone" {
		heardBy = by.Name
	}
	if _, err := tx.Exec(`UPDATE connections SET state = $2, answered_at = $3, answer_words = $4, answered_via = $5, wait_weeks = $6, why = $7, updated_at = $3,
		answered_by = $8, version = version + 1 WHERE id = $1`, c.ID, reply.State, tx.Now().UnixMilli(), reply.Words, via, reply.WaitWeeks, reply.Why, heardBy); err != nil {
		return err
	}
	if err := keepAnswer(tx, by, c, reply.State, via); err != nil {
		return err
	}
	if via == "link" {
		if err := tellWorker(tx, c, reply); err != nil {
			return err
		}
	}
	if err := observe(tx, by, c, reply); err != nil {
		return err
	}
	return audit.Change(tx, by, "connection."+string(reply.State), c.PersonID, "connection", c.ID)
}

// tellWorker puts the answer on the day of whoever made the connection.
func tellWorker(tx *db.Tx, c Connection, reply Reply) error {
	_, err := diary.Add(tx, diary.Task{AccountID: c.AccountID, PersonID: c.PersonID, Kind: diary.Answer, AboutID: c.ID,
		Title: c.ServiceName + ": " + reply.title(), Due: dates.Of(tx.Now()), Urgent: reply.State == WantsToTalk})
	return err
}

func (a Reply) title() string {
	switch a.State {
	case Accepted:
		return "yes, they can help"
	case WaitingList:
		if a.WaitWeeks > 0 {
			return "yes, with a wait of about " + dates.Count(a.WaitWeeks, "week", "weeks")
		}
		return "yes, with a wait"
	case NotPossible:
		return "no, not this time"
	}
	return "they want to talk with you"
}

// observe keeps the directory true from everyday work: an answer says whether
// there is room, in the name of whoever gave it or wrote it down. It does not
// speak over what was said of new referrals in so many words: a yes to one
// that waited ends no pause and no waiting list.
func observe(tx *db.Tx, by audit.Actor, c Connection, reply Reply) error {
	service, err := directory.Get(tx, c.ServiceID)
	if err != nil {
		return err
	}
	seen := reply.room()
	if seen.State != "" && !speaksOver(seen, service.Capacity, tx.Now()) {
		seen.Observer, seen.ObserverName = directory.ByOrganisation, c.OrgName
		if by.Role != organisationRole {
			seen.Observer, seen.ObserverID, seen.ObserverName = directory.ByWorker, by.ID, by.Name
		}
		if err := directory.Observe(tx, c.ServiceID, seen); err != nil {
			return err
		}
	}
	return report(tx, c.ServiceID, reply.Why)
}

// room is what an answer about one person says of room for the next; no State
// where it says nothing.
func (a Reply) room() (seen directory.Capacity) {
	switch {
	case a.State == Accepted:
		seen.State, seen.Note = directory.HasPlaces, "from a yes to a referral"
	case a.State == WaitingList:
		seen.State, seen.Weeks = directory.WaitingList, a.WaitWeeks
		if a.WaitWeeks > directory.MostWeeks {
			seen.Weeks, seen.Note = 0, "longer than two years" // beyond what the directory counts
		}
	case a.State == NotPossible && a.Why == "full":
		seen.State = directory.Full
	}
	return seen
}

// speaksOver says whether what an answer lets one guess would hide something
// that was said in fuller words and still counts. A yes is no news beside
// places that were counted or a waiting list, but it is where they were full.
func speaksOver(seen, known directory.Capacity, now time.Time) bool {
	switch {
	case known.Stale(now):
		return false
	case known.AsksForNone(now):
		return true
	case seen.State == directory.HasPlaces:
		return known.State == directory.WaitingList || known.Places > 0
	}
	return seen == directory.Capacity{State: directory.WaitingList} && known.State == directory.WaitingList
}

// report tells whoever keeps the directory true what a connection found out.
// What is only about this person is no news of the service.
func report(tx *db.Tx, serviceID, why string) error {
	if why == "" || why == "other" {
		return nil
	}
	return freshness.TellOfConnection(tx, serviceID, why)
}

// SetOutcome says what came of a connection, and for one that did not start,
// why: a code in freshness.Kinds, or "" when it was about the person.
func SetOutcome(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, outcome, why string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := Get(tx, by, personID, id)
			if err != nil {
				return "", err
			}
			if OutcomeWords(outcome) == outcome {
				var bad db.Invalid
				bad.Add("outcome", "Choose what came of it")
				return "", bad.Err()
			}
			if outcome != "did-not-start" || !freshness.Kinds.Has(why) {
				why = c.Why
			} else if err := report(tx, c.ServiceID, why); err != nil {
				return "", err
			}
			if _, err := tx.Exec(`UPDATE connections SET outcome = $2, outcome_on = $3, updated_at = $4, why = $5, version = version + 1 WHERE id = $1`,
				c.ID, outcome, dates.Of(tx.Now()), tx.Now().UnixMilli(), why); err != nil {
				return "", err
			}
			if err := diary.FinishAbout(tx, c.ID); err != nil {
				return "", err
			}
			return c.ID, audit.Change(tx, by.Audit(), "connection.outcome", personID, "connection", id)
		})
		return err
	})
}
