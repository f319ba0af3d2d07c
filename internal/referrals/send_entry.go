package referrals

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// NotSent is an entry that could not be sent, and why.
type NotSent struct {
	Entry PracticeEntry
	Why   string
}

// SendEntries hands entries of the actor to the practices of the people whom
// they are about, so that the practices' own staff put them in. Those that
// cannot go stay to be copied, each with the reason; those that are there
// already or were sent stay as they are. An entry of somebody else's is
// db.ErrNotFound. A practice is told by mail once a day at most, without a name.
func SendEntries(ctx context.Context, d *db.DB, by access.Actor, key once.Key, ids []string) (not []NotSent, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		not = nil
		_, _, err := once.Do(tx, key, func() (string, error) {
			var practices []string
			for _, id := range ids {
				e, why, err := sendEntry(tx, by, id)
				if err != nil {
					return "", err
				}
				if why != "" {
					not = append(not, NotSent{e, why})
				} else if e.SentTo != "" && !slices.Contains(practices, e.SentTo) {
					practices = append(practices, e.SentTo)
				}
			}
			for _, id := range practices {
				if err := tellOfEntries(tx, id); err != nil {
					return "", err
				}
			}
			return "", nil
		})
		return err
	})
	return not, err
}

func sendEntry(tx *db.Tx, by access.Actor, id string) (e PracticeEntry, why string, err error) {
	e, err = db.One(tx, scanEntry, entryColumns+` WHERE e.id = $1 AND `+entryOf("$2"), id, by.AccountID)
	if err != nil || e.Sent() || !e.CopiedAt.IsZero() {
		return e, "", err
	}
	practiceID, why, err := mayGoTo(tx, by, e)
	if err != nil || why != "" {
		return e, why, err
	}
	if _, err := tx.Exec(`UPDATE practice_entries SET sent_to = $2, sent_at = $3, sent_by = $4, came_back = '' WHERE id = $1`,
		e.ID, practiceID, tx.Now().UnixMilli(), by.Name); err != nil {
		return e, "", err
	}
	e.SentTo = practiceID
	return e, "", audit.Change(tx, by.Audit(), "practice-entry.sent", e.PersonID, "practice-entry", e.ID)
}

// mayGoTo is the practice that an entry may go to, or why it may not go.
func mayGoTo(tx *db.Tx, by access.Actor, e PracticeEntry) (practiceID, why string, err error) {
	if e.PersonID == "" {
		r, err := Unscoped(tx, e.ReferralID)
		if err == nil && r.PracticeID == "" {
			why = "The GP practice is not known."
		}
		return r.PracticeID, why, err
	}
	person, err := people.Get(tx, by, e.PersonID)
	if err != nil {
		return "", "", err
	}
	if person.PracticeID == "" {
		return "", person.CalledName() + "’s GP practice is not known. Add it to their details.", nil
	}
	said, err := people.Permissions(tx, person.ID)
	if err != nil {
		return "", "", err
	}
	if yes, asked := people.Allows(said, "practice", person.PracticeID, "letter", dates.Of(tx.Now())); asked && !yes {
		return "", person.CalledName() + " said no to entries for the practice.", nil
	}
	return person.PracticeID, "", nil
}

func tellOfEntries(tx *db.Tx, practiceID string) error {
	practice, err := teams.ThePractice(tx, practiceID)
	if err != nil || practice.Email == "" {
		return err // without an address they wait on the practice's page
	}
	told, err := messages.About(tx, "practice-entries", practiceID)
	if err != nil || len(told) > 0 && dates.Of(told[0].QueuedAt) == dates.Of(tx.Now()) {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: practice.Email, Subject: "Linkwork: entries for your practice's records",
		Text:    "Hello,\n\nA link worker has entries for the records of people at your practice. Log in to Linkwork and choose \"For your records\" to copy them.\n\nThis message names nobody on purpose.\n",
		Purpose: "practice-entries", AboutKind: "practice-entries", AboutID: practiceID})
	return err
}

// AtThePractice lists what was sent to the actor's practice: what waits to be
// put in, oldest first, and what was put in during the last 30 days.
func AtThePractice(r db.Reader, by access.Actor) (waiting, lately []PracticeEntry, err error) {
	theirs := entryColumns + ` WHERE e.sent_to = $1 AND ` + access.WorkSeenBy("''", "e.sent_to", "$2")
	if waiting, err = db.List(r, scanEntry, theirs+` AND e.copied_at IS NULL ORDER BY e.day, e.id LIMIT 200`, by.PracticeID(), by.AccountID); err != nil {
		return nil, nil, err
	}
	lately, err = db.List(r, scanEntry, theirs+` AND e.copied_at > $3 ORDER BY e.copied_at DESC, e.id DESC LIMIT 100`,
		by.PracticeID(), by.AccountID, r.Now().AddDate(0, 0, -30).UnixMilli())
	return waiting, lately, err
}

// PutIn says that an entry is in the record of the actor's practice now.
func PutIn(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return answerEntry(ctx, d, by, key, id, "practice-entry.copied", func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE practice_entries SET copied_at = $2, copied_by = $3 WHERE id = $1`, id, tx.Now().UnixMilli(), by.Name)
		return err
	})
}

// SendBack returns an entry to the link worker with the practice's reason.
func SendBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, why string) error {
	var bad db.Invalid
	if why = strings.TrimSpace(why); why == "" || len([]rune(why)) > 200 {
		bad.Add("why", "Say in a few words why it cannot go in, up to 200 characters")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return answerEntry(ctx, d, by, key, id, "practice-entry.came-back", func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE practice_entries SET sent_to = NULL, sent_at = NULL, came_back = $2 WHERE id = $1`, id, why)
		return err
	})
}

func answerEntry(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, act string, change func(*db.Tx) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			e, err := db.One(tx, scanEntry, entryColumns+` WHERE e.id = $1 AND e.sent_to = $2 AND `+access.WorkSeenBy("''", "e.sent_to", "$3"), id, by.PracticeID(), by.AccountID)
			if err != nil {
				return "", err
			}
			if !e.CopiedAt.IsZero() {
				return "", db.ErrConflict
			}
			if err := change(tx); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), act, e.PersonID, "practice-entry", id)
		})
		return err
	})
}
