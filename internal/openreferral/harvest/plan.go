package harvest

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
)

// JobPlan is the kind of job that begins harvests that are due.
const JobPlan = "openreferral.plan"

// lookEvery is how often the plan is looked at.
const lookEvery = 15 * time.Minute

// Plan begins to read every feed that is due, throws away files that nobody
// decided about, and plans the next look.
func Plan(tx *db.Tx) error {
	sources, err := directory.Sources(tx)
	if err != nil {
		return err
	}
	newest, err := Newest(tx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		last, read := newest[s.ID]
		if s.Kind != directory.Feed || s.EveryHours == 0 || read && !last.isDue(tx.Now(), s.EveryHours) {
			continue
		}
		if _, err := Start(tx, directory.By{}, s.ID, false); err != nil {
			return err
		}
	}
	return errors.Join(forget(tx), jobs.EnqueueOnly(tx, JobPlan, struct{}{}, tx.Now().Add(lookEvery)))
}

// stuckAfter is how long a harvest may make no progress before it is begun again.
const stuckAfter = 6 * time.Hour

func (h Harvest) isDue(now time.Time, everyHours int) bool {
	if h.State == Stopped || h.State == Reading && now.Sub(h.MovedAt) < stuckAfter {
		return false
	}
	return now.Sub(h.StartedAt) >= time.Duration(everyHours)*time.Hour
}

// ErrNotStopped is returned for going on with a harvest that does not wait for it.
var ErrNotStopped = errors.New("harvest: it does not wait for a decision")

// GoOn lets a stopped harvest miss what it did not find.
func GoOn(ctx context.Context, d *db.DB, by directory.By, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		h, err := Get(tx, id)
		if err != nil {
			return err
		}
		if h.State != Stopped {
			return ErrNotStopped
		}
		has, err := seen(tx, id)
		if err != nil {
			return err
		}
		h.By = by
		return h.miss(tx, has, true)
	})
}
