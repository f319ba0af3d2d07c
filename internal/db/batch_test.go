package db_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// outcome is what came of one Write.
type outcome struct {
	err      error
	panicked any
	gone     bool // its goroutine ended
}

// batch runs acts side by side, on SQLite in one batch in the order given: a
// first closure keeps the writer until the others are in line.
func batch(t *testing.T, d *db.DB, acts ...func(*db.Tx) error) []outcome {
	t.Helper()
	return batchFor(t, d, nil, acts...)
}

// batchFor is batch with requests of their own for some of the acts.
func batchFor(t *testing.T, d *db.DB, requests map[int]context.Context, acts ...func(*db.Tx) error) []outcome {
	t.Helper()
	outcomes := make([]outcome, len(acts))
	var all sync.WaitGroup
	inLine, begun := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		began := sync.OnceFunc(func() { close(begun) })
		defer began() // also if it may not write
		d.Write(context.Background(), func(*db.Tx) error {
			began()
			<-inLine
			return nil
		})
	})
	<-begun
	for i, act := range acts {
		all.Add(1)
		go func() {
			defer all.Done()
			ctx, ok := requests[i]
			if !ok {
				ctx = context.Background()
			}
			outcomes[i] = watch(ctx, d, act)
		}()
		await(t, d, i+1)
	}
	close(inLine)
	all.Wait()
	return outcomes
}

// await waits until n closures are in line; PostgreSQL has no line.
func await(t *testing.T, d *db.DB, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); d.Engine() == "sqlite" && db.Waiting(d) < n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody in line")
		}
	}
}

// watch writes and tells what came of it, also if it does not return.
func watch(ctx context.Context, d *db.DB, act func(*db.Tx) error) (o outcome) {
	var end sync.WaitGroup
	end.Go(func() {
		o.gone = true
		defer func() {
			if o.panicked = recover(); o.panicked != nil {
				o.gone = false
			}
		}()
		o.err = d.Write(ctx, act)
		o.gone = false
	})
	end.Wait()
	return o
}

func adds(id string) func(*db.Tx) error { return func(tx *db.Tx) error { return add(tx, id) } }

// kept fails the test unless exactly these slips are there.
func kept(t *testing.T, d *db.DB, want ...string) {
	t.Helper()
	if got := ids(t, d); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
}

func fine(t *testing.T, o outcome) {
	t.Helper()
	if o != (outcome{}) {
		t.Errorf("a neighbour was harmed: %+v", o)
	}
}

func TestABatchIsOneCommit(t *testing.T) {
	d := dbtest.SQLite(t)
	slips(t, d)
	before := d.Stats()
	for _, o := range batch(t, d, adds("a"), adds("b"), adds("c")) {
		fine(t, o)
	}
	kept(t, d, "a", "b", "c")
	if after := d.Stats(); after.Commits != before.Commits+1 || after.Writes != before.Writes+4 {
		t.Errorf("from %+v to %+v", before, after)
	}
}

func TestAnErrorHarmsNoNeighbour(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		sorry := errors.New("sorry")
		got := batch(t, d, adds("a"), func(tx *db.Tx) error { return errors.Join(add(tx, "b"), sorry) },
			func(tx *db.Tx) error { return errors.Join(add(tx, "b2"), add(tx, "b2")) }, adds("c"))
		fine(t, got[0])
		fine(t, got[3])
		if !errors.Is(got[1].err, sorry) || !errors.Is(got[2].err, db.ErrDuplicate) {
			t.Errorf("got %+v", got)
		}
		kept(t, d, "a", "c")
	})
}

func TestAPanicHarmsNoNeighbour(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		got := batch(t, d, adds("a"),
			func(tx *db.Tx) error { add(tx, "b"); panic("worse") },
			func(tx *db.Tx) error { add(tx, "b2"); runtime.Goexit(); return nil },
			adds("c"),
			func(tx *db.Tx) error { add(tx, "d"); panic("last") })
		fine(t, got[0])
		fine(t, got[3])
		if got[1].panicked != "worse" || !got[2].gone || got[4].panicked != "last" {
			t.Errorf("got %+v", got)
		}
		kept(t, d, "a", "c")
	})
}

