package messages_test

import (
	"context"
	"errors"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

// office is a database with a mail server.
type office struct {
	*testing.T
	db     *db.DB
	server *server
	runner *jobs.Runner
}

func each(t *testing.T, test func(o *office)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newServer(t)
		mailer, err := messages.NewMailer(messages.SMTP{
			Address: s.address, Security: messages.Plain, Timeout: time.Second,
			From: func(context.Context) (string, error) { return "Harbour network <noreply@harbour.example>", nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		sender := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.Email: mailer})
		test(&office{t, d, s, jobs.NewRunner(d, sender.Handlers())})
	})
}

var hello = messages.Message{
	Channel: messages.Email, To: "front@oakview.example", Subject: "An answer to a referral: R-1024",
	Text: "Hello,\n\nThere is news. Zażółć. Open {secret}\n", Secret: "https://linkwork.example/l/abc",
	Purpose: "referral-answer", AboutKind: "referral", AboutID: "ref-1",
}

func (o *office) queue(m messages.Message) (id string) {
	o.Helper()
	dbtest.Write(o, o.db, func(tx *db.Tx) (err error) {
		id, err = messages.Queue(tx, m)
		return err
	})
	return id
}

func (o *office) entry(id string) (e messages.Entry) {
	o.Helper()
	dbtest.Read(o, o.db, func(s *db.Snapshot) (err error) {
		e, err = messages.Get(s, id)
		return err
	})
	return e
}

func (o *office) later(d time.Duration) error {
	dbtest.ClockOf(o.db).Advance(d)
	return o.runner.Drain(context.Background())
}

