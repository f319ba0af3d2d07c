package audit_test

import (
	"errors"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

var asha = audit.Actor{ID: "acc-asha", Name: "Asha Example", Role: "Link worker"}

func TestOfPersonShowsTheNewestFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		clock := dbtest.ClockOf(d)
		for _, act := range []func(*db.Tx) error{
			func(tx *db.Tx) error { return audit.Change(tx, asha, "contact.recorded", "per-1", "contact", "con-1") },
			func(tx *db.Tx) error { return audit.View(tx, asha, "per-1", "person") },
			func(tx *db.Tx) error { return audit.Denied(tx, asha, "person", "per-2", "person", "per-2") },
			func(tx *db.Tx) error { return audit.Denied(tx, asha, "team", "", "team", "t-1") },
		} {
			dbtest.Write(t, d, act)
			clock.Advance(time.Minute)
		}

		var of, latest, next []audit.Row
		dbtest.Read(t, d, func(s *db.Snapshot) (err error) {
			var errs [3]error
			of, errs[0] = audit.OfPerson(s, "per-1", 10)
			latest, errs[1] = audit.Latest(s, audit.Row{}, 2)
			next, errs[2] = audit.Latest(s, latest[1], 2)
			return errors.Join(errs[:]...)
		})
		if len(of) != 2 || of[0].What != audit.Viewed || of[1].Act != "contact.recorded" || of[1].By != asha {
			t.Errorf("of the person: %+v", of)
		}
		if !of[1].At.Equal(dbtest.Start) {
			t.Errorf("at %v", of[1].At)
		}
		if len(latest) != 2 || latest[0].Kind != "team" || len(next) != 2 || next[0].ID != of[0].ID {
			t.Errorf("latest: %+v, then %+v", latest, next)
		}
	})
}

func TestNoRowWithoutItsChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		sorry := errors.New("sorry")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return errors.Join(audit.Change(tx, asha, "goal.added", "per-1", "goal", "g-1"), sorry)
		})
		if !errors.Is(err, sorry) {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(s *db.Snapshot) error {
			rows, err := audit.OfPerson(s, "per-1", 10)
			if len(rows) != 0 {
				t.Errorf("rows: %+v", rows)
			}
			return err
		})
	})
}
