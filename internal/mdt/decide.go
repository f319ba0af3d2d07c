package mdt

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// Decision is what a meeting decided about a person.
type Decision struct {
	ItemID  string
	Version int
	Words   string
	OwnerID string     // account of the team that does it, or
	Owner   string     // who does it at the practice; both empty: nothing to do
	Due     dates.Date // zero: no day was named
}

func (x *Decision) tidy(today dates.Date) error {
	var bad db.Invalid
	x.Words, x.Owner = strings.TrimSpace(x.Words), strings.TrimSpace(x.Owner)
	if x.Words == "" || len([]rune(x.Words)) > 1000 {
		bad.Add("decision", "Write what was decided, in up to 1,000 characters")
	}
	if len([]rune(x.Owner)) > 100 {
		bad.Add("owner", "Use 100 characters or fewer")
	}
	if x.OwnerID != "" && x.Owner != "" {
		bad.Add("owner", "Choose one of the team, or name somebody of the practice, not both")
	}
	if !x.Due.IsZero() && x.Due.Before(today) {
		bad.Add("due", "The day must be today or later")
	}
	return bad.Err()
}

// Decide keeps what was decided about a person whom the actor may see. What one
// of the team does becomes their task; where the person was named, the practice
// gets an entry for its record to copy. db.ErrConflict if somebody saved first
// or it was decided before.
func Decide(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x Decision) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		x := x // a write may run twice
		i, err := theItem(tx, by, x.ItemID)
		if err != nil {
			return err
		}
		if i.Version != x.Version || i.State != Raised {
			return db.ErrConflict
		}
		if err := x.tidy(dates.Of(tx.Now())); err != nil {
			return err
		}
		if err := x.give(tx, by, i); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE mdt_items SET state = 'discussed', decision = $2, owner_id = $3, owner_name = $4, due = $5, version = version + 1 WHERE id = $1`,
			i.ID, x.Words, x.OwnerID, x.Owner, x.Due); err != nil {
			return err
		}
		if err := x.forPractice(tx, by, i); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "mdt.decided", i.PersonID, "mdt-item", i.ID)
	})
}

// give makes the task of whoever of the team does it.
func (x *Decision) give(tx *db.Tx, by access.Actor, i Item) error {
	if x.OwnerID == "" {
		return nil
	}
	takers, err := diary.Takers(tx, by, i.PersonID)
	if err != nil {
		return err
	}
	if !slices.Contains(takers, x.OwnerID) {
		var bad db.Invalid
		bad.Add("owner_id", "Choose somebody of the team who may see the person")
		return bad.Err()
	}
	names, err := identity.Names(tx, []string{x.OwnerID})
	if err != nil {
		return err
	}
	x.Owner = names[x.OwnerID]
	due := x.Due
	if due.IsZero() {
		due = dates.Of(tx.Now()).AddDays(7).NextWorkingDay()
	}
	_, err = diary.Add(tx, diary.Task{AccountID: x.OwnerID, PersonID: i.PersonID, Kind: diary.Noted, AboutID: i.ID, Title: "From the practice’s meeting: " + referrals.Shortened(x.Words, 120), Due: due})
	return err
}

func (x Decision) forPractice(tx *db.Tx, by access.Actor, i Item) error {
	if !i.Named {
		return nil
	}
	c, open, err := casework.OpenOf(tx, i.PersonID)
	if err != nil || !open {
		return err
	}
	words := "Discussed at the practice’s team meeting with the social prescribing link worker. " + referrals.Shortened(x.Words, 200)
	if x.Owner != "" {
		words += " (" + x.Owner + ")"
	}
	return referrals.AddEntry(tx, referrals.PracticeEntry{ReferralID: c.ReferralID, PersonID: i.PersonID, AccountID: by.AccountID, AboutID: i.ID, Day: i.Day, Words: words}, vocabulary.NationalCode{})
}

// Withdraw takes a person off the list before they were discussed.
func Withdraw(ctx context.Context, d *db.DB, by access.Actor, key once.Key, itemID string, version int) error {
	return move(ctx, d, by, key, itemID, version, "mdt.withdrawn", func(tx *db.Tx, i Item) error {
		_, err := tx.Exec(`UPDATE mdt_items SET state = 'withdrawn', version = version + 1 WHERE id = $1`, i.ID)
		return err
	})
}

// TakeToNext takes a person who was not reached to the next meeting of the
// practice; *db.Invalid if none is planned.
func TakeToNext(ctx context.Context, d *db.DB, by access.Actor, key once.Key, itemID string, version int) error {
	return move(ctx, d, by, key, itemID, version, "mdt.taken-on", func(tx *db.Tx, i Item) error {
		next, err := db.List(tx, func(s db.Scanner) (id string, err error) {
			err = s.Scan(&id)
			return
		}, `SELECT m.id FROM mdt_meetings m JOIN mdt_meetings now ON now.id = $1 AND now.practice_id = m.practice_id
			WHERE m.cancelled = '' AND m.id <> now.id AND (m.day, m.starts) > (now.day, now.starts) AND m.day >= $2 ORDER BY m.day, m.starts, m.id LIMIT 1`, i.MeetingID, dates.Of(tx.Now()))
		if err != nil {
			return err
		}
		if len(next) == 0 {
			var bad db.Invalid
			bad.Add("decision", "No later meeting of this practice is planned. Plan it first")
			return bad.Err()
		}
		_, err = tx.Exec(`UPDATE mdt_items SET meeting_id = $2, version = version + 1 WHERE id = $1`, i.ID, next[0])
		return err
	})
}

func move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, itemID string, version int, what string, change func(*db.Tx, Item) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		i, err := theItem(tx, by, itemID)
		if err != nil {
			return err
		}
		if i.Version != version || i.State != Raised {
			return db.ErrConflict
		}
		if err := change(tx, i); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), what, i.PersonID, "mdt-item", i.ID)
	})
}
