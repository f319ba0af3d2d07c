package participants_test

import (
	"context"
	"io"
	"net"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/studytest"
)

// post is a mail server on this machine that keeps what it gets.
type post struct {
	mu  sync.Mutex
	got []string
}

func (p *post) Reset()                               {}
func (p *post) Logout() error                        { return nil }
func (p *post) Mail(string, *smtp.MailOptions) error { return nil }
func (p *post) Rcpt(string, *smtp.RcptOptions) error { return nil }

func (p *post) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, string(text))
	return err
}

// deliver sends what waits by mail and returns the links in it.
func (h house) deliver(t *testing.T) []string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	h.OK(err)
	p := new(post)
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return p, nil }))
	go server.Serve(l)
	defer server.Close()
	mailer, err := messages.NewMailer(messages.SMTP{Address: l.Addr().String(), Security: messages.Plain, From: func(context.Context) (string, error) { return "linkwork@linkwork.example", nil }})
	h.OK(err)
	h.OK(jobs.NewRunner(h.DB, messages.NewSender(h.DB, map[messages.Channel]messages.Transport{messages.Email: mailer}).Handlers()).Drain(h.Context()))
	p.mu.Lock()
	defer p.mu.Unlock()
	return regexp.MustCompile(consent.Path+`/[A-Za-z0-9_-]+`).FindAllString(strings.Join(p.got, "\n"), -1)
}

// An amendment that asks for consent again makes a queue; a link goes out by mail, and a
// yes makes the queue shorter.
func TestConsentIsAskedAgainByMail(t *testing.T) {
	h := open(t)
	p := h.reachable(h.Consented(studies.Patient, h.A))
	h.Consented(studies.Patient, h.B) // where the amendment is not in force
	lead := h.as(h.Lead)
	lead.Get(h.base+"/again").Is(t, 200, "Nobody is on this list")
	am, err := approvals.Amend(h.Context(), h.DB, h.Lead, keyless, approvals.Amendment{StudyID: h.ID, Number: "AM01", Category: approvals.Substantial, Words: "Photographs, too", Reconsent: true, SubmittedOn: h.Today(), ApprovedOn: h.Today()})
	h.OK(err)
	form := studytest.ConsentForm
	form.Title = "Consent form with photographs"
	body, err := form.Write()
	h.OK(err)
	_, err = approvals.AddVersion(h.Context(), h.DB, h.Lead, keyless, approvals.NewVersion{StudyID: h.ID, DocumentID: h.version(h.FormID).Document.ID, Number: "2.0", Dated: h.Today(), MediaType: approvals.Clauses, Body: body, AmendmentID: am, ApprovedOn: h.Today()})
	h.OK(err)
	h.OK(approvals.Implement(h.Context(), h.DB, h.Lead, keyless, h.ID, am, h.A, h.Today()))

	b := h.as(h.Field)
	page := b.Get(h.base+"/again").Is(t, 200, "1 person", p.Number, "Photographs, too", "Send a link")
	b.Post(h.base+"/"+p.ID+"/invite", "language", "en", "back", "again", "_once", page.Field("_once")).Leads(t, h.base+"/again")
	b.Get(h.base+"/again").Is(t, 200, "A link waits since", "!Send a link")
	links := h.deliver(t)
	if len(links) != 1 {
		t.Fatalf("sent were %v", links)
	}
	phone := h.site.Browser()
	phone.Get(links[0]).Is(t, 200, "You agreed to take part on", "what you allowed before holds")
	phone.Get(links[0]+"/no").Is(t, 200, "You stop taking part then")
	said := []string{"typed_name", "D. Marsh"}
	for _, c := range form.Clauses {
		said = append(said, "clause-"+c.Code, "yes")
	}
	phone.Get(links[0]+"/decide").Is(t, 200, "Consent form with photographs")
	phone.Post(links[0]+"/decide", said...).Is(t, 200, "You have agreed to take part")
	b.Get(h.base+"/again").Is(t, 200, "Nobody is on this list")
}

// A list of more than a page says how many there are in all, and leads through them.
func TestLongListsHavePages(t *testing.T) {
	h := open(t)
	h.Write(func(tx *db.Tx) error {
		for range 305 {
			if _, err := tx.Exec(`INSERT INTO participants (id, study_id, site_id, number, kind, part, source, stage, lost, added_at, added_by)
				SELECT $1, $2, $3, 'P' || substr('000' || (count(*) + 1), -3), 'patient', '', 'practice', 'approached', '', 0, 'x' FROM participants`, tx.NewID(), h.ID, h.A); err != nil {
				return err
			}
		}
		return nil
	})
	b := h.as(h.Field)
	b.Get(h.base+"?kind=patient").Is(t, 200, "305 people", "page 1 of 2", ">P300</a>", "!>P301</a>")
	b.Get(h.base+"?kind=patient&page=2").Is(t, 200, "305 people", ">P301</a>", ">P305</a>", "!>P300</a>")
	b.Get(h.base+"?page=99").Is(t, 200, ">P305</a>")
	b.Get(h.base+"?page=x").Is(t, 200, ">P001</a>")
}
