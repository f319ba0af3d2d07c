package asking_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/asking"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

var ways = asking.Ways{BaseURL: "https://linkwork.example", Texts: true}

// house is a team with a form in use and somebody in their care.
type house struct {
	*castest.Cast
	person, form string
}

func open(t *testing.T, d *db.DB) house {
	c := castest.New(t, d)
	r := c.Referral()
	r.ContactBy, r.Email, r.Phone = people.ByEmail, "doreen@example.com", "07700 900 151"
	h := house{c, c.Take(c.Harbour.First, c.Receive(r), ""), ""}
	f := form.Form{Title: form.Say("en", "Warm home"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "cold", Kind: form.Consent, Label: form.Say("en", "Is it cold?")},
		{Name: "damp", Kind: form.Text, Label: form.Say("en", "Is it damp?")},
	}}
	var err error
	h.form, err = forms.Create(t.Context(), d, c.Admin, once.Key{}, f)
	c.OK(err)
	c.OK(forms.Publish(t.Context(), d, c.Admin, once.Key{}, h.form, 1))
	return h
}

func (h house) ask() {
	h.Helper()
	_, err := forms.Ask(h.Context(), h.DB, h.Harbour.First, once.Key{}, h.person, h.form, ways)
	h.OK(err)
}

func (h house) asking() (a asking.Asking) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		all, err := asking.Waiting(r, h.person, asking.Form)
		if len(all) == 1 {
			a = all[0]
		}
		return err
	})
	return a
}

// sent are the messages to the person of a purpose, the latest first.
func (h house) sent(purpose string) (all []messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		out, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, m := range out {
			if m.Purpose == purpose {
				all = append(all, m)
			}
		}
		return err
	})
	return all
}

// goOn lets days pass and does the jobs that are due by then.
func (h house) goOn(days int) {
	h.Helper()
	h.Clock.Advance(time.Duration(days) * 24 * time.Hour)
	h.OK(jobs.NewRunner(h.DB, asking.Handlers(h.DB, ways.BaseURL, ways.Texts)).Drain(h.Context()))
}

func token(m messages.Entry) string {
	return strings.TrimPrefix(m.Secret, ways.BaseURL+asking.Path+"/")
}

func (h house) find(token string) (l links.Link, err error) {
	h.Read(func(r *db.Snapshot) error { l, err = links.Find(r, token); return nil })
	return l, err
}

func (h house) take(m messages.Entry, path string, values ...string) error {
	h.Helper()
	l, err := h.find(token(m))
	h.OK(err)
	_, err = forms.Take(h.Context(), h.DB, l.ID, path, form.Given{Values: values})
	return err
}

func TestRemindersLeadToTheSameAnswersAndStopWhenTheyAreGiven(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.ask()
		first := h.sent("asking")
		if len(first) != 1 || first[0].Channel != messages.Email || strings.Contains(first[0].Subject+first[0].Text, "Warm") {
			t.Fatalf("%+v", first)
		}
		h.OK(h.take(first[0], "cold", "yes"))
		h.goOn(2)
		if n := len(h.sent("asking")); n != 1 {
			t.Errorf("after two days %d messages", n)
		}
		h.goOn(1)
		h.goOn(0) // a job that runs again sends nothing
		reminded := h.sent("asking")
		if len(reminded) != 2 || !strings.Contains(reminded[0].Text, "Some days ago") || h.asking().Reminders != 1 {
			t.Fatalf("%d messages", len(reminded))
		}
		// The first link still opens, and the second goes on where it was left.
		h.OK(h.take(reminded[0], "damp", "In the hall"))
		if a := h.asking(); a.Answers["cold"].Text != "yes" || a.Answers["damp"].Text != "In the hall" {
			t.Errorf("%+v", a.Answers)
		}
		old, err := h.find(token(first[0]))
		h.OK(err)
		h.OK(forms.Finish(t.Context(), d, old.ID))
		castest.Is(t, forms.Finish(t.Context(), d, old.ID), asking.ErrFinished)
		castest.Is(t, h.opens(reminded[0]), links.ErrEnded)
		h.goOn(8)
		if n := len(h.sent("asking")); n != 2 {
			t.Errorf("reminded after the answers: %d messages", n)
		}
	})
}

func (h house) opens(m messages.Entry) error { _, err := h.find(token(m)); return err }

func TestTwoRemindersAndNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.ask()
		for range 13 {
			h.goOn(1)
		}
		all := h.sent("asking")
		if len(all) != 3 {
			t.Fatalf("%d messages", len(all))
		}
		last, err := h.find(token(all[0]))
		h.OK(err)
		if !last.ExpiresAt.Equal(h.asking().AskedAt.Add(asking.LinkLasts)) {
			t.Errorf("a reminder lasts until %s", last.ExpiresAt)
		}
		h.goOn(1)
		castest.Is(t, h.opens(all[0]), links.ErrEnded)
	})
}

