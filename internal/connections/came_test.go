package connections_test

import (
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
)

// What a group is asked: not before anybody could have come.
func TestWhetherSomebodyCameIsAskedAfterTheFirstTime(t *testing.T) {
	for name, one := range map[string]struct {
		schedules []directory.Schedule
		first     int // day after the yes, a Monday, on which it is asked
	}{
		"on Wednesdays":    {[]directory.Schedule{{Summary: "Wednesdays at noon", Days: "WE", Opens: "12:00"}}, 3},
		"on the same day":  {[]directory.Schedule{{Summary: "Mondays", Days: "MO"}}, 8},
		"nobody knows":     {nil, 8},
		"later than mail":  {[]directory.Schedule{{Summary: "In two months", Days: "MO", StartsOn: dates.Of(dbtest.Start).AddDays(63)}}, 30},
		"in words, no day": {[]directory.Schedule{{Summary: "Every other Tuesday"}}, 8},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				c := castest.New(t, d)
				dbtest.Write(t, d, func(tx *db.Tx) error {
					return directory.Correct(tx, directory.By{ID: "ana"}, castest.LunchClub, directory.Service{Schedules: one.schedules}, "times")
				})
				n := referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
				asked := func() (asks bool) {
					c.Read(func(s *db.Snapshot) (err error) {
						asks, err = connections.AsksIfCame(s, read(c, c.Harbour.First, n.PersonID, n.ID))
						return err
					})
					return asks
				}
				if asked() {
					t.Error("asked before there was an answer")
				}
				c.OK(connections.Open(t.Context(), d, n.LinkID, n.ID))
				c.OK(connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.Accepted}))
				for day := range one.first {
					if asked() {
						t.Fatalf("asked on day %d, want %d", day, one.first)
					}
					c.Clock.Advance(24 * time.Hour)
				}
				if !asked() {
					t.Errorf("not asked on day %d", one.first)
				}
			})
		})
	}
}