func TestACancelledRequestHarmsNoNeighbour(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		ctx, cancel := context.WithCancel(t.Context())
		got := batchFor(t, d, map[int]context.Context{1: ctx}, adds("a"), func(tx *db.Tx) error {
			cancel()
			if tx.Context().Err() != nil {
				t.Error("the closure was told to stop")
			}
			return add(tx, "b")
		}, adds("c"))
		for _, o := range got {
			fine(t, o)
		}
		if err := d.Write(ctx, adds("never")); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled before: %v", err)
		}
		kept(t, d, "a", "b", "c")
	})
}

func TestACancelledRequestInLineDoesNotRun(t *testing.T) {
	d := dbtest.SQLite(t)
	slips(t, d)
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	var last error
	got := batch(t, d, adds("a"), func(tx *db.Tx) error {
		if ctx.Err() == nil {
			all.Go(func() { last = d.Write(ctx, adds("never")) })
			await(t, d, 1)
			cancel()
		}
		return add(tx, "b")
	})
	all.Wait()
	fine(t, got[0])
	fine(t, got[1])
	if !errors.Is(last, context.Canceled) {
		t.Errorf("got %v", last)
	}
	kept(t, d, "a", "b") // also: the one that did not run committed for those before
}

func TestAFullDiskHarmsNoNeighbour(t *testing.T) {
	d := dbtest.SQLite(t)
	slips(t, d)
	if err := db.RunOnWriter(d, "PRAGMA max_page_count = 200"); err != nil {
		t.Fatal(err)
	}
	tooMuch := func(tx *db.Tx) error {
		for i := range 100_000 {
			if err := add(tx, fmt.Sprintf("much %07d", i)); err != nil {
				return err
			}
		}
		return nil
	}
	got := batch(t, d, adds("a"), tooMuch, adds("c"))
	fine(t, got[0])
	fine(t, got[2])
	if !errors.Is(got[1].err, db.ErrUnavailable) {
		t.Errorf("got %v", got[1].err)
	}
	kept(t, d, "a", "c")
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("a write has succeeded since: %v", err)
	}
	if err := d.Write(t.Context(), tooMuch); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	kept(t, d, "a", "c")
	write(t, d, adds("d"))
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("after a write: %v", err)
	}
}

func TestALostTransactionHarmsNoNeighbour(t *testing.T) {
	d := dbtest.SQLite(t)
	slips(t, d)
	write(t, d, adds("there"))
	before := d.Stats()
	lose := func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT OR ROLLBACK INTO slips (id, n) VALUES ('there', 1)`)
		return err
	}
	sorry := errors.New("sorry")
	got := batch(t, d, adds("a"), func(*db.Tx) error { return sorry }, lose, adds("c"),
		func(tx *db.Tx) error { lose(tx); return nil }, // whatever it says
		adds("d"), lose)
	for _, i := range []int{0, 3, 5} {
		fine(t, got[i])
	}
	for _, i := range []int{2, 4, 6} {
		if !errors.Is(got[i].err, db.ErrDuplicate) {
			t.Errorf("%d: %v", i, got[i].err)
		}
	}
	if !errors.Is(got[1].err, sorry) {
		t.Errorf("got %v", got[1].err)
	}
	kept(t, d, "a", "c", "d", "there")
	if again := d.Stats().Again - before.Again; again < 4 {
		t.Errorf("ran %d again", again)
	}
}

func TestACommitThatIsRefusedHarmsNoNeighbour(t *testing.T) {
	d := dbtest.SQLite(t)
	slips(t, d)
	got := batch(t, d, adds("a"), func(tx *db.Tx) error {
		if _, err := tx.Exec(`PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO slips (id, parent, n) VALUES ('b', 'nobody', 1)`)
		return err
	}, adds("c"))
	fine(t, got[0])
	fine(t, got[2])
	if !errors.Is(got[1].err, db.ErrReference) {
		t.Errorf("got %v", got[1].err)
	}
	kept(t, d, "a", "c")
}
