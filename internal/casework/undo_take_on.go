package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// UndoTake takes a case back within referrals.UndoFor if nothing was recorded
// in it: the referral is new again, and a person made for it is gone.
// referrals.ErrTooLate afterwards; db.ErrConflict if something was recorded.
func UndoTake(ctx context.Context, d *db.DB, by access.Actor, key once.Key, referralID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return referralID, undoTakeOf(tx, by, referralID) })
		return err
	})
}

func undoTakeOf(tx *db.Tx, by access.Actor, referralID string) error {
	r, err := referrals.OfTeam(tx, by, referralID)
	if err != nil {
		return err
	}
	c, err := ByReferral(tx, referralID)
	if err != nil {
		return err
	}
	if done, err := begun(tx, c); err != nil || done {
		return cmp.Or(err, db.ErrConflict)
	}
	return undoTake(tx, by, r, c)
}

func undoTake(tx *db.Tx, by access.Actor, r referrals.Referral, c Case) error {
	if err := referrals.Unlink(tx, by, r); err != nil {
		return err
	}
	for _, statement := range []string{`DELETE FROM needs WHERE case_id = $1`, `DELETE FROM plans WHERE case_id = $1`, `DELETE FROM cases WHERE id = $1`} {
		if _, err := tx.Exec(statement, c.ID); err != nil {
			return err
		}
	}
	for _, drop := range []func(*db.Tx, string) error{diary.FinishAll, diary.CancelAll} {
		if err := drop(tx, c.PersonID); err != nil {
			return err
		}
	}
	if err := relieve(tx, c); err != nil {
		return err
	}
	var err error
	if c.NewPerson {
		err = people.Forget(tx, c.PersonID)
	} else {
		err = people.TakeBack(tx, c.PersonID, c.OpenedAt)
	}
	if err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "case.undone", c.PersonID, "case", c.ID)
}

// relieve ends the care that a case began; somebody whom the team supported
// before goes back to the worker of that time.
func relieve(tx *db.Tx, c Case) error {
	before, err := db.List(tx, scanCase, caseColumns+` WHERE c.person_id = $1 AND c.team_id = $2 ORDER BY c.opened_at DESC LIMIT 1`, c.PersonID, c.TeamID)
	if err != nil {
		return err
	}
	if len(before) == 0 {
		return access.Relieve(tx, c.PersonID, c.TeamID)
	}
	return access.Grant(tx, c.PersonID, c.TeamID, before[0].WorkerID)
}

// begun reports whether anything was recorded since a case was opened: it
// would be lost, or left without its person.
func begun(tx *db.Tx, c Case) (bool, error) {
	if c.State != Reaching {
		return true, nil
	}
	n, err := db.One(tx, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT (SELECT count(*) FROM contacts WHERE case_id = $1) + (SELECT count(*) FROM goals WHERE case_id = $1) +
		(SELECT count(*) FROM holdings WHERE case_id = $1) + (SELECT count(*) FROM strengths WHERE case_id = $1) +
		(SELECT count(*) FROM what_matters WHERE person_id = $2 AND recorded_at >= $3) + (SELECT count(*) FROM about_me WHERE person_id = $2 AND recorded_at >= $3)`,
		c.ID, c.PersonID, c.OpenedAt.UnixMilli())
	if err != nil || n > 0 {
		return true, err
	}
	made, err := connections.Of(tx, access.Actor{AccountID: c.WorkerID}, c.PersonID)
	if err != nil {
		return true, err
	}
	if asked, err := asking.Since(tx, c.PersonID, c.OpenedAt); err != nil || asked {
		return true, err
	}
	answered, err := measures.Of(tx, c.PersonID)
	since := func(at time.Time) bool { return !at.Before(c.OpenedAt) }
	return slices.ContainsFunc(made, func(n connections.Connection) bool { return since(n.UpdatedAt) }) ||
		slices.ContainsFunc(answered, func(m measures.Response) bool { return since(m.RecordedAt) }), err
}
