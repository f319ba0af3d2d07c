package directory

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

var reviewer = By{ID: "account-1", Name: "Ana Manager"}

// told is a service as another source tells it.
func told(source, id, name, phone string) Service {
	s := serviceNamed(id, name, "QX1")
	s.Source, s.Phone = source, phone
	return s
}

func get(t testing.TB, d *db.DB, id string) (s Service) {
	t.Helper()
	read(t, d, func(r *db.Snapshot) (err error) {
		s, err = Get(r, id)
		return err
	})
	return s
}

func TestOneServiceFromTwoSources(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		upsert(t, d, told("council", "a", "Harbour lunch club", "01632 960001"))
		upsert(t, d, told("charity", "b", "Lunch at the harbour", "01632 960002"))
		before := get(t, d, "b")
		write(t, d, func(tx *db.Tx) error { return Link(tx, reviewer, "a", "b", "the same charity number") })

		if a := get(t, d, "a"); a.Name != "Harbour lunch club" || a.Phone != "01632 960001" {
			t.Errorf("the first source leads: %+v", a)
		}
		if b := get(t, d, "b"); b.MergedInto != "a" || b.Status != Merged {
			t.Errorf("b leads to a: %s %s", b.MergedInto, b.Status)
		}
		write(t, d, func(tx *db.Tx) error { return ChooseRecord(tx, reviewer, "a", "charity", "b", "phone") })
		if a := get(t, d, "a"); a.Name != "Harbour lunch club" || a.Phone != "01632 960002" {
			t.Errorf("the charity's phone counts: %+v", a)
		}
		changed := told("charity", "b", "Lunch at the harbour", "01632 960003")
		upsert(t, d, changed)
		if a := get(t, d, "a"); a.Phone != "01632 960003" {
			t.Errorf("the chosen source goes on speaking: %s", a.Phone)
		}
		upsert(t, d, told("charity", "b", "Lunch at the harbour", "01632 960002"))
		write(t, d, func(tx *db.Tx) error { return Unlink(tx, reviewer, "charity", "b", "another group after all") })
		if diff := cmp.Diff(before, get(t, d, "b")); diff != "" {
			t.Error("after going back b differs:", diff)
		}
		if a := get(t, d, "a"); a.Phone != "01632 960001" {
			t.Errorf("a choice for a record that went falls back: %s", a.Phone)
		}
		read(t, d, func(r *db.Snapshot) error {
			changes, err := LinkChanges(r, "a")
			if len(changes) != 2 || changes[0].Reason != "another group after all" || changes[1].ByName != reviewer.Name {
				t.Errorf("%+v", changes)
			}
			return err
		})
	})
}

func TestTheSameIDAndNameIsOneService(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		upsert(t, d, told("council", "a", "Harbour lunch club", "1"))
		if done := upsert(t, d, told("county", "a", "HARBOUR Lunch Club", "2")); done != Added {
			t.Error(done)
		}
		read(t, d, func(r *db.Snapshot) error {
			records, err := RecordsOf(r, "a")
			if len(records) != 2 || records[0].Source != "council" || records[1].Linked() {
				t.Errorf("%+v", records)
			}
			return err
		})
	})
}

func TestATrustedSourceLeads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		upsert(t, d, told("council", "a", "Lunch", "1"))
		upsert(t, d, told("charity", "a", "Lunch", "2"))
		write(t, d, func(tx *db.Tx) error {
			source, err := GetSource(tx, "charity")
			if err != nil {
				return err
			}
			source.Trust = 9
			return SaveSource(tx, source)
		})
		if a := get(t, d, "a"); a.Phone != "2" {
			t.Errorf("phone %s", a.Phone)
		}
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			return SaveSource(tx, Source{ID: "charity", Version: 1})
		})
		if !errors.Is(err, db.ErrConflict) {
			t.Error("an old version:", err)
		}
	})
}

