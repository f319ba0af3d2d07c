package freshness

import (
	"context"
	"errors"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

var worker = audit.Actor{ID: "account", Name: "Ana Roy", Role: "link-worker"}

func entry(id string, assured dates.Date) directory.Service {
	return directory.Service{ID: id, Name: "Lunch " + id, Status: directory.Active, AssuredOn: assured, AssuredBy: "checks@county.example",
		Origin: directory.Origin{Source: "council", SourceID: id}}
}

func put(t *testing.T, d *db.DB, services ...directory.Service) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		for _, s := range services {
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func get(t *testing.T, d *db.DB, id string) (s directory.Service) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	return s
}

func open(t *testing.T, d *db.DB) (reports []Report, now time.Time) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		now = r.Now()
		reports, err = Open(r, 100)
		return err
	})
	return reports, now
}

func TestAReportHasAClock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, entry("a", dates.Date{}))
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if _, err := Tell(tx, worker, "a", "full", "until spring"); err != nil {
				return err
			}
			return TellOfConnection(tx, "a", "full")
		})
		reports, now := open(t, d)
		if len(reports) != 1 || reports[0].Times != 2 || reports[0].Service != "Lunch a" || reports[0].Late(now) || !reports[0].Late(now.Add(Due+time.Minute)) {
			t.Fatalf("%+v", reports)
		}
		if a := get(t, d, "a"); a.Capacity.State != directory.Full {
			t.Errorf("%+v", a.Capacity)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return Close(tx, worker, reports[0].ID, Right) })
		if a := get(t, d, "a"); a.AssuredOn != dates.Of(now) || a.AssuredBy != "checks@county.example" {
			t.Errorf("%+v", a)
		}
		if err := d.Write(context.Background(), func(tx *db.Tx) error { return Close(tx, worker, reports[0].ID, Right) }); !errors.Is(err, db.ErrConflict) {
			t.Error("closed twice:", err)
		}
		if reports, _ := open(t, d); len(reports) != 0 {
			t.Errorf("%+v", reports)
		}
	})
}

func TestWhatNoLongerRunsIsNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, entry("a", dates.Date{}))
		dbtest.Write(t, d, func(tx *db.Tx) error {
			id, err := Tell(tx, worker, "a", "closed", "")
			if err != nil {
				return err
			}
			return Close(tx, worker, id, Gone)
		})
		put(t, d, entry("a", dates.Date{Year: 2026, Month: 11, Day: 1}))
		if a := get(t, d, "a"); a.Status != directory.Defunct {
			t.Error("the next reading brought it back:", a.Status)
		}
	})
}

func TestACheckCountsUntilTheSourceLooksLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, entry("a", dates.Date{Year: 2026, Month: 1, Day: 1}))
		dbtest.Write(t, d, func(tx *db.Tx) error { return Check(tx, worker, "a", ByVisit) })
		checked := get(t, d, "a").AssuredOn
		put(t, d, entry("a", dates.Date{Year: 2026, Month: 2, Day: 1}))
		if a := get(t, d, "a"); a.AssuredOn != checked {
			t.Errorf("an older date of the source counts: %v", a.AssuredOn)
		}
		put(t, d, entry("a", checked.AddDays(5)))
		if a := get(t, d, "a"); a.AssuredOn != checked.AddDays(5) {
			t.Errorf("the source's later date: %v", a.AssuredOn)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			checks, err := LastChecks(r, "a", 5)
			if len(checks) != 1 || checks[0].Words() != "Confirmed by Ana Roy, who visited" {
				t.Errorf("%+v", checks)
			}
			return err
		})
	})
}

func TestTheQueueIsOrderedByUseTimesDaysOverdue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		today := dates.Of(dbtest.Start)
		put(t, d, entry("fresh", today.AddDays(-Every)), entry("old", today.AddDays(-Every-100)), entry("busy", today.AddDays(-Every-20)), entry("never", dates.Date{}), entry("unused", dates.Date{}))
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			due, unused, err := Queue(r, map[string]int{"fresh": 99, "old": 3, "busy": 20, "never": 1}, today, 10)
			var order []string
			for _, entry := range due {
				order = append(order, entry.ID)
			}
			if len(order) != 3 || order[0] != "busy" || order[1] != "never" || order[2] != "old" || unused != 1 {
				t.Errorf("%v, %d", due, unused)
			}
			return err
		})
	})
}

func TestFaults(t *testing.T) {
	d := dbtest.SQLite(t)
	put(t, d, entry("a", dates.Date{}))
	for name, act := range map[string]func(tx *db.Tx) error{
		"kind": func(tx *db.Tx) error { _, err := Tell(tx, worker, "a", "ugly", ""); return err },
		"person": func(tx *db.Tx) error {
			_, err := Tell(tx, worker, "a", "other", "ring Dee on 07700 900123")
			return err
		},
		"nobody": func(tx *db.Tx) error { _, err := Tell(tx, worker, "nobody", "other", ""); return err },
		"method": func(tx *db.Tx) error { return Check(tx, worker, "a", "guess") },
		"outcome": func(tx *db.Tx) error {
			id, _ := Tell(tx, worker, "a", "other", "")
			return Close(tx, worker, id, "maybe")
		},
		"unknown": func(tx *db.Tx) error { return TellOfConnection(tx, "a", "ugly") },
	} {
		if err := d.Write(context.Background(), act); err == nil {
			t.Error(name, "was taken")
		}
	}
}
