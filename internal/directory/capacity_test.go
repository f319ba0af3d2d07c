package directory

import (
	"context"
	"errors"
	"testing"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

func TestObserve(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		store(t, d, serviceNamed("a", "Garden", "QX1"), serviceNamed("b", "Choir", "QX1"))
		now := d.Now()
		for _, c := range []Capacity{
			{State: WaitingList, Weeks: 6, Places: 9, Note: " ring first ", Observer: ByOrganisation, ObserverName: "Friends of Garden", ObservedAt: now.Add(-48 * time.Hour)},
			{State: Full, Observer: ByWorker, ObserverID: "w1", ObserverName: "Amina Yusuf"},
		} {
			write(t, d, func(tx *db.Tx) error { return Observe(tx, "a", c) })
		}
		read(t, d, func(r *db.Snapshot) error {
			all, err := Capacities(r, "a", 10)
			if err != nil {
				return err
			}
			if len(all) != 2 || all[0].State != Full || all[1].Words() != "Waiting list, about 6 weeks" || all[1].Places != 0 || all[1].Note != "ring first" {
				t.Errorf("%+v", all)
			}
			s, err := Get(r, "a")
			if s.Capacity.State != Full || s.Capacity.ObserverName != "Amina Yusuf" || s.Capacity.ObservedAt.IsZero() {
				t.Errorf("%+v", s.Capacity)
			}
			current, err2 := currentCapacities(r, everything)
			if len(current) != 1 || current["a"].State != Full {
				t.Errorf("%+v", current)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestObserveRefuses(t *testing.T) {
	d := dbtest.SQLite(t)
	store(t, d, serviceNamed("a", "Garden", "QX1"))
	observe := func(id string, c Capacity) error {
		return d.Write(context.Background(), func(tx *db.Tx) error { return Observe(tx, id, c) })
	}
	var faults *db.Invalid
	err := observe("a", Capacity{State: "maybe", Places: -1, Observer: ByWorker})
	if !errors.As(err, &faults) || len(faults.Fields) != 2 {
		t.Error(err)
	}
	if err := observe("b", Capacity{State: Full, Observer: ByWorker}); !errors.Is(err, db.ErrNotFound) {
		t.Error(err)
	}
	if err := observe("a", Capacity{State: Full, Observer: "rumour"}); err == nil {
		t.Error("an unknown kind of observer is accepted")
	}
}

func TestOldCapacityIsNotANo(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		state CapacityState
		age   time.Duration
		want  Answer
	}{
		{HasPlaces, time.Hour, Yes}, {Full, time.Hour, No}, {WaitingList, time.Hour, No}, {CapacityUnknown, time.Hour, NotStated},
		{Full, StaleAfter + time.Hour, NotStated}, {HasPlaces, StaleAfter + time.Hour, NotStated},
	} {
		if got := (Capacity{State: c.state, ObservedAt: now.Add(-c.age)}).HasRoom(now); got != c.want {
			t.Errorf("%s, %v old: %q, want %q", c.state, c.age, got, c.want)
		}
	}
	if (Capacity{}).HasRoom(now) != NotStated {
		t.Error("never observed")
	}
}

func TestCapacityWords(t *testing.T) {
	for want, c := range map[string]Capacity{
		"Has 1 place": {State: HasPlaces, Places: 1}, "Has 3 places": {State: HasPlaces, Places: 3}, "Has places": {State: HasPlaces},
		"Waiting list, about 1 week": {State: WaitingList, Weeks: 1}, "Waiting list": {State: WaitingList}, "Full": {State: Full},
		"Not known if there is room": {},
	} {
		if c.Words() != want {
			t.Errorf("%q, want %q", c.Words(), want)
		}
	}
}

// What holds until a day is found by a search that wants room from that day on;
// a pause without a day is forgotten after PauseHolds.
func TestRoomComesBackByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		store(t, d, serviceNamed("full", "Garden", "QX1"), serviceNamed("paused", "Choir", "QX1"))
		today := dates.Of(d.Now())
		write(t, d, func(tx *db.Tx) error {
			return errors.Join(Observe(tx, "full", Capacity{State: Full, Until: today.AddDays(20), Observer: ByOrganisation}),
				Observe(tx, "paused", Capacity{State: Paused, Observer: ByOrganisation}))
		})
		dir := New()
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{0, 0}, {15 * 24 * time.Hour, 0}, {5 * 24 * time.Hour, 1}, {PauseHolds, 2}} {
			dbtest.ClockOf(d).Advance(c.after)
			if got := look(t, d, dir, Query{HasRoom: true}, Page{}); got.Total != c.want {
				t.Errorf("%s later: %d", c.after, got.Total)
			}
		}
	})
}

func TestWhatWasNeverSeenIsRemoved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		store(t, d, serviceNamed("lunch", "Lunch", "QX1"))
		see := func(name string, state CapacityState) {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				return Observe(tx, "lunch", Capacity{State: state, Observer: ByOrganisation, ObserverName: name})
			})
		}
		see("Joan", Full)
		dbtest.ClockOf(d).Advance(time.Minute)
		see("Ana", HasPlaces)
		at := d.Now()
		remove := func(at time.Time, names ...string) Capacity {
			dbtest.Write(t, d, func(tx *db.Tx) error { return Unobserve(tx, "lunch", at, names...) })
			var now Service
			dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
				now, err = Get(r, "lunch")
				return err
			})
			return now.Capacity
		}
		if c := remove(at, "Joan", "Lunch"); c.State != HasPlaces {
			t.Errorf("somebody else's is gone: %+v", c)
		}
		if c := remove(at.Add(-time.Second), "Ana"); c.State != HasPlaces {
			t.Errorf("that of another moment is gone: %+v", c)
		}
		if c := remove(at, "Joan", "Ana"); c.State != Full || c.ObserverName != "Joan" {
			t.Errorf("%+v", c)
		}
	})
}
