package connections_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
)

func tasks(c *castest.Cast, person string) (answers []diary.Task) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		list, err := diary.ToDoFor(s, person)
		for _, task := range list {
			if task.Kind == diary.Answer {
				answers = append(answers, task)
			}
		}
		return err
	})
	return answers
}

func seen(c *castest.Cast) (list []directory.Capacity) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { list, err = directory.Capacities(s, castest.LunchClub, 99); return })
	return list
}

func TestAnAnswerByLinkReachesTheWorkersDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		for _, k := range []struct {
			connections.Reply
			title    string
			urgent   bool
			capacity directory.CapacityState
			weeks    int
		}{
			{connections.Reply{State: connections.Accepted}, "Harbour Lunch Club: yes, they can help", false, directory.HasPlaces, 0},
			{connections.Reply{State: connections.WaitingList, WaitWeeks: 6}, "Harbour Lunch Club: yes, with a wait of about 6 weeks", false, directory.WaitingList, 6},
			{connections.Reply{State: connections.WaitingList, WaitWeeks: 300}, "Harbour Lunch Club: yes, with a wait of about 300 weeks", false, directory.WaitingList, 0},
			{connections.Reply{State: connections.NotPossible, Words: "Too far"}, "Harbour Lunch Club: no, not this time", false, "", 0},
			{connections.Reply{State: connections.WantsToTalk}, "Harbour Lunch Club: they want to talk with you", true, "", 0},
		} {
			person := c.Supported(worker)
			n, err := connect(c, worker, refer(person))
			c.OK(err)
			before := len(seen(c))
			c.OK(connections.Open(t.Context(), d, n.LinkID, n.ID))
			if got := read(c, worker, person, n.ID); got.State != connections.Opened || got.OpenedAt.IsZero() {
				t.Errorf("opened: %+v", got)
			}
			key := once.Key{Actor: n.LinkID, Token: "t", BodyHash: "b"}
			for range 2 { // the button pressed twice
				c.OK(connections.Answer(t.Context(), d, key, n.LinkID, n.ID, k.Reply))
			}
			if todo := tasks(c, person); len(todo) != 1 || todo[0].Title != k.title || todo[0].Urgent != k.urgent || todo[0].AccountID != worker.AccountID || todo[0].Due != c.Today() {
				t.Errorf("%s: %+v", k.State, todo)
			}
			if got := read(c, worker, person, n.ID); got.State != k.State || got.AnsweredVia != "link" || got.WaitWeeks != k.WaitWeeks {
				t.Errorf("%+v", got)
			}
			after := seen(c)
			switch {
			case k.capacity == "" && len(after) != before:
				t.Errorf("%s says something of capacity", k.State)
			case k.capacity != "" && (len(after) != before+1 || after[0].State != k.capacity || after[0].Weeks != k.weeks || after[0].Observer != directory.ByOrganisation):
				t.Errorf("%s: %+v", k.State, after)
			}
			c.OK(connections.SetOutcome(t.Context(), d, worker, once.Key{}, person, n.ID, "started", ""))
			if len(tasks(c, person)) != 0 || read(c, worker, person, n.ID).Outcome != "started" {
				t.Error("the outcome is known and the answer is still to read")
			}
			castest.Refused(t, connections.SetOutcome(t.Context(), d, worker, once.Key{}, person, n.ID, "success", ""), "outcome")
		}
	})
}

func TestAnAnswerByPhoneIsWrittenDown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		n, err := connect(c, c.Harbour.First, refer(person))
		c.OK(err)
		write := func(reply connections.Reply) error {
			return connections.WriteDownAnswer(t.Context(), d, c.Harbour.First, once.Key{}, person, n.ID, reply)
		}
		castest.Refused(t, write(connections.Reply{State: connections.NotPossible, Words: " "}), "words")
		castest.Refused(t, write(connections.Reply{State: connections.Opened}), "answer")
		castest.Refused(t, write(connections.Reply{State: connections.WaitingList, WaitWeeks: 521}), "wait_weeks")
		castest.Is(t, connections.WriteDownAnswer(t.Context(), d, c.Harbour.Second, once.Key{}, person, n.ID, connections.Reply{State: connections.Accepted}), db.ErrNotFound)
		c.OK(write(connections.Reply{State: connections.Accepted, WaitWeeks: 9}))
		if got := read(c, c.Harbour.First, person, n.ID); got.AnsweredVia != "phone" || got.WaitWeeks != 0 || len(tasks(c, person)) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// What an answer lets one guess does not hide what was said in fuller words,
