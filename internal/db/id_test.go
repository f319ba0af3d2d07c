package db_test

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

var uuid7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestIDsSortInTheOrderTheyAreMade(t *testing.T) {
	clock := said(t, db.NewID(dbtest.Start)).Add(time.Second) // later than any id so far
	last := db.NewID(clock)
	if at := said(t, last); !at.Equal(clock) {
		t.Errorf("%s says %v, not %v", last, at, clock)
	}
	for i := range 20_000 {
		switch i % 5000 {
		case 1000:
			clock = clock.Add(time.Millisecond)
		case 2000:
			clock = clock.Add(-24 * time.Hour)
		}
		id := db.NewID(clock)
		if id <= last || !uuid7.MatchString(id) {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
	if !uuid7.MatchString(db.NewID(time.Time{})) {
		t.Error("the zero time")
	}
}

// said is the time that an id says it was made.
func said(t *testing.T, id string) time.Time {
	t.Helper()
	ms, err := strconv.ParseInt(strings.Replace(id[:13], "-", "", 1), 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.UnixMilli(ms)
}

func TestIDsAreUnique(t *testing.T) {
	var seen sync.Map
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5000 {
				if _, twice := seen.LoadOrStore(db.NewID(dbtest.Start), true); twice {
					t.Error("the same id twice")
				}
			}
		})
	}
	all.Wait()
}
