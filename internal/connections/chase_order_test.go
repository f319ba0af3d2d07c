package connections_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

// pass lets days go by, each with its round of reminders, which runs twice.
func pass(c *castest.Cast, days int) {
	c.Helper()
	for range days {
		c.Clock.Advance(24 * time.Hour)
		for range 2 {
			c.OK(connections.Chase(c.Context(), c.DB, "https://linkwork.example"))
		}
	}
}

func referred(c *castest.Cast) connections.Connection {
	c.Helper()
	n, err := connect(c, c.Harbour.First, refer(c.Supported(c.Harbour.First)))
	c.OK(err)
	return n
}

func TestOneReminderGathersWhatWaitsAtAnAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		referred(c)
		referred(c)
		c.Clock.Advance(3 * 24 * time.Hour)
		var all sync.WaitGroup
		for range 4 { // four processes at once
			all.Go(func() { c.OK(connections.Chase(context.Background(), d, "https://linkwork.example")) })
		}
		all.Wait()
		if got := reminders(c); len(got) != 1 || !strings.Contains(got[0].Text, "2 referrals still wait") {
			t.Errorf("%+v", got)
		}
	})
}

// Whatever happens in whatever order, a referral is reminded of at most twice,
// never on a day without work, and never after it ended to wait.
func TestRemindersInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := dbtest.SQLite(t)
		c := castest.New(t, d)
		n := referred(c)
		answered, before := false, 0
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"day", "days", "answer", "twice"}).Draw(rt, "step") {
			case "day":
				pass(c, 1)
			case "days":
				c.Clock.Advance(time.Duration(rapid.IntRange(1, 20).Draw(rt, "days")) * 24 * time.Hour) // nobody ran the round
				pass(c, 1)
			case "twice":
				c.OK(connections.Chase(c.Context(), d, "https://linkwork.example"))
			case "answer":
				if !answered {
					c.OK(connections.WriteDownAnswer(c.Context(), d, c.Harbour.First, once.Key{}, n.PersonID, n.ID, connections.Reply{State: connections.NotPossible, Words: "Too far"}))
					answered = true
				}
			}
			now := len(reminders(c))
			switch {
			case now > 2:
				rt.Fatalf("%d reminders", now)
			case now > before && (answered || !c.Today().Working()):
				rt.Fatalf("reminded on %s, answered %t", c.Today(), answered)
			}
			before = now
		}
	})
}
