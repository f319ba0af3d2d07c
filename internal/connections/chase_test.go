package connections_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

const base = "https://linkwork.example"

// nextDay goes to 9 in the morning of a later day.
func nextDay(c *castest.Cast, days int) { c.Clock.Set(c.Today().AddDays(days).At(9, 0)) }

func chase(c *castest.Cast) {
	c.Helper()
	c.OK(connections.Chase(c.Context(), c.DB, base))
}

func reminders(c *castest.Cast) []messages.Entry {
	c.Helper()
	return mailTo(c, lunch, "referral-reminder")
}

// through lets the round run on every day for a while, several times at once on
// each.
func through(c *castest.Cast, days int) {
	c.Helper()
	for range days {
		nextDay(c, 1)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if err := connections.Chase(c.Context(), c.DB, base); err != nil {
					c.Error(err)
				}
			})
		}
		all.Wait()
	}
}

// Two referrals of one address are asked about in one mail, twice, and never
// again, however often and late the round runs.
func TestAtMostTwoRemindersGathered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d) // a Monday
		first := referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
		second := referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
		c.OK(connections.Open(t.Context(), d, second.LinkID, second.ID)) // read, and no answer
		through(c, 2)
		if len(reminders(c)) != 0 {
			t.Error("reminded after two days")
		}
		through(c, 1)
		sent := reminders(c)
		if len(sent) != 1 || !strings.Contains(sent[0].Text, "2 referrals still wait for your answer") {
			t.Fatalf("%+v", sent)
		}
		if p := read(c, c.Harbour.First, first.PersonID, first.ID); p.Reminders != 1 || p.RemindedOn != c.Today() {
			t.Errorf("%+v", p)
		}
		c.Read(func(s *db.Snapshot) error {
			person, err := people.Unscoped(s, first.PersonID)
			for _, secret := range []string{person.Given, person.Family, person.Phone, first.PersonID, first.ID} {
				if strings.Contains(sent[0].Subject+sent[0].Body(), secret) {
					t.Errorf("the mail says %q", secret)
				}
			}
			return err
		})
		through(c, 30)
		if got := reminders(c); len(got) != 2 {
			t.Errorf("%d reminders", len(got))
		}
	})
}

// A round that comes late makes up for nothing: one mail, and the next no sooner
// than days later. Weekends and bank holidays send nothing.
func TestALateRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
		c.Clock.Set(dates.Date{Year: 2026, Month: 12, Day: 25}.At(9, 0))
		chase(c)
		if len(reminders(c)) != 0 {
			t.Error("reminded on Christmas Day")
		}
		c.Clock.Set(dates.Date{Year: 2026, Month: 12, Day: 29}.At(9, 0))
		for range 3 {
			chase(c)
		}
		nextDay(c, 1)
		chase(c)
		if got := reminders(c); len(got) != 1 {
			t.Errorf("%d reminders", len(got))
		}
	})
}

// Whatever ends the question ends the reminders.
func TestWhatStopsReminders(t *testing.T) {
	for name, stop := range map[string]func(c *castest.Cast, n connections.Connection) error{
		"answered by link": func(c *castest.Cast, n connections.Connection) error {
			return connections.Answer(c.Context(), c.DB, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.NotPossible, Why: "full"})
		},
		"answered by phone": func(c *castest.Cast, n connections.Connection) error {
			return connections.WriteDownAnswer(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, connections.Reply{State: connections.Accepted})
		},
		"it did not start": func(c *castest.Cast, n connections.Connection) error {
			return connections.SetOutcome(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, "did-not-start", "")
		},
		"death": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error { return people.MarkDied(tx, n.PersonID, c.Today()) })
		},
		"withdrawal": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error {
				_, _, err := connections.Withdraw(tx, n.PersonID, castest.LunchClub+"-org")
				return err
			})
		},
		"a no of the person": func(c *castest.Cast, n connections.Connection) error {
			return c.DB.Write(c.Context(), func(tx *db.Tx) error {
				return people.RecordPermission(tx, c.Harbour.First.AccountID, n.PersonID, people.Permission{RecipientKind: "organisation", RecipientID: castest.LunchClub + "-org",
					RecipientName: "Lunch", Purpose: "referral", How: "by phone"})
			})
		},
		"no address any more": func(c *castest.Cast, n connections.Connection) error {
			service(c, castest.LunchClub, "other@lunch.example")
			return connections.WriteDownAnswer(c.Context(), c.DB, c.Harbour.First, once.Key{}, n.PersonID, n.ID, connections.Reply{State: connections.WantsToTalk})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				c := castest.New(t, d)
				n := referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
				through(c, 4)
				if len(reminders(c)) != 1 {
					t.Fatalf("%d reminders before", len(reminders(c)))
				}
				c.OK(stop(c, n))
				through(c, 20)
				if got := len(reminders(c)); got != 1 {
					t.Errorf("%d reminders", got)
				}
			})
		})
	}
}

