package correspondence_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/correspondence"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// office is a cast with a person who can be reached in every way, a team that
// reads replies, and a gateway that does as it is told.
type office struct {
	*castest.Cast
	person  string
	answer  error // of the gateway
	carried []messages.Entry
	runner  *jobs.Runner
}

var everything = correspondence.House{BaseURL: "https://linkwork.example", Texts: true, Mail: true}

func (o *office) Send(_ context.Context, e messages.Entry) error {
	if e.Purpose == "words" {
		o.carried = append(o.carried, e)
	}
	return o.answer
}

func each(t *testing.T, test func(o *office)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.Phone, r.Email, r.Address, r.Postcode = "07700 900 161", "dee@marsh.example", "1 Quay Street", "QY1 2AB"
		o := &office{Cast: c, person: c.Take(c.Harbour.First, c.Receive(r), "")}
		c.OK(desk.SetWayBack(t.Context(), d, c.Harbour.Manager, once.Key{}, teams.WayBack{TeamID: c.Harbour.TeamID, Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this by day."}))
		handlers := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.SMS: o, messages.Email: o}).Handlers()
		for kind, handler := range correspondence.Handlers(d) {
			handlers[kind] = handler
		}
		o.runner = jobs.NewRunner(d, handlers)
		test(o)
	})
}

func (o *office) draft(way people.ContactBy) correspondence.Draft {
	return correspondence.Draft{PersonID: o.person, Audience: correspondence.ForPerson, Way: way, Words: "Dear Doreen, see you on Tuesday.\r\nAmina"}
}

func (o *office) write(by access.Actor, d correspondence.Draft) (string, error) {
	return correspondence.Write(o.Context(), o.DB, by, once.Key{}, everything, d)
}

func (o *office) must(by access.Actor, d correspondence.Draft) string {
	o.Helper()
	id, err := o.write(by, d)
	o.OK(err)
	return id
}

func (o *office) piece(id string) (p correspondence.Piece, e messages.Entry) {
	o.Helper()
	o.Read(func(r *db.Snapshot) (err error) {
		if p, err = correspondence.Get(r, o.Harbour.First, o.person, id); err != nil || p.MessageID == "" {
			return err
		}
		e, err = messages.Get(r, p.MessageID)
		return err
	})
	return p, e
}

func (o *office) drain() {
	o.Clock.Advance(time.Hour)
	_ = o.runner.Drain(o.Context())
}

func TestATextAndAnEmailGoWithHowToAnswer(t *testing.T) {
	each(t, func(o *office) {
		text, mail := o.must(o.Harbour.First, o.draft(people.ByText)), o.must(o.Harbour.First, o.draft(people.ByEmail))
		o.drain()
		if len(o.carried) != 2 {
			o.Fatalf("%d went", len(o.carried))
		}
		ending := "You can reply to 07700 900 500. Jo Hart reads it on weekdays, not at night. If you need help now, call 999."
		p, e := o.piece(text)
		if want := "Dear Doreen, see you on Tuesday.\nAmina\n" + ending + " To stop texts, reply STOP."; e.Body() != want || e.To != "07700 900 161" || e.Subject != "" {
			o.Errorf("%+v", e)
		}
		if got := correspondence.Sent(o.draft(people.ByText), ending); got != e.Body() {
			o.Errorf("shown before: %q", got)
		}
		if p.Fate(e) != "Sent" || p.Ending != ending || p.TeamID != o.Harbour.TeamID {
			o.Errorf("%+v %s", p, p.Fate(e))
		}
		_, e = o.piece(mail)
		if e.Subject != "A message for you" || !strings.Contains(e.Body(), ending) || !strings.Contains(e.Body(), "https://linkwork.example/stop/") {
			o.Errorf("%+v", e)
		}
	})
}

