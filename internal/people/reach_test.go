package people_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

func reachable(c *castest.Cast) (id string) {
	r := c.Referral()
	r.Phone, r.Email, r.Address = "07700 900 151", "Dee@marsh.example", "1 Quay Street"
	return c.Take(c.Harbour.First, c.Receive(r), "")
}

func reach(c *castest.Cast, person string) (k people.Reach) {
	c.Read(func(r *db.Snapshot) (err error) { k, err = people.ReachOf(r, person); return })
	return k
}

func mind(c *castest.Cast, by access.Actor, person string, s people.Safety) (int64, error) {
	return casework.MindSafety(c.Context(), c.DB, by, once.Key{}, person, s, people.VoicemailNo, reach(c, person).Version)
}

func tell(c *castest.Cast, person string, channel messages.Channel) (e messages.Entry, err error) {
	err = c.DB.Write(c.Context(), func(tx *db.Tx) error {
		m := messages.Message{Channel: channel, Text: "Hello", Purpose: "words"}
		if channel == messages.Email {
			m.Subject = "A message for you"
		}
		id, err := people.Tell(tx, person, "https://linkwork.example", m)
		if err != nil {
			return err
		}
		e, err = messages.Get(tx, id)
		return err
	})
	return e, err
}

func TestWhyAPersonMustNotBeReached(t *testing.T) {
	all := people.ContactWays
	for name, c := range map[string]struct {
		do  func(c *castest.Cast, person string)
		not []people.ContactBy
		why string
	}{
		"nothing":     {func(c *castest.Cast, person string) {}, nil, ""},
		"do not call": {func(c *castest.Cast, person string) { mustMind(c, person, people.Safety{NoPhone: true}) }, all[:1], "Do not call"},
		"do not text": {func(c *castest.Cast, person string) { mustMind(c, person, people.Safety{NoText: true}) }, all[1:2], "Do not text"},
		"no email":    {func(c *castest.Cast, person string) { mustMind(c, person, people.Safety{NoEmail: true}) }, all[2:3], "Do not email"},
		"no letters":  {func(c *castest.Cast, person string) { mustMind(c, person, people.Safety{NoLetter: true}) }, all[3:], "Do not write"},
		"died": {func(c *castest.Cast, person string) {
			c.OK(casework.Died(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, dates.Date{}))
		}, all, "They have died"},
		"no more emails": {func(c *castest.Cast, person string) {
			c.OK(people.SayWay(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, people.ByEmail, true))
		}, all[2:3], "No more emails, since 23 November 2026 (they told Amina Yusuf)"},
		"no to support": {func(c *castest.Cast, person string) {
			_, err := casework.SaySharing(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, people.Permission{RecipientKind: "team", RecipientID: c.Harbour.TeamID, RecipientName: "The team", Purpose: "support", How: "by phone"})
			c.OK(err)
		}, all[1:], "They said no"},
		"no addresses": {func(c *castest.Cast, person string) {
			d := reach(c, person).Details
			d.Phone, d.Email, d.Address = "", "", ""
			c.OK(casework.ChangeDetails(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, d, "", reach(c, person).Version))
		}, all, "There is no "},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				cast := castest.New(t, d)
				person := reachable(cast)
				waiting := map[people.ContactBy]messages.Entry{}
				for way, channel := range map[people.ContactBy]messages.Channel{people.ByText: messages.SMS, people.ByEmail: messages.Email} {
					e, err := tell(cast, person, channel)
					cast.OK(err)
					waiting[way] = e
				}
				c.do(cast, person)
				k := reach(cast, person)
				for _, way := range all {
					refused := false
					for _, no := range c.not {
						refused = refused || way == no
					}
					if why := k.Not(way); (why != "") != refused || refused && !strings.HasPrefix(why, c.why) {
						t.Errorf("%s: %q", way, why)
					}
					cast.Read(func(r *db.Snapshot) error {
						err := people.MayReach(r, person, way)
						if _, no := errors.AsType[*people.Refused](err); no != refused {
							t.Errorf("%s: %v", way, err)
						}
						if e, there := waiting[way]; there {
							e, err := messages.Get(r, e.ID)
							if want := map[bool]messages.State{true: messages.Stopped, false: messages.Queued}[refused]; e.State != want {
								t.Errorf("%s that waited: %s, want %s", way, e.State, want)
							}
							return err
						}
						return nil
					})
				}
				for way, channel := range map[people.ContactBy]messages.Channel{people.ByText: messages.SMS, people.ByEmail: messages.Email} {
					_, err := tell(cast, person, channel)
					if _, no := errors.AsType[*people.Refused](err); no != (k.Not(way) != "") {
						t.Errorf("telling by %s: %v", way, err)
					}
				}
			})
		})
	}
}

func mustMind(c *castest.Cast, person string, s people.Safety) {
	c.Helper()
	if _, err := mind(c, c.Harbour.First, person, s); err != nil {
		c.Fatal(err)
	}
}

