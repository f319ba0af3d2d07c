package readers_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/updates/readers"
)

// bring adds readers with a note of agreement.
func (p *place) bring(n int) {
	p.Helper()
	file := strings.Builder{}
	file.WriteString("address,topics,agreed how,agreed on\n")
	for i := range n {
		fmt.Fprintf(&file, "r%03d@example.org,%s,On paper,2023-09-20\n", i, []string{"", "Findings", "Dates"}[i%3])
	}
	_, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte(file.String()))
	p.OK(err)
}

func TestAMailGoesToTheReadersOfItsTopics(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.Write(func(tx *db.Tx) error {
			_, err := readers.Send(tx, p.Lead, readers.Mail{StudyID: p.ID, Subject: "Hello\r\nBcc: all@example.org", HTML: "<p>", Text: "x"})
			castest.Refused(t, err, "html")
			_, err = readers.Send(tx, p.Lead, aMail(p.ID))
			castest.Refused(t, err, "readers")
			return nil
		})
		p.bring(9)
		id := p.send(aMail(p.ID, p.findings))
		p.deliver()
		got := p.mail.Got()
		x, _ := p.sending(id)
		if len(got) != 6 || x.State != readers.Over || x.Sent != 6 || x.Words() != "Sent 6 of 6." {
			t.Fatalf("%d mails, %+v", len(got), x)
		}
		var ids []string
		for _, m := range got {
			ids = append(ids, m.Header.Get("Message-Id"))
			way, _ := strings.CutPrefix(strings.Trim(m.Header.Get("List-Unsubscribe"), "<>"), base+"/updates/leave/")
			body := strings.ReplaceAll(m.Body, "=\r\n", "")
			if m.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || len(way) != 43 || strings.Count(body, "/updates/leave/"+way) != 2 || strings.Count(body, "/updates/preferences/"+way) != 2 {
				t.Errorf("the ways out: %v %s", m.Header, body)
			}
			if !strings.Contains(body, "{{reader}}") || m.Header.Get("To") != "<"+m.To+">" {
				t.Errorf("T25: nothing else is filled in: %s", body)
			}
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != 6 {
			t.Error("message ids are not their own")
		}
	})
}

func TestASendingIsPausedResumedAndStopped(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(30)
		var asked atomic.Int32
		id := p.send(aMail(p.ID))
		p.mail.Asked(func(string) error {
			if asked.Add(1) == 10 {
				return readers.Pause(p.Context(), p.DB, p.Lead, keyless, p.ID, id)
			}
			return nil
		})
		p.deliver()
		x, _ := p.sending(id)
		if x.State != readers.Paused || x.Sent < 9 || x.Sent > 13 || x.Waiting != 30-x.Sent {
			t.Fatalf("paused: %+v", x)
		}
		castest.Is(t, readers.Pause(p.Context(), p.DB, p.Lead, keyless, p.ID, id), db.ErrConflict)
		p.OK(readers.Resume(p.Context(), p.DB, p.Lead, keyless, p.ID, id))
		p.mail.Asked(func(string) error {
			if asked.Add(1) == 20 {
				return readers.Stop(p.Context(), p.DB, p.Lead, keyless, p.ID, id)
			}
			return nil
		})
		p.deliver()
		if x, _ = p.sending(id); x.State != readers.Stopped || x.Waiting != 0 || x.Sent+x.Progress.Stopped != 30 || x.Sent > 23 {
			t.Errorf("stopped: %+v", x)
		}
		castest.Is(t, readers.Resume(p.Context(), p.DB, p.Lead, keyless, p.ID, id), db.ErrConflict)
		castest.Is(t, readers.Stop(p.Context(), p.DB, p.Field, keyless, p.ID, id), db.ErrNotFound)
	})
}

func TestWhoLeavesDuringASendingGetsNothing(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(12)
		id := p.send(aMail(p.ID))
		all := p.all(p.ID)
		var asked atomic.Int32
		var gone atomic.Value
		p.mail.Asked(func(to string) error {
			if asked.Add(1) != 1 {
				return nil
			}
			last := all[len(all)-1]
			if last.Address == to {
				last = all[0]
			}
			gone.Store(last.Address)
			return readers.Remove(p.Context(), p.DB, p.Lead, keyless, p.ID, last.ID)
		})
		p.deliver()
		x, _ := p.sending(id)
		if x.State != readers.Over || x.Sent != 11 || x.Left != 1 {
			t.Errorf("%+v", x)
		}
		for _, m := range p.mail.Got() {
			if m.To == gone.Load() {
				t.Error("a mail went to somebody who had left")
			}
		}
	})
}

