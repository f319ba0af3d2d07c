package connections_test

import (
	"slices"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

var yes = connections.Reply{State: connections.Accepted}

// phoned is a referral to the lunch club of which a worker wrote down a yes, and
// what was known of the club's room before.
func phoned(c *castest.Cast, before ...connections.Reply) (n connections.Connection, room int) {
	c.Helper()
	n = referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
	for _, reply := range before {
		c.OK(connections.WriteDownAnswer(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, reply))
		c.Clock.Advance(time.Second)
	}
	room = len(seen(c))
	c.OK(connections.WriteDownAnswer(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, yes))
	return n, room
}

func takeBack(c *castest.Cast, by access.Actor, n connections.Connection) error {
	return connections.TakeBack(c.Context(), c.DB, by, once.Key{}, n.PersonID, n.ID)
}

func byPhone(c *castest.Cast, by access.Actor) (ids []string) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		list, err := connections.ByPhone(s, by)
		for _, n := range list {
			ids = append(ids, n.ID)
		}
		return err
	})
	return ids
}

func TestAYesByPhoneIsTakenBack(t *testing.T) {
	for name, before := range map[string][]connections.Reply{"before any answer": nil,
		"after another": {{State: connections.WaitingList, WaitWeeks: 6, Words: "After Christmas"}}} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				c := castest.New(t, d)
				worker := c.Harbour.First
				n, room := phoned(c, before...)
				if got := byPhone(c, worker); !slices.Equal(got, []string{n.ID}) {
					t.Errorf("%q", got)
				}
				c.OK(takeBack(c, worker, n))
				got := read(c, worker, n.PersonID, n.ID)
				want := n
				want.Version, want.UpdatedAt = got.Version, got.UpdatedAt
				if len(before) > 0 {
					want.State, want.WaitWeeks, want.AnswerWords, want.AnsweredVia, want.AnsweredBy = connections.WaitingList, 6, "After Christmas", "phone", worker.Name
					want.AnsweredAt = got.AnsweredAt
				}
				if got.State != want.State || got.AnsweredVia != want.AnsweredVia || got.AnsweredBy != want.AnsweredBy || got.WaitWeeks != want.WaitWeeks ||
					got.AnswerWords != want.AnswerWords || got.AnsweredAt.IsZero() != (len(before) == 0) {
					t.Errorf("%+v", got)
				}
				if len(seen(c)) != room {
					t.Errorf("what it said of room stays: %+v", seen(c))
				}
				if len(byPhone(c, worker)) != 0 {
					t.Error("taken back twice")
				}
				castest.Is(t, takeBack(c, worker, n), db.ErrConflict)
				c.Read(func(s *db.Snapshot) error {
					rows, err := audit.OfPerson(s, n.PersonID, 50)
					var acts []string
					for _, row := range rows {
						acts = append(acts, row.Act)
					}
					if !slices.Contains(acts, "connection.accepted") || !slices.Contains(acts, "connection.taken-back") {
						t.Errorf("the history does not keep both: %q", acts)
					}
					return err
				})
				c.OK(connections.WriteDownAnswer(t.Context(), d, worker, once.Key{}, n.PersonID, n.ID, yes))
			})
		})
	}
}

func TestAYesThatWasOpenedMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n, _ := phoned(c)
		c.OK(connections.Open(t.Context(), d, n.LinkID, n.ID))
		c.OK(takeBack(c, c.Harbour.First, n))
		if got := read(c, c.Harbour.First, n.PersonID, n.ID); got.State != connections.Opened {
			t.Errorf("%+v", got)
		}
	})
}

func TestWhatCannotBeTakenBack(t *testing.T) {
	for name, since := range map[string]func(c *castest.Cast, n connections.Connection){
		"after a day": func(c *castest.Cast, _ connections.Connection) { c.Clock.Advance(connections.TakeBackWithin) },
		"answered by the organisation": func(c *castest.Cast, n connections.Connection) {
			c.OK(connections.Answer(c.Context(), c.DB, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.WaitingList}))
			c.OK(connections.Answer(c.Context(), c.DB, once.Key{}, n.LinkID, n.ID, yes))
		},
		"they came": func(c *castest.Cast, n connections.Connection) {
			c.OK(connections.SayCame(c.Context(), c.DB, once.Key{}, n.LinkID, n.ID, connections.CameYes))
		},
		"it has an outcome": func(c *castest.Cast, n connections.Connection) {
			c.OK(connections.SetOutcome(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, "started", ""))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				c := castest.New(t, d)
				n, _ := phoned(c)
				c.Clock.Advance(time.Second)
				since(c, n)
				before := read(c, c.Harbour.First, n.PersonID, n.ID)
				castest.Is(t, takeBack(c, c.Harbour.First, n), db.ErrConflict)
				if got := read(c, c.Harbour.First, n.PersonID, n.ID); got.Version != before.Version {
					t.Errorf("%+v", got)
				}
				castest.Is(t, takeBack(c, c.Harbour.Second, n), db.ErrNotFound)
			})
		})
	}
}
