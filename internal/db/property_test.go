package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// fates are what may become of a closure.
var fates = []string{"fine", "error", "panic", "duplicate", "swallowed", "cancelled before", "cancelled during", "lost", "deferred"}

// TestWhatIsAcknowledgedIsThere writes in many ways at once: a slip is there if
// and only if its Write returned nil.
func TestWhatIsAcknowledgedIsThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, adds("there"))
		want := []string{"there"}
		round := 0
		rapid.Check(t, func(r *rapid.T) {
			round++
			plan := rapid.SliceOfN(rapid.SampledFrom(fates), 1, 24).Draw(r, "fates")
			var mu sync.Mutex
			var all sync.WaitGroup
			for i, fate := range plan {
				id := fmt.Sprintf("%06d-%02d", round, i)
				all.Go(func() {
					if meet(d, fate, id) == nil {
						mu.Lock()
						defer mu.Unlock()
						want = append(want, id)
					}
				})
			}
			all.Wait()
			slices.Sort(want)
			if got := ids(t, d); !slices.Equal(got, want) {
				r.Fatalf("there are %d slips, %d were acknowledged", len(got), len(want))
			}
		})
	})
}

// meet writes the slip id in a closure that meets its fate.
func meet(d *db.DB, fate, id string) (err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if fate == "cancelled before" {
		cancel()
	}
	defer func() {
		if recover() != nil {
			err = errors.New("panicked")
		}
	}()
	return d.Write(ctx, func(tx *db.Tx) error {
		if err := add(tx, id); err != nil {
			return err
		}
		switch fate {
		case "error":
			return errors.New("sorry")
		case "panic":
			panic("worse")
		case "duplicate":
			return add(tx, id)
		case "swallowed":
			add(tx, id)
		case "cancelled during":
			cancel()
		}
		if d.Engine() == "sqlite" {
			return meetSQLite(tx, fate)
		}
		return nil
	})
}

// meetSQLite has the fates that one engine knows: the whole transaction goes,
// or its commit is refused.
func meetSQLite(tx *db.Tx, fate string) (err error) {
	switch fate {
	case "lost":
		_, err = tx.Exec(`INSERT OR ROLLBACK INTO slips (id, n) VALUES ('there', 1)`)
	case "deferred":
		if _, err = tx.Exec(`PRAGMA defer_foreign_keys = 1`); err == nil {
			_, err = tx.Exec(`INSERT INTO slips (id, parent, n) VALUES ($1, 'nobody', 1)`, tx.NewID())
		}
	}
	return err
}
