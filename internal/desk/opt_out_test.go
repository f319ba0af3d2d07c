package desk_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// night is a cast in which it is late and every team reads replies by day.
type night struct {
	*castest.Cast
	texts int
}

func atNight(t *testing.T, d *db.DB) *night {
	c := castest.New(t, d)
	for _, n := range []castest.Network{c.Harbour, c.Canalside} {
		c.OK(desk.SetWayBack(t.Context(), d, n.Manager, once.Key{}, teams.WayBack{TeamID: n.TeamID, Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this by day."}))
	}
	c.Clock.Advance(12 * time.Hour)
	return &night{Cast: c}
}

// with is a new person of a worker with a phone number.
func (c *night) with(worker access.Actor, phone string) string {
	r := c.Referral()
	r.Phone, r.Email = phone, "somebody@marsh.example"
	return c.Take(worker, c.Receive(r), "")
}

// text receives one, a day after the one before, late in the evening.
func (c *night) text(from, words string) {
	c.Helper()
	c.texts++
	c.Clock.Advance(24 * time.Hour)
	c.OK(desk.Receive(c.Context(), c.DB, desk.TextIn{GatewayID: strings.Repeat("g", c.texts), From: from, Words: words}))
}

// away is how many out-of-hours answers were ever queued.
func (c *night) away() (n int) {
	c.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 100)
		for _, e := range all {
			if e.Purpose == "away" {
				n++
			}
		}
		return err
	})
	return n
}

func (c *night) not(person string, way people.ContactBy) (why string) {
	c.Read(func(r *db.Snapshot) error {
		k, err := people.ReachOf(r, person)
		why = k.Not(way)
		return err
	})
	return why
}

func TestSTOPStopsTextsAndSTARTUndoesIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := atNight(t, d)
		person := c.with(c.Harbour.First, "07700 900 131")
		var waits string
		c.Write(func(tx *db.Tx) (err error) {
			waits, err = people.Tell(tx, person, "", messages.Message{Channel: messages.SMS, Text: "Hello", Purpose: "words"})
			return err
		})
		c.text("+447700900131", "please stop texting so early")
		if why := c.not(person, people.ByText); why != "" || c.away() != 1 {
			t.Errorf("a sentence is for a human to read: %q, %d answers", why, c.away())
		}
		for range 2 { // saying it twice is saying it once
			c.text("+447700900131", " Stop. ")
		}
		if why := c.not(person, people.ByText); !strings.HasPrefix(why, "No more texts, since ") || c.away() != 1 {
			t.Errorf("%q, %d answers", why, c.away())
		}
		c.Read(func(r *db.Snapshot) error {
			e, err := messages.Get(r, waits)
			if e.State != messages.Stopped {
				t.Errorf("what waited: %+v", e)
			}
			p, err2 := people.Unscoped(r, person)
			said, err3 := people.OptOuts(r, p)
			if err2 != nil || len(said) != 1 || said[0].How != people.Replied || said[0].PersonID != person {
				t.Errorf("%+v, %v", said, err2)
			}
			if err != nil {
				return err
			}
			return err3
		})
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := people.Tell(tx, person, "", messages.Message{Channel: messages.SMS, Text: "Hello", Purpose: "words"})
			return err
		})
		if _, refused := err.(*people.Refused); !refused {
			t.Errorf("texted after STOP: %v", err)
		}
		if why := c.not(person, people.ByEmail); why != "" {
			t.Errorf("emails: %q", why)
		}
		if mine := waiting(c.Cast, c.Harbour.First); len(mine) != 3 || !strings.Contains(mine[2].Words, "have stopped") {
			t.Errorf("the worker sees %+v", mine)
		}
		c.text("07700 900131", "START")
		if why := c.not(person, people.ByText); why != "" {
			t.Error(why)
		}
	})
}

func TestSTOPFromANumberThatSeveralShareHoldsForAllOfThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := atNight(t, d)
		one, other := c.with(c.Harbour.First, "07700 900 132"), c.with(c.Harbour.Second, "+44 7700 900132")
		c.text("07700 900 132", "Hello")
		if c.away() != 1 {
			t.Error("no answer")
		}
		c.text("07700 900 132", "STOP")
		if c.not(one, people.ByText) == "" || c.not(other, people.ByText) == "" || c.away() != 1 {
			t.Errorf("%q, %q, %d answers", c.not(one, people.ByText), c.not(other, people.ByText), c.away())
		}
		// And for nobody yet known, when somebody with that number comes.
		c.text("07700 900 133", "STOP")
		if why := c.not(c.with(c.Harbour.First, "07700 900 133"), people.ByText); why == "" {
			t.Error("the number came with a new person, and its STOP was forgotten")
		}
	})
}

func TestWhereAnAnswerByItselfDoesNotGo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := atNight(t, d)
		w := c.Harbour.First
		mind := func(person string, s people.Safety) {
			t.Helper()
			c.OK(func() error {
				var p people.Person
				c.Read(func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, person); return })
				_, err := casework.MindSafety(t.Context(), d, w, once.Key{}, person, s, people.VoicemailNo, p.Version)
				return err
			}())
		}
		for i, harm := range []func(person string){
			func(person string) { mind(person, people.Safety{NoText: true}) },
			func(person string) { mind(person, people.Safety{ReadBy: "her husband reads the phone"}) },
			func(person string) { mind(person, people.Safety{Times: "Tuesday mornings"}) },
			func(person string) {
				c.OK(casework.Died(t.Context(), d, w, once.Key{}, person, dates.Date{}))
			},
			func(person string) {
				_, err := casework.SaySharing(t.Context(), d, w, once.Key{}, person, people.Permission{RecipientKind: "team", RecipientID: c.Harbour.TeamID, RecipientName: "The team", Purpose: "support", How: "by phone"})
				c.OK(err)
			},
		} {
			number := []string{"07700 900 141", "07700 900 142", "07700 900 143", "07700 900 144", "07700 900 145"}[i]
			person := c.with(w, number)
			before := c.away()
			c.text(number, "Hello")
			if c.away() != before+1 {
				t.Errorf("%d: no answer where nothing speaks against it", i)
			}
			harm(person)
			c.text(number, "Hello again")
			if c.away() != before+1 {
				t.Errorf("%d: an answer went", i)
			}
		}
	})
}