func TestNobodyIsRemindedWhoDoesNotWantIt(t *testing.T) {
	stop := map[string]func(h house){
		"asked not to be": func(h house) { h.Write(func(tx *db.Tx) error { return asking.StopReminders(tx, h.asking().ID) }) },
		"support ended":   func(h house) { h.Write(func(tx *db.Tx) error { return asking.End(tx, h.person) }) },
		"wants no messages": func(h house) {
			way := strings.TrimPrefix(h.sent("asking")[0].WayOut, ways.BaseURL+"/stop/")
			h.OK(people.OptOutByLink(h.Context(), h.DB, way))
			h.Write(func(tx *db.Tx) error { return people.OptOutByReply(tx, "07700900151", h.person) })
		},
	}
	for why, act := range stop {
		t.Run(why, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				h := open(t, d)
				h.ask()
				act(h)
				h.goOn(3)
				h.goOn(5)
				if n := len(h.sent("asking")); n != 1 {
					t.Errorf("%d messages", n)
				}
			})
		})
	}
}

// Where the year of birth is not known, a code goes the other way than the link.
func TestACodeGoesTheOtherWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		r := h.Referral()
		r.BirthDate, r.ContactBy, r.Email, r.Phone = dates.Date{}, people.ByEmail, "dee@example.com", "07700 900 152"
		h.person = h.Take(h.Harbour.First, h.Receive(r), "")
		h.ask()
		mail := h.sent("asking")[0]
		if mail.Channel != messages.Email || !strings.Contains(mail.Text, "asks for a code") {
			t.Fatalf("%+v", mail.Message)
		}
		h.Write(func(tx *db.Tx) error { return asking.SendCode(tx, token(mail), ways.BaseURL) })
		code := h.sent("asking-code")[0]
		if code.Channel != messages.SMS || !strings.Contains(code.To, "900152") && !strings.Contains(code.To, "900 152") {
			t.Fatalf("%+v", code.Message)
		}
		h.Write(func(tx *db.Tx) error {
			verdict, err := links.CheckCode(tx, token(mail), code.Secret, time.Hour)
			if !verdict.Right {
				t.Error("the code is wrong")
			}
			return err
		})
	})
}

// An open link is used by many; each has answers of their own.
func TestAnOpenLink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		make := func(place string, closes dates.Date) (string, error) {
			return forms.MakeOpenLink(t.Context(), d, h.Admin, once.Key{}, h.form, place, closes)
		}
		_, err := make("", h.Today().AddDays(-1))
		castest.Refused(t, err, "place")
		castest.Refused(t, err, "closes")
		_, err = forms.MakeOpenLink(t.Context(), d, h.Harbour.First, once.Key{}, h.form, "Library", h.Today())
		castest.Is(t, err, db.ErrNotFound)
		poster, err := make("Poster at the library", h.Today().AddDays(2))
		h.OK(err)
		for _, said := range []string{"yes", "no"} {
			own, err := forms.Start(t.Context(), d, once.Key{}, poster, "")
			h.OK(err)
			l, err := h.find(own)
			h.OK(err)
			_, err = forms.Take(t.Context(), d, l.ID, "cold", form.Given{Values: []string{said}})
			h.OK(err)
			h.OK(forms.Finish(t.Context(), d, l.ID))
		}
		h.Read(func(r *db.Snapshot) error {
			all, err := forms.FromOpenLinks(r, h.Admin, h.form)
			if len(all) != 2 || all[0].Answers["cold"].Text != "yes" || all[1].Answers["cold"].Text != "no" {
				t.Errorf("%+v", all)
			}
			_, refused := forms.FromOpenLinks(r, h.Harbour.First, h.form)
			castest.Is(t, refused, db.ErrNotFound)
			return err
		})
		h.Clock.Advance(72 * time.Hour)
		_, err = forms.Start(t.Context(), d, once.Key{}, poster, "")
		castest.Is(t, err, links.ErrEnded)
		_, err = forms.Start(t.Context(), d, once.Key{}, "guess", "")
		castest.Is(t, err, db.ErrNotFound)
	})
}

