package connections_test

import (
	"context"
	"errors"
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
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

const clubAddress = "hello@lunch.example"

// reminders are the mails that asked the club about referrals.
func reminders(c *castest.Cast) (mails []messages.Entry) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1000)
		for _, e := range all {
			if e.Purpose == "referral-reminder" {
				mails = append(mails, e)
			}
		}
		return err
	})
	return mails
}

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

func TestAReferralIsRemindedOfTwiceAndNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d) // a Monday
		n := referred(c)
		for day, want := range map[int]int{2: 0} {
			pass(c, day)
			if got := len(reminders(c)); got != want {
				t.Errorf("after %d days: %d", day, got)
			}
		}
		pass(c, 1) // Thursday, the third working day
		first := reminders(c)
		if len(first) != 1 || first[0].To != clubAddress || !strings.Contains(first[0].Text, "1 referral still waits for your answer") {
			t.Fatalf("%+v", first)
		}
		if strings.Contains(first[0].Subject+first[0].Body(), "Marsh") || strings.Contains(first[0].Subject, "Lunch") {
			t.Error("a reminder names somebody")
		}
		pass(c, 40)
		if got := len(reminders(c)); got != 2 {
			t.Errorf("after six weeks: %d", got)
		}
		if now := read(c, c.Harbour.First, n.PersonID, n.ID); now.Reminders != 2 {
			t.Errorf("%+v", now)
		}
	})
}

// Whatever ends the waiting ends the reminders.
func TestRemindersStop(t *testing.T) {
	for name, stop := range map[string]func(c *castest.Cast, n connections.Connection) error{
		"when the worker wrote down a yes": func(c *castest.Cast, n connections.Connection) error {
			return connections.WriteDownAnswer(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, connections.Reply{State: connections.Accepted})
		},
		"when it was answered by the link": func(c *castest.Cast, n connections.Connection) error {
			return errors.Join(connections.Open(c.Context(), c.DB, n.LinkID, n.ID),
				connections.Answer(c.Context(), c.DB, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.WantsToTalk}))
		},
		"after a death": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error { return people.MarkDied(tx, n.PersonID, c.Today()) })
		},
		"when the person takes the yes back": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error {
				if _, _, err := connections.Withdraw(tx, n.PersonID, castest.LunchClub+"-org"); err != nil {
					return err
				}
				return people.RecordPermission(tx, c.Harbour.First.AccountID, n.PersonID, people.Permission{RecipientKind: "organisation", RecipientID: castest.LunchClub + "-org",
					RecipientName: "Harbour Lunch Club", Purpose: "referral", Given: false, How: "By phone"})
			})
		},
		"when it did not start": func(c *castest.Cast, n connections.Connection) error {
			return connections.SetOutcome(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, "did-not-start", "")
		},
		"when the organisation wants none": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error {
				l, err := links.Get(tx, n.LinkID)
				if err != nil {
					return err
				}
				return connections.SetQuiet(tx, l, clubAddress, true)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				c := castest.New(t, d)
				n := referred(c)
				c.OK(stop(c, n))
				pass(c, 25)
				if got := reminders(c); len(got) != 0 {
					t.Errorf("%d, the first: %s", len(got), got[0].Text)
				}
			})
		})
	}
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

func TestWhetherSomebodyCameIsAskedMonthlyAndEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := referred(c)
		c.OK(connections.WriteDownAnswer(c.Context(), d, c.Harbour.First, once.Key{}, n.PersonID, n.ID, connections.Reply{State: connections.Accepted}))
		pass(c, 28)
		if got := len(reminders(c)); got != 0 {
			t.Errorf("within the month: %d", got)
		}
		pass(c, 10)
		if got := reminders(c); len(got) != 1 || !strings.Contains(got[0].Text, "Did they come?") {
			t.Fatalf("%+v", got)
		}
		c.OK(connections.SayCame(c.Context(), d, once.Key{}, n.LinkID, n.ID, connections.CameYes))
		if now := read(c, c.Harbour.First, n.PersonID, n.ID); now.Outcome != "started" || now.Came != connections.CameYes {
			t.Errorf("%+v", now)
		}
		pass(c, 35)
		if got := len(reminders(c)); got != 2 {
			t.Errorf("after another month: %d", got)
		}
		c.OK(connections.SayCame(c.Context(), d, once.Key{}, n.LinkID, n.ID, connections.CameFinished))
		pass(c, 60)
		if got := len(reminders(c)); got != 2 {
			t.Errorf("after it has finished: %d", got)
		}
	})
}