func TestWhatCannotBeSent(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		for name, c := range map[string]struct {
			field  string
			change func(d *correspondence.Draft)
		}{
			"no words":        {"words", func(d *correspondence.Draft) { d.Words = " \n" }},
			"a place left":    {"words", func(d *correspondence.Draft) { d.Words = "See you on [appointment]." }},
			"a field left":    {"words", func(d *correspondence.Draft) { d.Words = "Dear {secret}" }},
			"a long text":     {"words", func(d *correspondence.Draft) { d.Words = strings.Repeat("x", 601) }},
			"a long email":    {"words", func(d *correspondence.Draft) { d.Way, d.Words = people.ByEmail, strings.Repeat("x", 3001) }},
			"no way":          {"way", func(d *correspondence.Draft) { d.Way = "" }},
			"by phone":        {"way", func(d *correspondence.Draft) { d.Way = people.ByPhone }},
			"another format":  {"format", func(d *correspondence.Draft) { d.Format = "gold" }},
			"practice a text": {"way", func(d *correspondence.Draft) { d.Audience, d.ToID = correspondence.ForPractice, o.Harbour.PracticeID }},
		} {
			d := o.draft(people.ByText)
			c.change(&d)
			_, err := o.write(me, d)
			if castest.Message(err, c.field) == "" {
				o.Errorf("%s: %v", name, err)
			}
		}
		for name, change := range map[string]func(d *correspondence.Draft){
			"another practice": func(d *correspondence.Draft) {
				d.Audience, d.ToID, d.Way = correspondence.ForPractice, o.Canalside.PracticeID, people.ByLetter
			},
			"an organisation": func(d *correspondence.Draft) {
				d.Audience, d.ToID, d.Way = correspondence.ForOrganisation, "none", people.ByLetter
			},
			"a template":          func(d *correspondence.Draft) { d.Template = "none" },
			"a foreign person":    func(d *correspondence.Draft) { d.PersonID = "none" },
			"an unknown audience": func(d *correspondence.Draft) { d.Audience = "press" },
		} {
			d := o.draft(people.ByText)
			change(&d)
			_, err := o.write(me, d)
			if !errors.Is(err, db.ErrNotFound) {
				o.Errorf("%s: %v", name, err)
			}
		}
		for _, by := range []access.Actor{o.Harbour.Second, o.Canalside.First, o.Canalside.Manager, o.Harbour.Practice, o.Admin} {
			_, err := o.write(by, o.draft(people.ByText))
			castest.Is(o, err, db.ErrNotFound)
		}
		o.must(o.Harbour.Manager, o.draft(people.ByText))
		if o.drain(); len(o.carried) != 1 {
			o.Errorf("%d went", len(o.carried))
		}
	})
}

func TestTheSameFormSendsOnce(t *testing.T) {
	each(t, func(o *office) {
		key := once.Key{Actor: o.Harbour.First.AccountID, Token: "t", BodyHash: "h"}
		first, err := correspondence.Write(o.Context(), o.DB, o.Harbour.First, key, everything, o.draft(people.ByText))
		o.OK(err)
		second, err := correspondence.Write(o.Context(), o.DB, o.Harbour.First, key, everything, o.draft(people.ByText))
		if o.OK(err); first != second {
			o.Error("two pieces")
		}
		if o.drain(); len(o.carried) != 1 {
			o.Errorf("%d went", len(o.carried))
		}
	})
}

func (o *office) ways(by access.Actor, h correspondence.House) map[people.ContactBy]correspondence.Way {
	o.Helper()
	all := make(map[people.ContactBy]correspondence.Way)
	o.Read(func(r *db.Snapshot) error {
		c, err := casework.Latest(r, by, o.person)
		if err != nil {
			return err
		}
		to, err := correspondence.Recipients(r, by, o.person)
		if err != nil {
			return err
		}
		ways, err := correspondence.Ways(r, by, h, c, to[0])
		for _, w := range ways {
			all[w.By] = w
		}
		return err
	})
	return all
}

func TestWithoutAWayBackNothingIsTextedOrEmailed(t *testing.T) {
	each(t, func(o *office) {
		version := 1
		o.OK(desk.SetWayBack(o.Context(), o.DB, o.Harbour.Manager, once.Key{}, teams.WayBack{TeamID: o.Harbour.TeamID, Opens: 9 * 60, Closes: 17 * 60, Version: version}))
		ways := o.ways(o.Harbour.First, everything)
		want := "Nobody reads replies for your team yet. Jo Hart can set that up under Team, Replies to your messages"
		if ways[people.ByText].Not != want || ways[people.ByEmail].Not != want || ways[people.ByLetter].Not != "" {
			o.Errorf("%+v", ways)
		}
		_, err := o.write(o.Harbour.First, o.draft(people.ByEmail))
		if castest.Message(err, "way") != want {
			o.Errorf("%v", err)
		}
		o.must(o.Harbour.First, o.draft(people.ByLetter))
	})
}

func TestWithoutAGatewayNothingIsTexted(t *testing.T) {
	each(t, func(o *office) {
		h := everything
		h.Texts = false
		if ways := o.ways(o.Harbour.First, h); !strings.Contains(ways[people.ByText].Not, "no gateway") || ways[people.ByEmail].Not != "" {
			o.Errorf("%+v", ways)
		}
	})
}

func (o *office) mind(s people.Safety) {
	o.Helper()
	var p people.Person
	o.Read(func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, o.person); return })
	_, err := casework.MindSafety(o.Context(), o.DB, o.Harbour.First, once.Key{}, o.person, s, p.Voicemail, p.Version)
	o.OK(err)
}