// What goes is seen before it goes, with why that way.
func TestALinkIsSeenBeforeItGoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for want, k := range map[string]struct {
			by      people.ContactBy
			stopped bool // texts
		}{
			"sms sms,email wants to be contacted by text":                                  {people.ByText, false},
			"email email,sms wants to be contacted by email":                               {people.ByEmail, false},
			" sms,email wants to be contacted by phone. A link cannot go that way":         {people.ByPhone, false},
			"email email wants to be contacted by text, which is not possible now":         {people.ByText, true},
			" email wants to be contacted by phone. A link cannot go that way. Choose how": {people.ByPhone, true},
		} {
			r := c.Referral()
			r.Phone, r.Email, r.ContactBy = "07700 900 151", "dee@marsh.example", k.by
			if k.stopped {
				r.Phone = "07700 900 152"
			}
			person := c.Take(c.Harbour.First, c.Receive(r), "")
			if k.stopped {
				c.OK(people.SayWay(t.Context(), d, c.Harbour.First, once.Key{}, person, people.ByText, true))
			}
			c.Read(func(s *db.Snapshot) error {
				p, err := asking.PlanFor(s, c.Harbour.First, person, asking.What{Kind: asking.Instrument, AboutID: "ons4", Minutes: 2}, ways)
				var options []string
				for _, o := range p.Options {
					options = append(options, string(o.Way))
					if o.To == "" || !strings.Contains(o.Text, asking.ForLink) || !strings.Contains(o.Text, "stop") && !strings.Contains(o.Text, "STOP") || strings.Contains(o.Text, "{") {
						t.Errorf("%+v", o)
					}
				}
				if got := string(p.Chosen) + " " + strings.Join(options, ",") + " " + p.Why; !strings.HasPrefix(strings.Replace(got, r.Given+" ", "", 1), want) {
					t.Errorf("%q, want %q", got, want)
				}
				return err
			})
			castest.Is(t, func() (err error) {
				c.Read(func(s *db.Snapshot) error {
					_, err = asking.PlanFor(s, c.Harbour.Second, person, asking.What{Kind: asking.Instrument, AboutID: "ons4"}, ways)
					return nil
				})
				return err
			}(), db.ErrNotFound)
		}
	})
}

// Who has a link to the same is not sent another without anybody knowing. Sent
// again it leads to the same answers, the earlier link ends, and reminders count
// from then.
func TestALinkIsSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.Phone, r.Email, r.ContactBy = "07700 900 151", "dee@marsh.example", people.ByText
		person := c.Take(c.Harbour.First, c.Receive(r), "")
		what := asking.What{Kind: asking.Form, AboutID: "a-form", Edition: 1}
		send := func(by asking.Way, again asking.Again) (a asking.Asking, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) (err error) {
				a, err = asking.Send(tx, c.Harbour.First, person, what, asking.Ways{BaseURL: ways.BaseURL, Texts: true, By: by, Again: again})
				return err
			})
			return a, err
		}
		tokens := func() (all []string) {
			c.Read(func(s *db.Snapshot) error {
				entries, err := messages.For(s, person, 9)
				for _, e := range entries {
					if e.Secret != "" {
						all = append(all, strings.TrimPrefix(e.Secret, ways.BaseURL+asking.Path+"/"))
					}
				}
				return err
			})
			return all
		}
		opens := func(token string) (err error) {
			c.Read(func(s *db.Snapshot) error { _, err = links.Find(s, token); return nil })
			return err
		}
		first, err := send("", "")
		c.OK(err)
		if first.Way != asking.ByText {
			t.Errorf("%+v", first)
		}
		early := tokens()[0]
		_, err = send("", "")
		castest.Refused(t, err, "again")
		c.Clock.Advance(2 * 24 * time.Hour)
		again, err := send(asking.ByEmail, asking.SendAgain)
		c.OK(err)
		if again.ID != first.ID || again.Way != asking.ByEmail || !again.SentAt.Equal(c.Clock.Now().Truncate(time.Millisecond)) {
			t.Errorf("%+v", again)
		}
		castest.Is(t, opens(early), links.ErrEnded)
		c.OK(opens(tokens()[0]))
		runner := jobs.NewRunner(d, asking.Handlers(d, ways.BaseURL, ways.Texts))
		reminders := func(days int) (n int) {
			c.Clock.Advance(time.Duration(days) * 24 * time.Hour)
			c.OK(runner.Drain(t.Context()))
			c.Read(func(s *db.Snapshot) error { a, err := asking.Get(s, first.ID); n = a.Reminders; return err })
			return n
		}
		if n := reminders(1); n != 0 { // the day of the first link's reminder
			t.Errorf("%d reminders of a link that has ended", n)
		}
		if n := reminders(2); n != 1 {
			t.Errorf("%d reminders", n)
		}
		anew, err := send("", asking.AskAnew)
		c.OK(err)
		if anew.ID == first.ID {
			t.Error("not anew")
		}
	})
}