func TestWhatAServerRefuses(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(5)
		p.mail.Asked(func(to string) error {
			return map[string]error{
				"r000@example.org": &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"},
				"r001@example.org": &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come back later"},
				"r002@example.org": &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "you are not welcome"},
			}[to]
		})
		id := p.send(aMail(p.ID))
		p.deliver()
		x, failed := p.sending(id)
		if x.State != readers.Going || x.Sent != 2 || x.Failed != 2 || x.Waiting != 1 || len(failed) != 2 || failed[0].Why == "" {
			t.Errorf("%+v %+v", x, failed)
		}
		if n := p.numbers(); n != (readers.Numbers{Confirmed: 4, Bounced: 1}) {
			t.Errorf("only the address that takes no mail is given up: %+v", n)
		}
		p.mail.Asked(nil)
		p.Clock.Advance(6 * time.Minute)
		p.deliver()
		if x, _ = p.sending(id); x.State != readers.Over || x.Sent != 3 {
			t.Errorf("later: %+v", x)
		}
	})
}

func TestASendingThatIsRefusedThroughoutPausesItself(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(60)
		p.mail.Asked(func(string) error {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "no"}
		})
		id := p.send(aMail(p.ID))
		p.deliver()
		x, _ := p.sending(id)
		if x.State != readers.Paused || x.Trouble == "" || x.Failed > 30 || p.numbers().Confirmed != 60 {
			t.Errorf("%+v", x)
		}
	})
}

func TestReturnedMail(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(4)
		hand := func(raw string) string {
			t.Helper()
			all, err := readers.HandIn(p.Context(), p.DB, p.Admin.Audit(), []byte(raw))
			p.OK(err)
			return all[0].Became
		}
		mailTo := func(to string) (id string) {
			for _, m := range p.mail.Got() {
				if m.To == to {
					id = m.Header.Get("Message-Id")
				}
			}
			return id
		}
		for range 2 {
			p.send(aMail(p.ID))
			p.deliver()
			hand(bounceOf("r000@example.org", "4.2.2", mailTo("r000@example.org")))
			p.Clock.Advance(time.Hour)
		}
		p.send(aMail(p.ID))
		p.deliver()
		hand(bounceOf("r000@example.org", "4.2.2", mailTo("r000@example.org")))
		hand(bounceOf("someone@else.example", "5.1.1", mailTo("r001@example.org"))) // forwarded: the Message-ID counts
		hand(complaintOf("r002@example.org"))
		if became := hand(bounceOf("r003@example.org", "5.7.1", mailTo("r003@example.org"))); !strings.Contains(became, "next mail is tried") {
			t.Errorf("the sender is not welcome: %s", became)
		}
		if became := hand(bounceOf("nobody@example.org", "5.1.1", "")); !strings.Contains(became, "Nobody") {
			t.Error(became)
		}
		if n := p.numbers(); n != (readers.Numbers{Confirmed: 1, Bounced: 2, Complained: 1}) {
			t.Errorf("%+v", n)
		}
		rows, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte("address,agreed how,agreed on\nr001@example.org,x,2023-01-01\nr002@example.org,x,2023-01-01\n"))
		p.OK(err)
		if rows[0].Outcome == readers.Added || rows[1].Outcome == readers.Added {
			t.Errorf("an import brings back: %+v", rows)
		}
		before := len(p.mail.Got())
		p.subscribe("r002@example.org") // whoever complained is left in peace
		p.deliver()
		if len(p.mail.Got()) != before {
			t.Error("a mail went to somebody who complained")
		}
		p.reader("r001@example.org") // the address works again, as its reader shows
		if n := p.numbers(); n.Confirmed != 2 {
			t.Errorf("%+v", n)
		}
		_, err = readers.HandIn(p.Context(), p.DB, p.Admin.Audit(), []byte("hello"))
		castest.Refused(t, err, "report")
	})
}

func TestNoMailServer(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.bring(3)
		id := p.send(aMail(p.ID))
		p.OK(readers.Handlers(p.DB, readers.Ways{BaseURL: base})["readers.send"](p.Context(), []byte(`{"id":"`+id+`"}`)))
		if x, _ := p.sending(id); x.Waiting != 3 || x.Trouble == "" || x.State != readers.Going {
			t.Errorf("%+v", x)
		}
		p.deliver()
		if x, _ := p.sending(id); x.Sent != 3 || x.Trouble != "" {
			t.Errorf("%+v", x)
		}
	})
}