func TestWhatAHumanHasToWeighIsWeighed(t *testing.T) {
	each(t, func(o *office) {
		o.mind(people.Safety{ReadBy: "her son opens her letters"})
		for _, way := range []people.ContactBy{people.ByText, people.ByEmail, people.ByLetter} {
			d := o.draft(way)
			_, err := o.write(o.Harbour.First, d)
			castest.Refused(o, err, "knowing")
			d.Knowing = true
			o.must(o.Harbour.First, d)
		}
		o.mind(people.Safety{NoLetter: true})
		_, err := o.write(o.Harbour.First, o.draft(people.ByLetter))
		castest.Refused(o, err, "way")
	})
}

func TestWhatDidNotArriveBecomesALetterInOneClick(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		text := o.must(me, o.draft(people.ByText))
		_, err := correspondence.AsLetter(o.Context(), o.DB, me, once.Key{}, everything, o.person, text, false)
		castest.Is(o, err, db.ErrConflict)
		o.answer = messages.ErrRefused
		o.drain()
		p, e := o.piece(text)
		if p.Fate(e) != "Could not be sent: refused for good" {
			o.Errorf("%q", p.Fate(e))
		}
		tasks := func() (n int) {
			o.Read(func(r *db.Snapshot) error {
				list, err := diary.ToDo(r, me.AccountID, o.Today())
				for _, task := range list {
					if task.AboutID == e.ID {
						n++
					}
				}
				return err
			})
			return n
		}
		if tasks() != 1 {
			o.Errorf("%d tasks", tasks())
		}
		handler := correspondence.Handlers(o.DB)[messages.LostKind]
		o.OK(handler(o.Context(), []byte(`{"id":"`+e.ID+`"}`)))
		if tasks() != 1 {
			o.Errorf("%d tasks when the job came again", tasks())
		}
		castest.Is(o, func() error {
			_, err := correspondence.AsLetter(o.Context(), o.DB, o.Harbour.Second, once.Key{}, everything, o.person, text, false)
			return err
		}(), db.ErrNotFound)
		o.mind(people.Safety{ReadBy: "her son"})
		_, err = correspondence.AsLetter(o.Context(), o.DB, me, once.Key{}, everything, o.person, text, false)
		castest.Refused(o, err, "knowing")
		var letter string
		for range 2 {
			id, err := correspondence.AsLetter(o.Context(), o.DB, me, once.Key{}, everything, o.person, text, true)
			if o.OK(err); letter != "" && id != letter {
				o.Error("two letters")
			}
			letter = id
		}
		l, _ := o.piece(letter)
		if l.Words != p.Words || l.InsteadOf != text || l.State != correspondence.ToPrint || l.ToAddress != "1 Quay Street\nQY1 2AB" || l.Fate(messages.Entry{}) != "To print" {
			o.Errorf("%+v", l)
		}
		castest.Is(o, correspondence.MarkPrinted(o.Context(), o.DB, o.Harbour.Second, once.Key{}, o.person, letter, l.Version), db.ErrNotFound)
		castest.Is(o, correspondence.MarkPrinted(o.Context(), o.DB, me, once.Key{}, o.person, text, p.Version), db.ErrNotFound)
		o.OK(correspondence.MarkPrinted(o.Context(), o.DB, me, once.Key{}, o.person, letter, l.Version))
		castest.Is(o, correspondence.MarkPrinted(o.Context(), o.DB, me, once.Key{}, o.person, letter, l.Version), db.ErrConflict)
		l, _ = o.piece(letter)
		if got := l.Fate(messages.Entry{}); got != "Printed, and posted or handed over, 23 November 2026 by Amina Yusuf" {
			o.Error(got)
		}
	})
}

func TestALetterThatWaitsIsNotPostedToTheDead(t *testing.T) {
	each(t, func(o *office) {
		letter := o.must(o.Harbour.First, o.draft(people.ByLetter))
		o.OK(casework.Died(o.Context(), o.DB, o.Harbour.First, once.Key{}, o.person, dates.Date{}))
		castest.Refused(o, correspondence.MarkPrinted(o.Context(), o.DB, o.Harbour.First, once.Key{}, o.person, letter, 1), "way")
	})
}

func TestOthersAreWrittenToOnPaperWithAYes(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		d := o.draft(people.ByLetter)
		d.Audience, d.ToID = correspondence.ForPractice, o.Harbour.PracticeID
		p, _ := o.piece(o.must(me, d))
		if p.ToName != "Harbour Practice" || p.Ending != "" {
			o.Errorf("%+v", p)
		}
		_, err := casework.SaySharing(o.Context(), o.DB, me, once.Key{}, o.person, people.Permission{RecipientKind: "practice", RecipientID: o.Harbour.PracticeID, RecipientName: "Harbour Practice", Purpose: "letter", How: "by phone"})
		o.OK(err)
		_, err = o.write(me, d)
		castest.Refused(o, err, "way")
	})
}