// and is signed by whoever heard it.
func TestAnAnswerDoesNotSpeakOverFullerWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		yes, wait := connections.Reply{State: connections.Accepted}, connections.Reply{State: connections.WaitingList}
		weeks := connections.Reply{State: connections.WaitingList, WaitWeeks: 3}
		full := connections.Reply{State: connections.NotPossible, Why: "full"}
		for _, k := range []struct {
			known  directory.Capacity
			reply  connections.Reply
			byLink bool
			want   string // as staff read it
			by     string
		}{
			{directory.Capacity{State: directory.WaitingList, Weeks: 7}, yes, true, "Waiting list, about 7 weeks", "Ada"},
			{directory.Capacity{State: directory.WaitingList, Weeks: 7}, wait, true, "Waiting list, about 7 weeks", "Ada"},
			{directory.Capacity{State: directory.WaitingList, Weeks: 7}, weeks, true, "Waiting list, about 3 weeks", "Harbour Lunch Club"},
			{directory.Capacity{State: directory.WaitingList, Weeks: 7}, full, true, "Full", "Harbour Lunch Club"},
			{directory.Capacity{State: directory.HasPlaces, Places: 4}, yes, true, "Has 4 places", "Ada"},
			{directory.Capacity{State: directory.HasPlaces, Places: 4}, wait, true, "Waiting list", "Harbour Lunch Club"},
			{directory.Capacity{State: directory.HasPlaces}, yes, true, "Has places", "Harbour Lunch Club"},
			{directory.Capacity{State: directory.Full}, yes, false, "Has places", worker.Name},
			{directory.Capacity{State: directory.CapacityUnknown}, weeks, false, "Waiting list, about 3 weeks", worker.Name},
			{directory.Capacity{State: directory.WaitingList, Weeks: 7, ObservedAt: c.Clock.Now().Add(-2 * directory.StaleAfter)}, yes, true, "Has places", "Harbour Lunch Club"},
		} {
			c.Clock.Advance(time.Minute)
			k.known.Observer, k.known.ObserverName = directory.ByWorker, "Ada"
			c.Write(func(tx *db.Tx) error {
				if _, err := tx.Exec(`DELETE FROM capacity_observations WHERE service_id = $1`, castest.LunchClub); err != nil {
					return err
				}
				return directory.Observe(tx, castest.LunchClub, k.known)
			})
			person := c.Supported(worker)
			n := referredTo(c, person, castest.LunchClub)
			c.Clock.Advance(time.Minute)
			if k.byLink {
				c.OK(connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, k.reply))
			} else {
				c.OK(connections.WriteDownAnswer(t.Context(), d, worker, once.Key{}, person, n.ID, k.reply))
			}
			if got := seen(c)[0]; got.Words() != k.want || got.ObserverName != k.by || (got.Observer == directory.ByWorker) != (k.by != "Harbour Lunch Club") {
				t.Errorf("%s, answered %s: %+v", k.known.Words(), k.reply.State, got)
			}
		}
	})
}

