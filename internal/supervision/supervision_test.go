package supervision_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/supervision"
)

var keyless = once.Key{}

func mine(c *castest.Cast, by access.Actor) (list []supervision.Supervision) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { list, err = supervision.Mine(r, by); return })
	return list
}

func dueOf(c *castest.Cast, by access.Actor, worker access.Actor) supervision.Due {
	c.Helper()
	var due map[string]supervision.Due
	c.Read(func(r *db.Snapshot) (err error) { due, err = supervision.OfTeam(r, by, c.Harbour.TeamID); return })
	return due[worker.AccountID]
}

func TestATalkIsPlannedMovedAndHeldByTheTwoOfThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		at := c.Today().AddDays(3).At(14, 0)
		good := supervision.Supervision{TeamID: n.TeamID, WorkerID: n.First.AccountID, StartsAt: at, Minutes: 60, Place: "Small room"}
		plan := func(by access.Actor, s supervision.Supervision) (string, error) {
			return supervision.Plan(t.Context(), d, by, keyless, s)
		}
		for field, spoil := range map[string]func(*supervision.Supervision){"worker": func(s *supervision.Supervision) { s.WorkerID = c.Canalside.First.AccountID }, "day": func(s *supervision.Supervision) { s.StartsAt = time.Time{} },
			"minutes": func(s *supervision.Supervision) { s.Minutes = 5 }} {
			bad := good
			spoil(&bad)
			_, err := plan(n.Manager, bad)
			castest.Refused(t, err, field)
		}
		for _, by := range []access.Actor{n.First, c.Canalside.Manager, n.Practice} {
			_, err := plan(by, good)
			castest.Is(t, err, db.ErrNotFound)
		}
		id, err := plan(n.Manager, good)
		c.OK(err)
		if len(mine(c, n.First)) != 1 || len(mine(c, n.Manager)) != 1 || len(mine(c, n.Second)) != 0 || len(mine(c, c.Canalside.Manager)) != 0 {
			t.Error("it is in the wrong diaries")
		}
		for _, stranger := range []access.Actor{n.Second, c.Canalside.Manager, c.Admin} {
			castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := supervision.The(r, stranger, id); return err }), db.ErrNotFound)
			castest.Is(t, supervision.Move(t.Context(), d, stranger, keyless, id, 1, at, "x"), db.ErrNotFound)
			castest.Is(t, supervision.Cancel(t.Context(), d, stranger, keyless, id, 1, "x"), db.ErrNotFound)
			castest.Is(t, supervision.Hold(t.Context(), d, stranger, keyless, id, 1, "x"), db.ErrNotFound)
		}
		castest.Refused(t, supervision.Move(t.Context(), d, n.First, keyless, id, 1, at, " "), "why")
		castest.Refused(t, supervision.Hold(t.Context(), d, n.First, keyless, id, 1, "x"), "agreed") // its day has not come
		c.OK(supervision.Move(t.Context(), d, n.First, keyless, id, 1, at.AddDate(0, 0, 1), "A home visit"))
		castest.Is(t, supervision.Move(t.Context(), d, n.Manager, keyless, id, 1, at, "Late"), db.ErrConflict)
		if due := dueOf(c, n.Manager, n.First); !due.Last.IsZero() || !due.Next.Equal(at.AddDate(0, 0, 1)) {
			t.Errorf("%+v", due)
		}
		c.Clock.Set(at.AddDate(0, 0, 1).Add(2 * time.Hour))
		if list := mine(c, n.First); !list[0].Past(c.Clock.Now()) || list[0].Moved != 1 || list[0].Why != "A home visit" {
			t.Errorf("%+v", list)
		}
		c.OK(supervision.Hold(t.Context(), d, n.Manager, keyless, id, 2, "Fewer new people in December."))
		castest.Is(t, supervision.Cancel(t.Context(), d, n.First, keyless, id, 3, "x"), db.ErrConflict)
		due := dueOf(c, n.Manager, n.First)
		if due.Last != c.Today() || due.By(28) != c.Today().AddDays(28) || !due.Next.IsZero() {
			t.Errorf("%+v", due)
		}
		if (dueOf(c, n.First, n.First) != supervision.Due{}) || (dueOf(c, c.Canalside.Manager, n.First) != supervision.Due{}) {
			t.Error("others see how the team stands")
		}
		c.Read(func(r *db.Snapshot) error {
			held, err := supervision.HeldWith(r, n.First)
			if len(held) != 1 || held[0].Agreed != "Fewer new people in December." {
				t.Errorf("%+v", held)
			}
			between, err2 := supervision.Between(r, n.First, c.Today().Midnight(), c.Today().AddDays(1).Midnight())
			if len(between) != 1 || err2 != nil {
				t.Errorf("today: %+v, %v", between, err2)
			}
			return err
		})
		if !(supervision.Due{}).By(28).IsZero() || (dates.Date{} != supervision.Due{}.Last) {
			t.Error("due without a talk")
		}
	})
}

func TestACancelledTalkIsInNobodysDiary(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, err := supervision.Plan(t.Context(), d, n.Manager, keyless, supervision.Supervision{TeamID: n.TeamID, WorkerID: n.First.AccountID, StartsAt: c.Today().AddDays(1).At(9, 0), Minutes: 30})
		c.OK(err)
		castest.Refused(t, supervision.Cancel(t.Context(), d, n.First, keyless, id, 1, ""), "why")
		c.OK(supervision.Cancel(t.Context(), d, n.First, keyless, id, 1, "Ill"))
		if len(mine(c, n.First))+len(mine(c, n.Manager)) != 0 {
			t.Error("still planned")
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.First.AccountID) })
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := supervision.The(r, n.First, id); return err }), db.ErrNotFound)
	})
}
