package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
)

func enqueue(t *testing.T, d *db.DB, kind string, args any, at time.Time) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error { return jobs.Enqueue(tx, kind, args, at) })
}

func tray(t *testing.T, d *db.DB) (tray jobs.Tray) {
	t.Helper()
	dbtest.Read(t, d, func(s *db.Snapshot) (err error) {
		tray, err = jobs.Look(s)
		return err
	})
	return tray
}

func TestDrainRunsWhatIsDueInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var did []string
		r := jobs.NewRunner(d, map[string]jobs.Handler{"note": func(_ context.Context, args json.RawMessage) error {
			did = append(did, string(args))
			return nil
		}})
		enqueue(t, d, "note", "later", dbtest.Start.Add(time.Hour))
		enqueue(t, d, "note", "second", time.Time{})
		enqueue(t, d, "note", "first", dbtest.Start.Add(-time.Minute))
		if got := tray(t, d); got != (jobs.Tray{Due: 2, Oldest: time.Minute}) {
			t.Errorf("tray %+v", got)
		}
		if err := r.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(did) != 2 || did[0] != `"first"` || did[1] != `"second"` {
			t.Errorf("did %q", did)
		}
		dbtest.ClockOf(d).Advance(time.Hour)
		if err := r.Drain(t.Context()); err != nil || len(did) != 3 {
			t.Errorf("did %q, %v", did, err)
		}
	})
}

func TestEachJobIsTakenByOneRunner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const many = 60
		dbtest.Write(t, d, func(tx *db.Tx) error {
			for i := range many {
				if err := jobs.Enqueue(tx, "count", i, time.Time{}); err != nil {
					return err
				}
			}
			return nil
		})
		var mu sync.Mutex
		seen := map[string]int{}
		r := jobs.NewRunner(d, map[string]jobs.Handler{"count": func(_ context.Context, args json.RawMessage) error {
			mu.Lock()
			defer mu.Unlock()
			seen[string(args)]++
			return nil
		}})
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := r.Drain(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for args, n := range seen {
			if n != 1 {
				t.Errorf("job %s ran %d times", args, n)
			}
		}
		if len(seen) != many {
			t.Errorf("%d of %d ran", len(seen), many)
		}
	})
}

func TestAFailingJobWaitsLongerAndDies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		clock, tries := dbtest.ClockOf(d), 0
		broken := errors.New("no answer")
		r := jobs.NewRunner(d, map[string]jobs.Handler{"call": func(context.Context, json.RawMessage) error {
			if tries++; tries%2 == 0 {
				panic("worse")
			}
			return broken
		}})
		enqueue(t, d, "call", nil, time.Time{})
		for range jobs.MaxTries {
			if err := r.Drain(t.Context()); err == nil {
				t.Fatal("no error")
			}
			if err := r.Drain(t.Context()); err != nil {
				t.Fatal("tried again without a pause")
			}
			clock.Advance(8 * time.Hour)
		}
		if tries != jobs.MaxTries {
			t.Errorf("tried %d times", tries)
		}
		if err := r.Drain(t.Context()); err != nil || tray(t, d).Dead != 1 {
			t.Errorf("not dead: %v", err)
		}
		var dead []jobs.Job
		dbtest.Read(t, d, func(s *db.Snapshot) (err error) {
			dead, err = jobs.Dead(s, 10)
			return err
		})
		if len(dead) != 1 || dead[0].LastError != "no answer" {
			t.Fatalf("dead %+v", dead)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return jobs.Revive(tx, dead[0].ID) })
		if r.Drain(t.Context()) == nil || tries != jobs.MaxTries+1 {
			t.Error("not revived")
		}
	})
}

func TestALeaseOfADeadProcessEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, "once", nil, time.Time{})
		died := jobs.NewRunner(d, map[string]jobs.Handler{"once": func(context.Context, json.RawMessage) error {
			// While this one hangs, its lease runs out and another finishes the job.
			other := jobs.NewRunner(d, map[string]jobs.Handler{"once": func(context.Context, json.RawMessage) error { return nil }})
			if err := other.Drain(t.Context()); err != nil || tray(t, d) != (jobs.Tray{}) {
				t.Error("took a job that was leased")
			}
			dbtest.ClockOf(d).Advance(3 * time.Minute)
			if err := other.Drain(t.Context()); err != nil {
				t.Error(err)
			}
			return errors.New("late")
		}})
		if err := died.Drain(t.Context()); err == nil {
			t.Error("no error")
		}
		if got := tray(t, d); got != (jobs.Tray{}) {
			t.Errorf("the late one brought the job back: %+v", got)
		}
	})
}

func TestEnqueueOnlyKeepsOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for range 3 {
			dbtest.Write(t, d, func(tx *db.Tx) error { return jobs.EnqueueOnly(tx, "tidy", nil, time.Time{}) })
		}
		if got := tray(t, d); got.Due != 1 {
			t.Errorf("tray %+v", got)
		}
	})
}

func TestRunStopsAndWaits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, "slow", nil, time.Time{})
		ctx, stop := context.WithCancel(t.Context())
		returned := false
		r := jobs.NewRunner(d, map[string]jobs.Handler{"slow": func(work context.Context, _ json.RawMessage) error {
			stop()
			<-work.Done()
			returned = true
			return work.Err()
		}})
		r.Run(ctx)
		if !returned {
			t.Error("Run returned before its job")
		}
		if got := tray(t, d); got.Due != 1 {
			t.Errorf("the job is not back: %+v", got)
		}
	})
}