// TestAnswersFollowTheTable lets an organisation change its mind in any order.
func TestAnswersFollowTheTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		states := []connections.State{connections.Accepted, connections.WaitingList, connections.NotPossible, connections.WantsToTalk}
		rapid.Check(t, func(rt *rapid.T) {
			n, err := connect(c, c.Harbour.First, refer(person))
			c.OK(err)
			for _, to := range rapid.SliceOfN(rapid.SampledFrom(states), 1, 4).Draw(rt, "answers") {
				before := read(c, c.Harbour.First, person, n.ID).State
				err := connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, connections.Reply{State: to, Words: "Because"})
				after := read(c, c.Harbour.First, person, n.ID).State
				if allowed := before.May(to); allowed != (err == nil) || allowed && after != to || !allowed && after != before {
					rt.Fatalf("%s, answered %s, is %s: %v", before, to, after, err)
				}
				c.OK(connections.Open(t.Context(), d, n.LinkID, n.ID)) // reading again changes nothing
				if now := read(c, c.Harbour.First, person, n.ID).State; now != after {
					rt.Fatalf("reading made %s of %s", now, after)
				}
			}
		})
	})
}

// What an organisation says about itself in a no, and what a connection that
// did not start found out, become reports on its entry; what is about the person
// does not.
func TestANoKeepsTheDirectoryTrue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		reports := func() (kinds []string) {
			c.Read(func(s *db.Snapshot) error {
				open, err := freshness.Open(s, 10)
				for _, report := range open {
					if report.ServiceID != castest.LunchClub || report.Words != "" || report.ByName != "a connection" {
						t.Errorf("%+v", report)
					}
					kinds = append(kinds, report.Kind)
				}
				return err
			})
			slices.Sort(kinds)
			return kinds
		}
		for _, k := range []struct {
			reply connections.Reply
			want  []string
		}{
			{connections.Reply{State: connections.NotPossible, Words: "Dee is too far away"}, nil},
			{connections.Reply{State: connections.NotPossible, Why: "other", Words: "Not now"}, nil},
			{connections.Reply{State: connections.NotPossible, Why: "not-eligible"}, []string{"not-eligible"}},
			{connections.Reply{State: connections.NotPossible, Why: "full", Words: "until May"}, []string{"full", "not-eligible"}},
			{connections.Reply{State: connections.Accepted, Why: "closed"}, []string{"full", "not-eligible"}},
		} {
			n, err := connect(c, worker, refer(c.Supported(worker)))
			c.OK(err)
			c.OK(connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, k.reply))
			if got := reports(); !slices.Equal(got, k.want) {
				t.Errorf("%+v: %v", k.reply, got)
			}
		}
		if latest := seen(c)[0]; latest.State != directory.HasPlaces || seen(c)[1].State != directory.Full {
			t.Errorf("%+v", seen(c))
		}
		person := c.Supported(worker)
		n, err := connect(c, worker, refer(person))
		c.OK(err)
		c.OK(connections.SetOutcome(t.Context(), d, worker, once.Key{}, person, n.ID, "did-not-start", "closed"))
		if got := reports(); !slices.Contains(got, "closed") || read(c, worker, person, n.ID).Why != "closed" {
			t.Errorf("%v", got)
		}
		castest.Refused(t, connections.WriteDownAnswer(t.Context(), d, worker, once.Key{}, person, n.ID, connections.Reply{State: connections.NotPossible, Why: "ugly"}), "why")
	})
}

// How others found a service is said from five people up, and counts people.
func TestHowItWent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		went := func() (w map[string]connections.Went) {
			c.Read(func(s *db.Snapshot) (err error) {
				w, err = connections.HowItWent(s, []string{castest.LunchClub, castest.Gardeners})
				return err
			})
			return w
		}
		for i, outcome := range []string{"started", "did-not-start", "finished", "stopped", "started", "unknown"} {
			person := c.Supported(worker)
			for range 2 { // twice the same person is one
				n, err := connect(c, worker, refer(person))
				c.OK(err)
				c.OK(connections.SetOutcome(t.Context(), d, worker, once.Key{}, person, n.ID, outcome, ""))
			}
			if got := went(); i < 4 && len(got) != 0 {
				t.Errorf("after %d people: %v", i+1, got)
			}
		}
		if got := went(); len(got) != 1 || got[castest.LunchClub] != (connections.Went{Known: 5, Started: 4}) || got[castest.LunchClub].Words() != "Of 5 people, 4 started" {
			t.Errorf("%v", got)
		}
	})
}
