package once_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

// send does something once; what it makes has a new id each time.
func send(d *db.DB, key once.Key) (id string, repeated bool, err error) {
	err = d.Write(context.Background(), func(tx *db.Tx) (err error) {
		id, repeated, err = once.Do(tx, key, func() (string, error) { return tx.NewID(), nil })
		return err
	})
	return id, repeated, err
}

func TestTheSameAgainReturnsTheFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key := once.Key{Actor: "asha", Token: "t1", BodyHash: "h1"}
		first, repeated, err := send(d, key)
		if err != nil || repeated {
			t.Fatal(repeated, err)
		}
		if id, repeated, err := send(d, key); id != first || !repeated || err != nil {
			t.Errorf("again: %s, %v, %v", id, repeated, err)
		}
		_, _, err = send(d, once.Key{Actor: "asha", Token: "t1", BodyHash: "h2"})
		if !errors.Is(err, once.ErrOther) || !errors.Is(err, db.ErrConflict) {
			t.Errorf("another body: %v", err)
		}
		for _, other := range []once.Key{{Actor: "ben", Token: "t1", BodyHash: "h1"}, {Actor: "asha", Token: "t2", BodyHash: "h1"}, {}, {}} {
			if id, repeated, err := send(d, other); id == first || repeated || err != nil {
				t.Errorf("%+v: %s, %v, %v", other, id, repeated, err)
			}
		}
	})
}

func TestWhatFailedIsNotRemembered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key := once.Key{Actor: "asha", Token: "t1", BodyHash: "h1"}
		sorry := errors.New("sorry")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, _, err := once.Do(tx, key, func() (string, error) { return "", sorry })
			return err
		})
		if !errors.Is(err, sorry) {
			t.Fatal(err)
		}
		if _, repeated, err := send(d, key); repeated || err != nil {
			t.Error(repeated, err)
		}
	})
}

func TestFiftyClicksAreOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var mu sync.Mutex
		seen, fresh := map[string]int{}, 0
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				id, repeated, err := send(d, once.Key{Actor: "asha", Token: "t1", BodyHash: "h1"})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				seen[id]++
				if !repeated {
					fresh++
				}
			})
		}
		all.Wait()
		if len(seen) != 1 || fresh != 1 {
			t.Errorf("%d results, %d fresh", len(seen), fresh)
		}
	})
}

func TestForget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key := once.Key{Actor: "asha", Token: "t1", BodyHash: "h1"}
		send(d, key)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			n, err := once.Forget(tx, dbtest.Start.AddDate(0, 1, 0))
			if n != 1 {
				t.Errorf("forgot %d", n)
			}
			return err
		})
		if _, repeated, err := send(d, key); repeated || err != nil {
			t.Error(repeated, err)
		}
	})
}
