package referrals

import (
	"context"
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// ErrTooLate is returned when a decision can no longer be undone.
var ErrTooLate = errors.New("referrals: too late to undo")

// Decision is what triage decides, short of taking on.
type Decision struct {
	To     State  // MoreAsked, Waiting or NotNow
	Reason string // code of vocabulary.NotNowReasons, for NotNow
	Words  string // what to ask, or what the referrer should know
}

// Decide asks for more, puts on the waiting list or says "not the right
// service now", and tells the referrer after the time for undoing has passed.
// A person who said no is Declined, which emits its national code once.
func Decide(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, decision Decision) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return id, decide(tx, by, id, version, decision) })
		return err
	})
}

func decide(tx *db.Tx, by access.Actor, id string, version int, decision Decision) error {
	r, err := OfTeam(tx, by, id)
	if err != nil {
		return err
	}
	decision.Words = strings.TrimSpace(decision.Words)
	if err := decision.check(); err != nil {
		return err
	}
	if decision.To == NotNow && decision.Reason == "person-declined" {
		decision.To = Declined
	}
	messageID, err := tell(tx, r, decision.To)
	if err != nil {
		return err
	}
	if decision.To == Declined {
		if err := enterDecline(tx, by, r); err != nil {
			return err
		}
	}
	return move(tx, r, version, Event{ByID: by.AccountID, ByName: by.Name, To: decision.To, Reason: decision.Reason, Words: decision.Words, MessageID: messageID}, by.Audit())
}

func (d Decision) check() error {
	var bad db.Invalid
	switch d.To {
	case MoreAsked:
		if d.Words == "" {
			bad.Add("words", "Write what you need to know")
		}
	case Waiting:
	case NotNow:
		reason, ok := vocabulary.NotNowReasons.Find(d.Reason)
		if !ok {
			bad.Add("reason", "Choose a reason")
		}
		if ok && reason.Detail && d.Words == "" {
			bad.Add("words", "Say what the referrer should know")
		}
	default:
		bad.Add("decision", "Choose what to do")
	}
	return bad.Err()
}

// move changes the state, writes the event and the audit row. A version of 0
// means that the caller holds no page that could be stale.
func move(tx *db.Tx, r Referral, version int, e Event, by audit.Actor) error {
	if version != 0 && r.Version != version || !r.State.May(e.To) {
		return db.ErrConflict
	}
	n, err := tx.Exec(`UPDATE referrals SET state = $3, state_since = $4, updated_at = $4, version = version + 1 WHERE id = $1 AND version = $2`,
		r.ID, r.Version, e.To, tx.Now().UnixMilli())
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	e.From = r.State
	if err := addEvent(tx, r.ID, e); err != nil {
		return err
	}
	return audit.Change(tx, by, "referral."+string(e.To), r.PersonID, "referral", r.ID)
}

func addEvent(tx *db.Tx, referralID string, e Event) error {
	_, err := tx.Exec(`INSERT INTO referral_events (id, referral_id, at, by_id, by_name, from_state, to_state, reason, words, message_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.NewID(), referralID, tx.Now().UnixMilli(), e.ByID, e.ByName, e.From, e.To, e.Reason, e.Words, db.Null(e.MessageID))
	return err
}

// tell queues the message to whoever referred. It names nobody: it says that
// there is an answer and where to read it. After a self-referral nobody is told.
func tell(tx *db.Tx, r Referral, to State) (string, error) {
	switch r.Channel {
	case FromSelf:
		return "", nil
	case FromElsewhere:
		return tellElsewhere(tx, r, to)
	}
	practice, err := teams.ThePractice(tx, r.PracticeID)
	if errors.Is(err, db.ErrNotFound) || practice.Email == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	subject := "An answer to a referral: " + r.Reference()
	if to == MoreAsked {
		subject = "A question about a referral: " + r.Reference()
	}
	return messages.Queue(tx, messages.Message{
		Channel: messages.Email, To: practice.Email, Subject: subject, NotBefore: tx.Now().Add(UndoFor),
		Text:    "Hello,\n\nThere is news about referral " + r.Reference() + ". Log in to Linkwork and choose \"Sent referrals\" to read it.\n\nThis message names nobody on purpose.\n",
		Purpose: "referral-answer", AboutKind: "referral", AboutID: r.ID,
	})
}

// enterDecline puts the national code for "declined" on the list of what
// belongs in the practice's record.
func enterDecline(tx *db.Tx, by access.Actor, r Referral) error {
	return AddEntry(tx, PracticeEntry{
		ReferralID: r.ID, AccountID: by.AccountID, Day: dates.Of(tx.Now()),
		Words: "Social prescribing was offered. " + r.FullName() + " would rather not.",
	}, vocabulary.Declined)
}

// Undo takes back the last decision within UndoFor, and stops its message.
// ErrTooLate after that; db.ErrConflict when there is nothing to undo, or the
// person was taken on and casework decided.
func Undo(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			r, err := OfTeam(tx, by, id)
			if err != nil {
				return "", err
			}
			if r.PersonID != "" || r.State == Received {
				return "", db.ErrConflict
			}
			return id, UndoIn(tx, by, r)
		})
		return err
	})
}

// UndoIn brings a referral back to Received inside another act's write.
func UndoIn(tx *db.Tx, by access.Actor, r Referral) error {
	if tx.Now().Sub(r.StateSince) > UndoFor {
		return ErrTooLate
	}
	if err := dropEntries(tx, r.ID); err != nil {
		return err
	}
	events, err := Events(tx, r.ID)
	if err != nil {
		return err
	}
	if last := events[len(events)-1]; last.MessageID != "" {
		if err := messages.Stop(tx, last.MessageID); err != nil {
			return err
		}
	}
	return move(tx, r, 0, Event{ByID: by.AccountID, ByName: by.Name, To: Received, Reason: "undone"}, by.Audit())
}

// AnswerMore is the referrer's answer to a question: the referral is new again.
func AnswerMore(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			r, err := Get(tx, by, id)
			if err != nil {
				return "", err
			}
			return id, answerMore(tx, by.Audit(), r, words)
		})
		return err
	})
}

func answerMore(tx *db.Tx, by audit.Actor, r Referral, words string) error {
	var bad db.Invalid
	if words = strings.TrimSpace(words); words == "" || len([]rune(words)) > 4000 {
		bad.Add("words", "Write your answer, in up to 4,000 characters")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if r.State != MoreAsked {
		return db.ErrConflict
	}
	return move(tx, r, 0, Event{ByID: by.ID, ByName: by.Name, To: Received, Reason: "answered", Words: words}, by)
}

// Withdraw is the referrer taking a referral back before it is decided.
func Withdraw(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			r, err := Get(tx, by, id)
			if err != nil {
				return "", err
			}
			if by.PracticeID() == "" || r.PracticeID != by.PracticeID() {
				return "", db.ErrNotFound
			}
			return id, takeBack(tx, by.Audit(), r)
		})
		return err
	})
}

func takeBack(tx *db.Tx, by audit.Actor, r Referral) error {
	if !r.State.Undecided() {
		return db.ErrConflict
	}
	return move(tx, r, 0, Event{ByID: by.ID, ByName: by.Name, To: Withdrawn}, by)
}
