package lonework

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/safeguarding"
	"linkwork/internal/vocabulary"
)

// act opens the write of something that happens on a visit which concerns the
// actor. db.ErrConflict if the visit may not go there any more.
func act(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, to State, do func(*db.Tx, *Visit) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		v, err := The(tx, by, id)
		if err != nil {
			return err
		}
		if !v.State.May(to) {
			return db.ErrConflict
		}
		return do(tx, &v)
	})
}

// own is act for the worker alone.
func own(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, to State, do func(*db.Tx, *Visit) error) error {
	return act(ctx, d, by, key, id, to, func(tx *db.Tx, v *Visit) error {
		if v.AccountID != by.AccountID {
			return db.ErrNotFound
		}
		return do(tx, v)
	})
}

// SetOut says that the worker is on the visit.
func SetOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return own(ctx, d, by, key, id, Out, func(tx *db.Tx, v *Visit) error {
		if v.State != Planned {
			return db.ErrConflict
		}
		v.State, v.StartedAt = Out, tx.Now()
		if err := v.save(tx, later(tx, v.BackBy)); err != nil {
			return err
		}
		return v.happened(tx, by.Audit(), "set-out", "Set out", "")
	})
}

// later is a time, or now if it is over.
func later(tx *db.Tx, at time.Time) time.Time {
	if at.Before(tx.Now()) {
		return tx.Now()
	}
	return at
}

// Longer are the minutes that a worker can add at once.
var Longer = []int{15, 30, 60}

// TakeLonger gives the worker more minutes from now, or from the expected time
// if that is later. An alarm ends by it: the worker can answer.
func TakeLonger(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, minutes int) error {
	return own(ctx, d, by, key, id, Out, func(tx *db.Tx, v *Visit) error {
		if !slices.Contains(Longer, minutes) {
			var bad db.Invalid
			bad.Add("minutes", "Choose how much longer")
			return bad.Err()
		}
		rang := v.State.Ringing()
		if err := v.standDown(tx); err != nil {
			return err
		}
		if v.State != Planned {
			v.State = Out
		}
		from := later(tx, v.BackBy)
		v.after += int(from.Sub(v.BackBy)/time.Minute) + minutes
		v.BackBy, v.reminded = from.Add(time.Duration(minutes)*time.Minute), false
		if rang {
			v.clearAlarm()
		}
		if err := v.save(tx, v.BackBy); err != nil {
			return err
		}
		return v.happened(tx, by.Audit(), "longer", "Takes longer", "")
	})
}

// CheckOut says that the worker has left and is safe.
func CheckOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return own(ctx, d, by, key, id, Back, func(tx *db.Tx, v *Visit) error {
		if err := v.standDown(tx); err != nil {
			return err
		}
		v.State, v.EndedAt = Back, tx.Now()
		v.clearAlarm()
		if err := v.save(tx, time.Time{}); err != nil {
			return err
		}
		return v.happened(tx, by.Audit(), "checked-out", "Checked out", "")
	})
}

func (v *Visit) clearAlarm() { v.Help, v.passed, v.OwnerID, v.OwnerName = false, 0, "", "" }

// standDown tells whoever has an alarm that the worker has answered.
func (v Visit) standDown(tx *db.Tx) error {
	if !v.State.Ringing() || v.OwnerID == "" {
		return nil
	}
	there, err := safeguarding.Present(tx, []access.Lead{{AccountID: v.OwnerID}})
	for _, owner := range there {
		if err := owner.Tell(tx, v.matter(), "a check-in has come", "The check-in that was overdue has come. You need not do anything more."); err != nil {
			return err
		}
	}
	return err
}

// CallOff ends a plan before the visit began.
func CallOff(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return own(ctx, d, by, key, id, CalledOff, func(tx *db.Tx, v *Visit) error {
		return v.callOff(tx, by.Name, "Timer called off")
	})
}

func (v *Visit) callOff(tx *db.Tx, byName, what string) error {
	v.State, v.EndedAt = CalledOff, tx.Now()
	if err := v.save(tx, time.Time{}); err != nil {
		return err
	}
	return v.note(tx, byName, what, "")
}

// AskForHelp makes an alarm of a visit at once. texts says whether texts can go
// out.
func AskForHelp(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, texts bool) error {
	return own(ctx, d, by, key, id, Alarm, func(tx *db.Tx, v *Visit) error {
		v.clearAlarm()
		v.Help = true
		if err := v.happened(tx, by.Audit(), "help-asked", "Asked for help", ""); err != nil {
			return err
		}
		return v.raise(tx, texts)
	})
}

// Answer says that the actor is on it: nobody else is told any more. Somebody
// else of the chain can take it over.
func Answer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return act(ctx, d, by, key, id, Answered, func(tx *db.Tx, v *Visit) error {
		if v.AccountID == by.AccountID {
			return db.ErrNotFound // nobody answers their own alarm
		}
		if v.State == Answered && v.OwnerID == by.AccountID {
			return nil
		}
		v.State, v.OwnerID, v.OwnerName = Answered, by.AccountID, by.Name
		if err := v.save(tx, tx.Now().Add(time.Hour)); err != nil {
			return err
		}
		return v.happened(tx, by.Audit(), "answered", "Is on it", "")
	})
}

// Finish ends an alarm that the actor has answered, with what became of it.
func Finish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, outcome, words string) error {
	return act(ctx, d, by, key, id, Closed, func(tx *db.Tx, v *Visit) error {
		if v.AccountID == by.AccountID || v.OwnerID != by.AccountID {
			return db.ErrConflict // take it over first
		}
		var bad db.Invalid
		if !vocabulary.AlarmOutcomes.Has(outcome) {
			bad.Add("outcome", "Choose what became of it")
		}
		if words = strings.TrimSpace(words); len([]rune(words)) > 1000 {
			bad.Add("words", "Use 1,000 characters or fewer")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		v.State, v.Outcome, v.EndedAt = Closed, outcome, tx.Now()
		if err := v.save(tx, time.Time{}); err != nil {
			return err
		}
		return v.happened(tx, by.Audit(), "alarm-ended", vocabulary.AlarmOutcomes.Label(outcome), words)
	})
}
