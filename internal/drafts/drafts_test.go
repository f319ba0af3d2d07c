package drafts_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/drafts"
)

func words(w string) url.Values { return url.Values{"words": {w}, "needs": {"food", "money"}} }

func load(t *testing.T, d *db.DB, owner, key string) (draft drafts.Draft, err error) {
	t.Helper()
	err = d.Read(t.Context(), func(s *db.Snapshot) (err error) {
		draft, err = drafts.Load(s, owner, key)
		return err
	})
	return draft, err
}

func TestADraftIsItsOwners(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		save := func(owner, w string) {
			dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.Save(tx, owner, "contact/p1", words(w)) })
		}
		save("asha", "half a sen")
		save("ben", "mine")
		dbtest.ClockOf(d).Advance(10 * time.Second)
		save("asha", "half a sentence: “ćwierć”")

		got, err := load(t, d, "asha", "contact/p1")
		if err != nil || got.Fields.Get("words") != "half a sentence: “ćwierć”" || len(got.Fields["needs"]) != 2 {
			t.Fatalf("got %+v, %v", got, err)
		}
		if !got.SavedAt.Equal(dbtest.Start.Add(10 * time.Second)) {
			t.Errorf("saved at %v", got.SavedAt)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.Drop(tx, "asha", "contact/p1") })
		if _, err := load(t, d, "asha", "contact/p1"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("still there: %v", err)
		}
		if got, err := load(t, d, "ben", "contact/p1"); err != nil || got.Fields.Get("words") != "mine" {
			t.Errorf("the other's: %+v, %v", got, err)
		}
	})
}

func TestTwoTabsLoseNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		save := func(w string, seen time.Time) (other drafts.Draft, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) (err error) {
				other, err = drafts.SaveSince(tx, "asha", "contact/p1", words(w), seen)
				return err
			})
			return other, err
		}
		if _, err := save("first tab", time.Time{}); err != nil {
			t.Fatal(err)
		}
		dbtest.ClockOf(d).Advance(time.Second)
		other, err := save("second tab", time.Time{})
		if !errors.Is(err, db.ErrConflict) || other.Fields.Get("words") != "first tab" {
			t.Fatalf("got %+v, %v", other, err)
		}
		if _, err := save("both", other.SavedAt); err != nil {
			t.Fatal(err)
		}
	})
}

func TestADraftExpires(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.Save(tx, "asha", "k", words("old")) })
		dbtest.ClockOf(d).Advance(drafts.Keep)
		if _, err := load(t, d, "asha", "k"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("shown after its time: %v", err)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			n, err := drafts.Expire(tx)
			if n != 1 {
				t.Errorf("%d expired", n)
			}
			return err
		})
	})
}

func TestOnlyTheLatestOfAKindAreKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, key := range []string{"find-p1-a", "find-p1-b", "find-p1-c", "find-p2-a", "contact/p1"} {
			dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.Save(tx, "asha", key, words(key)) })
			dbtest.ClockOf(d).Advance(time.Second)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.Save(tx, "ben", "find-p1-a", words("ben's")) })
		dbtest.Write(t, d, func(tx *db.Tx) error { return drafts.KeepLatest(tx, "asha", "find-p1-", 2) })
		for key, kept := range map[string]bool{"find-p1-a": false, "find-p1-b": true, "find-p1-c": true, "find-p2-a": true, "contact/p1": true} {
			if _, err := load(t, d, "asha", key); errors.Is(err, db.ErrNotFound) == kept {
				t.Errorf("%s: %v", key, err)
			}
		}
		if _, err := load(t, d, "ben", "find-p1-a"); err != nil {
			t.Errorf("the other's: %v", err)
		}
	})
}