func TestACorrectionOutlivesTheNextReading(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		upsert(t, d, told("council", "a", "Lunch", "1"))
		right := Service{Phone: "01632 960777", Cost: "Free", Free: Yes}
		write(t, d, func(tx *db.Tx) error { return Correct(tx, reviewer, "a", right, "phone", "cost") })
		next := told("council", "a", "Lunch", "3")
		next.Description = "New words"
		upsert(t, d, next)
		if a := get(t, d, "a"); a.Phone != "01632 960777" || a.Free != Yes || a.Description != "New words" || a.Name != "Lunch" {
			t.Errorf("%+v", a)
		}
		write(t, d, func(tx *db.Tx) error { return Unchoose(tx, "a", "phone") })
		if a := get(t, d, "a"); a.Phone != "3" || a.Free != Yes {
			t.Errorf("%+v", a)
		}
	})
}

func TestARecordMissedThreeTimesIsGoneAndComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := told("council", "a", "Lunch", "1")
		upsert(t, d, s)
		for i, want := range []bool{false, false, true, false} {
			write(t, d, func(tx *db.Tx) error {
				gone, err := Miss(tx, "council", "a")
				if gone != want {
					t.Errorf("miss %d: gone %v", i+1, gone)
				}
				return err
			})
		}
		if a := get(t, d, "a"); a.Status != Inactive {
			t.Error(a.Status)
		}
		if done := upsert(t, d, s); done != Changed {
			t.Error("back again:", done)
		}
		if a := get(t, d, "a"); a.Status != Active {
			t.Error(a.Status)
		}
	})
}

func TestLinkRefuses(t *testing.T) {
	d := dbtest.SQLite(t)
	upsert(t, d, told("council", "a", "Lunch", "1"))
	upsert(t, d, told("charity", "b", "Dinner", "1"))
	for name, act := range map[string]func(*db.Tx) error{
		"itself":         func(tx *db.Tx) error { return Link(tx, reviewer, "a", "a", "") },
		"nobody":         func(tx *db.Tx) error { return Link(tx, reviewer, "a", "nobody", "") },
		"not linked":     func(tx *db.Tx) error { return Unlink(tx, reviewer, "council", "a", "") },
		"foreign record": func(tx *db.Tx) error { return ChooseRecord(tx, reviewer, "a", "charity", "b", "phone") },
		"unknown field":  func(tx *db.Tx) error { return Correct(tx, reviewer, "a", Service{}, "colour") },
	} {
		if err := d.Write(context.Background(), act); err == nil {
			t.Error(name, "was taken")
		}
	}
}

// Whatever is linked, taking every record home again leaves every service as
// its source tells it.
func TestLinksAreReversible(outer *testing.T) {
	dbtest.Each(outer, func(outer *testing.T, d *db.DB) {
		rounds := 0
		rapid.Check(outer, func(t *rapid.T) {
			rounds++
			before := make(map[string]Service)
			var ids []string
			for i := range 5 {
				s := told(fmt.Sprintf("source %d", i%3), fmt.Sprintf("%d-%d", rounds, i), fmt.Sprintf("Group %d", i), "1")
				upsert(outer, d, s)
				before[s.ID], ids = get(outer, d, s.ID), append(ids, s.ID)
			}
			for range rapid.IntRange(1, 8).Draw(t, "links") {
				into, other := rapid.SampledFrom(ids).Draw(t, "into"), rapid.SampledFrom(ids).Draw(t, "other")
				err := d.Write(context.Background(), func(tx *db.Tx) error { return Link(tx, reviewer, into, other, "looks alike") })
				if err != nil && !errors.Is(err, ErrSame) {
					t.Fatal(err)
				}
			}
			for id, was := range before {
				err := d.Write(context.Background(), func(tx *db.Tx) error { return Unlink(tx, reviewer, was.Source, id, "no") })
				if err != nil && !errors.Is(err, db.ErrConflict) {
					t.Fatal(err)
				}
			}
			for id, was := range before {
				if diff := cmp.Diff(was, get(outer, d, id)); diff != "" {
					t.Fatalf("%s: %s", id, diff)
				}
			}
		})
	})
}
