package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"linkwork/internal/db"
)

// Handler does one kind of work. ctx ends before the lease does. An error, or
// a panic, means that the job is to be tried again.
type Handler func(ctx context.Context, args json.RawMessage) error

// Runner takes jobs and does them.
type Runner struct {
	db       *db.DB
	handlers map[string]Handler
	kinds    []any // of jobs it can do
	lock     string
}

const (
	workers = 4
	look    = 500 * time.Millisecond // between looks at an empty tray
	trouble = 5 * time.Second        // and at one that cannot be looked at
)

// NewRunner makes a runner with a handler for each kind of job that it can do.
// It leaves other kinds to others: while a network renews its processes one by
// one, an old one must not take, and bury, the jobs of a new one.
func NewRunner(d *db.DB, handlers map[string]Handler) *Runner {
	r := &Runner{db: d, handlers: handlers}
	for _, kind := range slices.Sorted(maps.Keys(handlers)) {
		r.kinds = append(r.kinds, kind)
	}
	if d.Engine() == "postgres" {
		r.lock = "FOR UPDATE SKIP LOCKED"
	}
	return r
}

// Run does due jobs, several at a time, until ctx ends; it returns when those
// under way have returned.
func (r *Runner) Run(ctx context.Context) {
	var all sync.WaitGroup
	for range workers {
		all.Go(func() { r.work(ctx) })
	}
	all.Wait()
}

func (r *Runner) work(ctx context.Context) {
	for ctx.Err() == nil {
		did, err := r.next(ctx)
		if did {
			continue
		}
		pause := look
		if err != nil && ctx.Err() == nil {
			slog.Warn("jobs: cannot take a job", "err", err)
			pause = trouble
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// Drain does every job that is due now and that it can do, and those that they
// make due, and returns what failed. For tests and the demo.
func (r *Runner) Drain(ctx context.Context) error {
	var failed []error
	for ctx.Err() == nil {
		j, err := r.take(ctx)
		if errors.Is(err, db.ErrNotFound) {
			return errors.Join(failed...)
		}
		if err != nil {
			return err
		}
		if err := r.do(ctx, j); err != nil {
			failed = append(failed, err)
		}
	}
	return ctx.Err()
}

// next does one due job, if there is one.
func (r *Runner) next(ctx context.Context) (did bool, err error) {
	j, err := r.take(ctx)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if r.do(ctx, j) != nil {
		slog.Warn("jobs: will be tried again", "kind", j.Kind, "id", j.ID, "tries", j.Tries) // the error may name people: it is in the job
	}
	return true, nil
}

// take looks before it claims, so that an empty tray costs no write.
func (r *Runner) take(ctx context.Context) (j Job, err error) {
	if len(r.kinds) == 0 {
		return Job{}, db.ErrNotFound
	}
	var some bool
	err = r.db.Read(ctx, func(s *db.Snapshot) (err error) {
		some, err = due(s, r.kinds)
		return err
	})
	if err != nil {
		return Job{}, err
	}
	if !some {
		return Job{}, db.ErrNotFound
	}
	err = r.db.Write(ctx, func(tx *db.Tx) (err error) {
		j, err = claim(tx, r.kinds, r.lock)
		return err
	})
	return j, err
}
