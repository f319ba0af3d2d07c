package jobs

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"linkwork/internal/db"
)

// do runs the handler of a leased job and settles the job. A runner that is
// told to stop lets the handler know, and still settles.
func (r *Runner) do(ctx context.Context, j Job) error {
	work, cancel := context.WithTimeout(ctx, leaseFor-10*time.Second)
	defer cancel()
	failed := r.handle(work, j)
	err := r.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if failed == nil {
			return finish(tx, j)
		}
		return giveBack(tx, j, failed, ctx.Err() != nil)
	})
	if failed != nil {
		return fmt.Errorf("%s %s: %w", j.Kind, j.ID, failed)
	}
	return err
}

func (r *Runner) handle(ctx context.Context, j Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return r.handlers[j.Kind](ctx, j.Args)
}

// giveBack plans the next try. A try that was cut short because the runner
// stops is no fault of the job's.
func giveBack(tx *db.Tx, j Job, failed error, stopping bool) error {
	now, why := tx.Now(), db.Storable(failed.Error())
	switch {
	case stopping:
		return putBack(tx, j, why, now, time.Time{})
	case j.Tries >= MaxTries:
		return putBack(tx, j, why, now, now)
	}
	w := wait(j.Tries)
	return putBack(tx, j, why, now.Add(w*3/4+rand.N(w/2)), time.Time{})
}