// refused is a mail server that takes nothing.
type refused struct{}

func (refused) Send(context.Context, messages.Entry) error { return messages.ErrRefused }

// Where the referral itself did not arrive, nothing more is sent.
func TestNoRemindersToWhereNothingArrives(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
		c.OK(jobs.NewRunner(d, messages.NewSender(d, map[messages.Channel]messages.Transport{messages.Email: refused{}}).Handlers()).Drain(t.Context()))
		c.Read(func(s *db.Snapshot) error {
			bounces, err := messages.Bounces(s, lunch)
			if !bounces {
				t.Error("the referral arrived")
			}
			return err
		})
		through(c, 20)
		if got := len(reminders(c)); got != 0 {
			t.Errorf("%d reminders", got)
		}
	})
}

// The link at the end of a reminder stops them, and the list lets them come again.
func TestAnAddressAsksForNoReminders(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		referredTo(c, c.Supported(c.Harbour.First), castest.LunchClub)
		through(c, 4)
		sent := reminders(c)
		if len(sent) != 1 || !strings.HasPrefix(sent[0].WayOut, base+"/no-reminders/") || !strings.HasPrefix(sent[0].Secret, base+"/answer/") {
			t.Fatalf("%+v", sent)
		}
		castest.Is(t, connections.QuietByLink(t.Context(), d, strings.TrimPrefix(sent[0].Secret, base+"/answer/")), db.ErrNotFound)
		for range 2 {
			c.OK(connections.QuietByLink(t.Context(), d, strings.TrimPrefix(sent[0].WayOut, base+"/no-reminders/")))
		}
		through(c, 20)
		if len(reminders(c)) != 1 {
			t.Error("reminded although they asked for none")
		}
		c.Write(func(tx *db.Tx) error {
			return connections.SetQuiet(tx, links.Link{ID: "l"}, "Hello@Lunch.example", false)
		})
		through(c, 20)
		if len(reminders(c)) != 2 {
			t.Errorf("%d reminders", len(reminders(c)))
		}
	})
}

// Whether they came is asked a month after the yes, at most monthly, twice
// without an answer, and no more once it is over.
func TestDidTheyCome(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		n := referredTo(c, c.Supported(worker), castest.LunchClub)
		came := func(said connections.Came) error {
			return connections.SayCame(t.Context(), d, once.Key{}, n.LinkID, n.ID, said)
		}
		castest.Is(t, came(connections.CameYes), db.ErrConflict)
		c.OK(connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.Accepted}))
		through(c, 29)
		if len(reminders(c)) != 0 {
			t.Fatal("asked within the month")
		}
		through(c, 5)
		if got := reminders(c); len(got) != 1 || !strings.Contains(got[0].Text, "1 person some time ago. Did they come?") {
			t.Fatalf("%+v", got)
		}
		castest.Refused(t, came("perhaps"), "came")
		c.OK(came(connections.CameYes))
		if got := read(c, worker, n.PersonID, n.ID); got.Outcome != "started" || got.Came != connections.CameYes || got.CameOn != c.Today() {
			t.Errorf("%+v", got)
		}
		if todo := tasks(c, n.PersonID); len(todo) != 1 || todo[0].Title != "Harbour Lunch Club: they come" {
			t.Errorf("%+v", todo)
		}
		through(c, 65) // no answer any more
		if got := len(reminders(c)); got != 3 {
			t.Errorf("asked %d times", got)
		}
		c.OK(came(connections.CameNotYet))
		through(c, 34)
		if got := len(reminders(c)); got > 4 {
			t.Errorf("asked %d times", got)
		}
		c.OK(came(connections.CameFinished))
		before := len(reminders(c))
		through(c, 40)
		if got := read(c, worker, n.PersonID, n.ID); got.Outcome != "finished" || len(reminders(c)) != before {
			t.Errorf("%+v, asked %d times", got, len(reminders(c)))
		}
		castest.Is(t, came(connections.CameYes), db.ErrConflict)
	})
}

// A pause without a day is asked about after six weeks and nine, and is over
// after twelve.
func TestAPauseIsAskedAboutAndEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.OK(connections.WriteDownWish(t.Context(), d, c.Harbour.First, once.Key{}, castest.LunchClub, connections.Wish{State: directory.Paused}))
		through(c, 41)
		if len(reminders(c)) != 0 {
			t.Error("asked within six weeks")
		}
		through(c, 120)
		if got := reminders(c); len(got) != 2 || !strings.Contains(got[0].Text, "Harbour Lunch Club takes no new referrals") {
			t.Errorf("asked %d times", len(got))
		}
		c.Read(func(s *db.Snapshot) error {
			service, err := directory.Get(s, castest.LunchClub)
			if service.Capacity.AsksForNone(s.Now()) {
				t.Error("a forgotten pause holds for ever")
			}
			return err
		})
	})
}
