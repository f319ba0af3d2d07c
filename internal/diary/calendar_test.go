package diary_test

import (
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/diary"
)

// TestACalendarDayIsTheDayInLondon looks at the day on which clocks go forward,
// which is 23 hours long, and the day on which they go back, of 25.
func TestACalendarDayIsTheDayInLondon(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		for _, changes := range []dates.Date{{Year: 2028, Month: 3, Day: 26}, {Year: 2028, Month: 10, Day: 29}} {
			at := []time.Time{changes.AddDays(-1).At(23, 30), changes.At(0, 15), changes.At(23, 45), changes.AddDays(1).At(0, 0)}
			for _, starts := range at {
				c.Write(func(tx *db.Tx) error {
					_, err := diary.Agree(tx, diary.Appointment{AccountID: amina.AccountID, PersonID: person, StartsAt: starts, Minutes: 15, Means: "phone"})
					return err
				})
			}
			c.Read(func(r *db.Snapshot) error {
				days, err := diary.Calendar(r, amina, changes.AddDays(-1), changes.AddDays(1), false)
				if len(days) != 3 || len(days[0].Appointments) != 1 || len(days[1].Appointments) != 2 || len(days[2].Appointments) != 1 {
					t.Errorf("%s: %+v", changes, days)
				}
				return err
			})
		}
	})
}

func TestACalendarShowsOnlyDiariesWithinReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		h, starts := c.Harbour, c.Clock.Now().Add(time.Hour)
		person := c.Supported(h.First)
		c.Write(func(tx *db.Tx) error {
			_, err := diary.Agree(tx, diary.Appointment{AccountID: h.First.AccountID, PersonID: person, StartsAt: starts, Minutes: 30, Means: "home"})
			return err
		})
		for _, by := range c.Staff() {
			want := 0
			if by.AccountID == h.First.AccountID || by.AccountID == h.Manager.AccountID {
				want = 1
			}
			c.Read(func(r *db.Snapshot) error {
				days, err := diary.Calendar(r, by, dates.Of(starts), dates.Of(starts), true)
				if got := len(days[0].Appointments); got != want {
					t.Errorf("%s sees %d appointments, want %d", by.Name, got, want)
				}
				return err
			})
		}
	})
}

func TestOverlapsAreToldForOneDiaryOnly(t *testing.T) {
	nine := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	a := diary.Appointment{ID: "a", AccountID: "amina", StartsAt: nine, Minutes: 30, State: diary.StatePlanned}
	for name, k := range map[string]struct {
		b    diary.Appointment
		want bool
	}{
		"inside":          {diary.Appointment{ID: "b", AccountID: "amina", StartsAt: nine.Add(10 * time.Minute), Minutes: 10, State: diary.StatePlanned}, true},
		"next to it":      {diary.Appointment{ID: "b", AccountID: "amina", StartsAt: nine.Add(30 * time.Minute), Minutes: 30, State: diary.StatePlanned}, false},
		"a colleague's":   {diary.Appointment{ID: "b", AccountID: "callum", StartsAt: nine, Minutes: 30, State: diary.StatePlanned}, false},
		"was missed":      {diary.Appointment{ID: "b", AccountID: "amina", StartsAt: nine, Minutes: 30, State: diary.StateMissed}, false},
		"the same itself": {a, false},
	} {
		if got := a.Overlaps(k.b); got != k.want || k.b.Overlaps(a) != k.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