func TestAMessageArrivesOnce(t *testing.T) {
	each(t, func(o *office) {
		id := o.queue(hello)
		for range 3 {
			if err := o.later(time.Hour); err != nil {
				o.Fatal(err)
			}
		}
		got := o.server.messages()
		if len(got) != 1 {
			o.Fatalf("arrived %d times", len(got))
		}
		for _, want := range []string{
			"Message-ID: <" + id + "@harbour.example>", "Subject: An answer to a referral: R-1024",
			"To: <front@oakview.example>", "Auto-Submitted: auto-generated", `From: "Harbour network" <noreply@harbour.example>`,
		} {
			if !strings.Contains(got[0], want) {
				o.Errorf("no %q in\n%s", want, got[0])
			}
		}
		_, body, _ := strings.Cut(got[0], "\r\n\r\n")
		text, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(body)))
		if err != nil || !strings.Contains(string(text), "Zażółć. Open https://linkwork.example/l/abc") {
			o.Errorf("body %q, %v", text, err)
		}
		if e := o.entry(id); e.State != messages.Sent || e.Attempts != 1 || e.Secret != "" {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestAMessageCanBeStoppedUntilItsTime(t *testing.T) {
	each(t, func(o *office) {
		m := hello
		m.NotBefore = dbtest.Start.Add(10 * time.Minute)
		stopped, sent := o.queue(m), o.queue(m)
		if err := o.later(9 * time.Minute); err != nil || len(o.server.messages()) != 0 {
			o.Fatal("sent before its time", err)
		}
		for range 2 {
			dbtest.Write(o, o.db, func(tx *db.Tx) error { return messages.Stop(tx, stopped) })
		}
		if err := o.later(time.Minute); err != nil || len(o.server.messages()) != 1 {
			o.Fatal("sent", len(o.server.messages()), err)
		}
		if o.entry(stopped).State != messages.Stopped || o.entry(sent).State != messages.Sent {
			o.Error("wrong states")
		}
		err := o.db.Write(o.Context(), func(tx *db.Tx) error { return messages.Stop(tx, sent) })
		if !errors.Is(err, db.ErrConflict) {
			o.Errorf("stopping what was sent: %v", err)
		}
	})
}

func TestRefusedForGood(t *testing.T) {
	each(t, func(o *office) {
		o.server.be(func() { o.server.refuse = &smtp.SMTPError{Code: 550, Message: "no such user"} })
		id := o.queue(hello)
		if err := o.later(0); err != nil {
			o.Fatal(err)
		}
		if e := o.entry(id); e.State != messages.Failed || !strings.Contains(e.Note, "no such user") {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestTriedAgainAfterTroubleThatPasses(t *testing.T) {
	each(t, func(o *office) {
		o.server.be(func() { o.server.refuse = &smtp.SMTPError{Code: 451, Message: "later"} })
		id := o.queue(hello)
		if err := o.later(0); err == nil {
			o.Fatal("no error")
		}
		if e := o.entry(id); e.State != messages.Queued || e.Attempts != 1 {
			o.Errorf("entry %+v", e)
		}
		o.server.be(func() { o.server.refuse = nil })
		if err := o.later(time.Hour); err != nil || o.entry(id).State != messages.Sent {
			o.Errorf("not sent: %v", err)
		}
	})
}

func TestGivenUpAfterADay(t *testing.T) {
	each(t, func(o *office) {
		o.server.be(func() { o.server.refuse = &smtp.SMTPError{Code: 451, Message: "later"} })
		id := o.queue(hello)
		for range jobs.MaxTries {
			o.later(8 * time.Hour)
		}
		if e := o.entry(id); e.State != messages.Failed || e.Secret != "" {
			o.Errorf("entry %+v", e)
		}
		dbtest.Read(o, o.db, func(s *db.Snapshot) error {
			dead, err := jobs.Dead(s, 1)
			if len(dead) != 0 {
				o.Errorf("dead jobs: %+v", dead)
			}
			return err
		})
	})
}

func TestAtMostThreeCopiesWhenNobodyAnswers(t *testing.T) {
	each(t, func(o *office) {
		o.server.be(func() { o.server.vanish = true })
		id := o.queue(hello)
		for range 6 {
			o.later(8 * time.Hour)
		}
		got := o.server.messages()
		if len(got) != 3 {
			o.Errorf("%d copies", len(got))
		}
		same := regexp.MustCompile(`Message-ID: <[^>]+>`).FindString(got[0])
		for _, copy := range got {
			if !strings.Contains(copy, same) {
				o.Error("another Message-ID")
			}
		}
		if e := o.entry(id); e.State != messages.Failed || e.Attempts != 3 {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestASlowServerIsNotWaitedForLong(t *testing.T) {
	each(t, func(o *office) {
		o.server.be(func() { o.server.delay = 3 * time.Second })
		id := o.queue(hello)
		began := time.Now()
		if err := o.later(0); !errors.Is(err, messages.ErrUnknown) {
			o.Errorf("got %v", err)
		}
		if time.Since(began) > 2500*time.Millisecond {
			o.Error("waited too long")
		}
		if e := o.entry(id); e.State != messages.Queued {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestNothingIsSentAgainAfterARestore(t *testing.T) {
	each(t, func(o *office) {
		id := o.queue(hello)
		dbtest.Write(o, o.db, func(tx *db.Tx) error {
			n, err := messages.Fence(tx)
			if n != 1 {
				o.Errorf("fenced %d", n)
			}
			return err
		})
		if err := o.later(time.Hour); err != nil || len(o.server.messages()) != 0 {
			o.Fatal("sent", err)
		}
		dbtest.Write(o, o.db, func(tx *db.Tx) error { return messages.Release(tx, id) })
		if err := o.later(0); err != nil || len(o.server.messages()) != 1 {
			o.Fatal("not released", err)
		}
	})
}

func TestTheDemoSendsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		sender := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.Email: messages.Withhold{}})
		o := &office{t, d, nil, jobs.NewRunner(d, sender.Handlers())}
		id := o.queue(hello)
		if err := o.later(0); err != nil {
			t.Fatal(err)
		}
		e := o.entry(id)
		if e.State != messages.Withheld || !strings.Contains(e.Body(), hello.Secret) {
			t.Errorf("entry %+v", e)
		}
		dbtest.Read(t, d, func(s *db.Snapshot) error {
			first, err := messages.Outbox(s, messages.Entry{}, 10)
			if len(first) != 1 {
				t.Errorf("outbox %+v", first)
			}
			second, err2 := messages.Outbox(s, first[0], 10)
			if len(second) != 0 {
				t.Errorf("then %+v", second)
			}
			about, err3 := messages.About(s, "referral", "ref-1")
			if len(about) != 1 {
				t.Errorf("about %+v", about)
			}
			return errors.Join(err, err2, err3)
		})
	})
}

func TestHeadersCannotBeInjected(t *testing.T) {
	each(t, func(o *office) {
		for _, change := range []func(*messages.Message){
			func(m *messages.Message) { m.To = "a@b.example\r\nBcc: c@d.example" },
			func(m *messages.Message) { m.To = "a@b.example, c@d.example" },
			func(m *messages.Message) { m.To = "Name <a@b.example>" },
			func(m *messages.Message) { m.To = "" },
			func(m *messages.Message) { m.To = "a@b.example\u2028Bcc: c@d.example" },
			func(m *messages.Message) { m.Subject = "Hello\nBcc: c@d.example" },
			func(m *messages.Message) { m.Subject = "Hello\u2029Bcc: c@d.example" },
			func(m *messages.Message) { m.Subject = " " },
			func(m *messages.Message) { m.Text = "" },
			func(m *messages.Message) { m.Text = "no place for the link" },
			func(m *messages.Message) { m.Channel = messages.SMS },
			func(m *messages.Message) { m.Channel = "pigeon" },
		} {
			m := hello
			change(&m)
			err := o.db.Write(o.Context(), func(tx *db.Tx) error {
				_, err := messages.Queue(tx, m)
				return err
			})
			if _, ok := errors.AsType[*db.Invalid](err); !ok {
				o.Errorf("%+v: %v", m, err)
			}
		}
	})
}

func TestMailIsNotSentInTheClear(t *testing.T) {
	for _, c := range []struct {
		smtp messages.SMTP
		ok   bool
	}{
		{messages.SMTP{Address: "mail.example.org:25", Security: messages.Plain}, false},
		{messages.SMTP{Address: "127.0.0.1:25", Security: messages.Plain}, true},
		{messages.SMTP{Address: "mail.example.org:587"}, true},
		{messages.SMTP{Address: "mail.example.org:465", Security: messages.TLS}, true},
		{messages.SMTP{Address: "mail.example.org"}, false},
		{messages.SMTP{Address: "mail.example.org:587", Security: "perhaps"}, false},
	} {
		if _, err := messages.NewMailer(c.smtp); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.smtp, err)
		}
	}
}

func TestStopAboutLeavesOthersAlone(t *testing.T) {
	each(t, func(o *office) {
		other := hello
		other.AboutID = "ref-2"
		mine, others := o.queue(hello), o.queue(other)
		dbtest.Write(o, o.db, func(tx *db.Tx) error {
			_, err := messages.StopAbout(tx, "referral", "ref-1")
			return err
		})
		if o.entry(mine).State != messages.Stopped || o.entry(others).State != messages.Queued {
			o.Error("wrong states")
		}
	})
}

func TestEverythingAboutOnePersonCanBeStopped(t *testing.T) {
	each(t, func(o *office) {
		of := func(person string) string { m := hello; m.PersonID = person; return o.queue(m) }
		doreens, rajs, nobodys := of("doreen"), of("raj"), of("")
		var stopped int64
		dbtest.Write(o, o.db, func(tx *db.Tx) (err error) {
			if _, err := messages.StopFor(tx, ""); err != nil { // nobody is not everybody
				return err
			}
			stopped, err = messages.StopFor(tx, "doreen")
			return err
		})
		if stopped != 1 || o.entry(doreens).State != messages.Stopped || o.entry(rajs).State != messages.Queued || o.entry(nobodys).State != messages.Queued {
			o.Error("wrong ones were stopped:", stopped)
		}
		dbtest.Read(o, o.db, func(r *db.Snapshot) error {
			list, err := messages.For(r, "doreen", 10)
			if len(list) != 1 || list[0].ID != doreens || list[0].PersonID != "doreen" {
				o.Errorf("about her: %+v", list)
			}
			return err
		})
	})
}

func TestWithoutAGatewayATextWaits(t *testing.T) {
	each(t, func(o *office) {
		id := o.queue(messages.Message{Channel: messages.SMS, To: "07700 900982", Text: "Call us", Purpose: "reminder"})
		if err := o.later(0); err != nil || o.entry(id).State != messages.Queued || o.entry(id).Attempts != 0 {
			o.Errorf("entry %+v, %v", o.entry(id), err)
		}
	})
}