// What is seen at an address is what was sent there, and as far as the person
// still agrees.
func TestAnAddressSeesItsOwnReferrals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		mine, other := referred(c), referred(c)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := directory.Upsert(tx, directory.Service{ID: "elsewhere", Name: "Elsewhere", Status: directory.Active, TakesReferrals: directory.Yes, ReferralEmail: "hello@elsewhere.example",
				Origin: directory.Origin{Source: "cast", SourceID: "elsewhere"}, Organisation: directory.Organisation{ID: "elsewhere-org", Name: "Elsewhere", Origin: directory.Origin{Source: "cast", SourceID: "elsewhere-org"}}})
			return err
		})
		o := refer(mine.PersonID)
		o.ServiceID = "elsewhere"
		foreign, err := connect(c, c.Harbour.First, o)
		c.OK(err)
		sentTo := func(address string) (ids []string) {
			c.Read(func(r *db.Snapshot) error {
				all, err := connections.SentTo(r, address)
				for _, one := range all {
					ids = append(ids, one.ID)
				}
				return err
			})
			return ids
		}
		if got := sentTo("HELLO@lunch.example"); len(got) != 2 {
			t.Errorf("%v", got)
		}
		through := func(link, id string) error {
			return d.Read(t.Context(), func(r *db.Snapshot) error { _, err := connections.Through(r, link, id); return err })
		}
		c.OK(through(mine.LinkID, other.ID))
		castest.Is(t, through(mine.LinkID, foreign.ID), db.ErrNotFound)
		castest.Is(t, through(foreign.LinkID, mine.ID), db.ErrNotFound)
		castest.Is(t, through(mine.LinkID, "nothing"), db.ErrNotFound)
		castest.Is(t, connections.Open(t.Context(), d, foreign.LinkID, mine.ID), db.ErrNotFound)
		castest.Is(t, connections.SayCame(t.Context(), d, once.Key{}, foreign.LinkID, mine.ID, connections.CameYes), db.ErrNotFound)
		castest.Is(t, connections.Steer(t.Context(), d, once.Key{}, foreign.LinkID, castest.LunchClub, connections.Wish{State: directory.Full}), db.ErrNotFound)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, _, err := connections.Withdraw(tx, other.PersonID, castest.LunchClub+"-org")
			return err
		})
		if got := sentTo(clubAddress); len(got) != 1 || got[0] != mine.ID {
			t.Errorf("after the person said no: %v", got)
		}
		castest.Is(t, through(mine.LinkID, other.ID), db.ErrNotFound)
	})
}

func TestAnOrganisationSteersReferrals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := referred(c)
		steer := func(w connections.Wish) error {
			return connections.Steer(t.Context(), d, once.Key{}, n.LinkID, castest.LunchClub, w)
		}
		asksForNone := func() (none bool) {
			c.Read(func(r *db.Snapshot) error {
				s, err := directory.Get(r, castest.LunchClub)
				if err != nil {
					return err
				}
				standing, err := connections.StandingOf(r, s)
				none = standing.AsksForNone(r.Now())
				return err
			})
			return none
		}
		c.OK(steer(connections.Wish{State: directory.Full, Until: c.Today().AddDays(20)}))
		if !asksForNone() {
			t.Error("full until a day to come")
		}
		o := refer(c.Supported(c.Harbour.First))
		_, err := connect(c, c.Harbour.First, o)
		castest.Refused(t, err, "despite")
		o.Despite = "They know her, and said yes by phone."
		_, err = connect(c, c.Harbour.First, o)
		c.OK(err)
		c.Clock.Advance(20 * 24 * time.Hour)
		if asksForNone() {
			t.Error("it ends by itself on its day")
		}
		c.OK(steer(connections.Wish{State: directory.HasPlaces, AMonth: 2}))
		if asksForNone() {
			t.Error("nobody was sent this month, or fewer than the limit")
		}
		for range 2 {
			o := refer(c.Supported(c.Harbour.First))
			_, err = connect(c, c.Harbour.First, o)
			c.OK(err)
		}
		if !asksForNone() {
			t.Error("two this month, and two were asked for")
		}
		castest.Refused(t, steer(connections.Wish{State: directory.Full, Until: c.Today()}), "until")
		castest.Refused(t, steer(connections.Wish{State: directory.HasPlaces, AMonth: 1000}), "a_month")
		castest.Refused(t, steer(connections.Wish{State: "sleepy"}), "state")
	})
}

func TestALinkIsAskedForAFewTimesOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		sent := func() (n int) {
			c.Read(func(r *db.Snapshot) error {
				all, err := messages.Outbox(r, messages.Entry{}, 1000)
				for _, e := range all {
					if e.Purpose == "referral-list" {
						n++
					}
				}
				return err
			})
			return n
		}
		ask := func(address string) error {
			return connections.AskForLink(t.Context(), d, once.Key{}, address, "https://linkwork.example")
		}
		for range 5 {
			c.OK(ask(" Hello@Lunch.example"))
			c.OK(ask("stranger@nowhere.example"))
		}
		if n := sent(); n != connections.LinksAnAddress {
			t.Errorf("%d links", n)
		}
		castest.Refused(t, ask("no address"), "email")
		c.Clock.Advance(24 * time.Hour)
		c.OK(ask(clubAddress))
		if n := sent(); n != connections.LinksAnAddress+1 {
			t.Errorf("%d links on the next day", n)
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