func TestWhatToMindIsSavedOnceByWhoeverSeesThePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := reachable(c)
		for _, by := range []access.Actor{c.Harbour.Second, c.Canalside.First, c.Canalside.Manager, c.Harbour.Practice, c.Admin} {
			_, err := mind(c, by, person, people.Safety{NoText: true})
			castest.Is(t, err, db.ErrNotFound)
		}
		_, err := mind(c, c.Harbour.First, person, people.Safety{ReadBy: strings.Repeat("x", 121)})
		castest.Refused(t, err, "read_by")
		version := reach(c, person).Version
		full := people.Safety{NoPhone: true, NoText: true, Times: " Tuesday\nmornings. ", SayFrom: "the library", ReadBy: "her son"}
		key := once.Key{Actor: c.Harbour.First.AccountID, Token: "a", BodyHash: "b"}
		for range 2 {
			if _, err := casework.MindSafety(t.Context(), d, c.Harbour.First, key, person, full, people.VoicemailNo, version); err != nil {
				t.Fatal(err)
			}
		}
		_, err = casework.MindSafety(t.Context(), d, c.Harbour.First, once.Key{}, person, people.Safety{}, people.VoicemailYes, version)
		castest.Is(t, err, db.ErrConflict)
		want := []string{"Do not call.", "Do not text.", "Somebody else may read it: her son.", "Only at these times: Tuesday mornings.", "Say you are calling from the library."}
		if got := reach(c, person).Minds(); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q", got)
		}
	})
}

func TestWhatWaitsDoesNotGoToAnOldNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := reachable(c)
		text, err := tell(c, person, messages.SMS)
		c.OK(err)
		mail, err := tell(c, person, messages.Email)
		c.OK(err)
		k := reach(c, person)
		k.Phone = "07700 900 152"
		c.OK(casework.ChangeDetails(t.Context(), d, c.Harbour.First, once.Key{}, person, k.Details, k.PracticeID, k.Version))
		c.Read(func(r *db.Snapshot) error {
			a, err := messages.Get(r, text.ID)
			b, err2 := messages.Get(r, mail.ID)
			if a.State != messages.Stopped || b.State != messages.Queued {
				t.Errorf("text %s, mail %s", a.State, b.State)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestAnEmailEndsWithItsWayOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := reachable(c)
		e, err := tell(c, person, messages.Email)
		c.OK(err)
		base := "https://linkwork.example/stop/"
		if !strings.HasPrefix(e.WayOut, base) || !strings.HasSuffix(e.Body(), "To stop emails from us, open "+e.WayOut+"\n") {
			t.Fatalf("%+v", e)
		}
		token := strings.TrimPrefix(e.WayOut, base)
		castest.Is(t, people.OptOutByLink(t.Context(), d, token+"x"), db.ErrNotFound)
		var other links.Link
		c.Write(func(tx *db.Tx) (err error) {
			other, err = links.Create(tx, links.Spec{Purpose: "measures", SubjectID: person, Expires: tx.Now().AddDate(1, 0, 0)})
			return err
		})
		castest.Is(t, people.OptOutByLink(t.Context(), d, other.Token), db.ErrNotFound)
		if why := reach(c, person).Not(people.ByEmail); why != "" {
			t.Fatal(why)
		}
		for range 2 {
			c.OK(people.OptOutByLink(t.Context(), d, token))
		}
		k := reach(c, person)
		if why := k.Not(people.ByEmail); !strings.HasSuffix(why, "(by the link in an email)") || k.Not(people.ByText) != "" {
			t.Errorf("%q", why)
		}
		// Whoever has the same address, however written, is not written to either.
		r := c.Referral()
		r.Email = "dee@MARSH.example"
		if why := reach(c, c.Take(c.Harbour.Second, c.Receive(r), "")).Not(people.ByEmail); why == "" {
			t.Error("the address is written to again")
		}
		castest.Is(t, people.SayWay(t.Context(), d, c.Canalside.First, once.Key{}, person, people.ByEmail, false), db.ErrNotFound)
		castest.Refused(t, people.SayWay(t.Context(), d, c.Harbour.First, once.Key{}, person, people.ByPhone, true), "way")
		c.OK(people.SayWay(t.Context(), d, c.Harbour.First, once.Key{}, person, people.ByEmail, false))
		if why := reach(c, person).Not(people.ByEmail); why != "" {
			t.Error(why)
		}
		c.Read(func(r *db.Snapshot) error {
			said, err := people.OptOuts(r, k.Person)
			if len(said) != 1 || said[0].Words() != "No more emails, since 23 November 2026 (by the link in an email), until 23 November 2026 (they told Amina Yusuf)" {
				t.Errorf("%+v", said)
			}
			return err
		})
	})
}

func TestNoTextGoesToAnExtension(t *testing.T) {
	for typed, want := range map[string]string{"(01632) 960 123": "01632 960 123", "+44 (0)7700 900 982": "+44 7700 900 982", "01632 960123 ext 4": "", "no phone": ""} {
		if got := people.Textable(typed); got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
