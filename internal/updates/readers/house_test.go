package readers_test

import (
	"context"
	"regexp"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/messages/mailtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates/readers"
)

var keyless = once.Key{}

const base = "https://linkwork.example"

// place is a study with an open list of two topics, and a mail server.
type place struct {
	*studytest.Study
	mail            *mailtest.Server
	findings, dates string // topics
	work            *jobs.Runner
}

func each(t *testing.T, test func(t *testing.T, p *place)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := &place{Study: studytest.New(castest.New(t, d)), mail: mailtest.New(t)}
		post, err := messages.NewMailer(messages.SMTP{Address: p.mail.Address, Security: messages.Plain, From: func(context.Context) (string, error) { return "hello@linkwork.example", nil }})
		p.OK(err)
		handlers := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.Email: post}).Handlers()
		for kind, do := range readers.Handlers(d, readers.Ways{BaseURL: base, Mail: post}) {
			handlers[kind] = do
		}
		p.work = jobs.NewRunner(d, handlers)
		p.list(p.ID)
		p.findings, err = readers.AddTopic(p.Context(), d, p.Lead, keyless, p.ID, "Findings")
		p.OK(err)
		p.dates, err = readers.AddTopic(p.Context(), d, p.Lead, keyless, p.ID, "Dates")
		p.OK(err)
		test(t, p)
	})
}

func (p *place) list(studyID string) {
	p.OK(readers.Keep(p.Context(), p.DB, p.Lead, keyless, readers.List{StudyID: studyID, Title: "News of the study", About: "Four times a year", Open: true, Rate: 1000, Connections: 3}))
}

// deliver does the jobs that are due.
func (p *place) deliver() { p.OK(p.work.Drain(p.Context())) }

func (p *place) subscribe(address string, topics ...string) {
	p.Helper()
	p.OK(readers.Subscribe(p.Context(), p.DB, keyless, base, readers.Wish{StudyID: p.ID, Address: address, Topics: topics}))
}

var tokenIn = regexp.MustCompile(`/updates/(\w+)/([\w-]+)`)

// latest is the path and the token of the first link in the latest mail to somebody.
func (p *place) latest(to string) (path, token string) {
	p.deliver()
	for _, m := range p.mail.Got() {
		if m.To == to {
			found := tokenIn.FindStringSubmatch(m.Body)
			path, token = found[1], found[2]
		}
	}
	return
}

// reader is somebody who subscribed and confirmed.
func (p *place) reader(address string, topics ...string) {
	p.Helper()
	p.subscribe(address, topics...)
	_, token := p.latest(address)
	p.OK(readers.Confirm(p.Context(), p.DB, token))
}

func (p *place) all(studyID string, states ...readers.State) (all []readers.Reader) {
	p.Helper()
	p.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, p.Lead, studyID, studies.Involve)
		p.OK(err)
		all, err = readers.Readers(r, seat, states...)
		return err
	})
	return all
}

func (p *place) numbers() (n readers.Numbers) {
	p.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, p.Lead, p.ID, studies.Follow)
		p.OK(err)
		n, err = readers.Count(r, seat)
		return err
	})
	return n
}

func aMail(studyID string, topics ...string) readers.Mail {
	return readers.Mail{StudyID: studyID, AboutID: "edition", Subject: "What we found", Topics: topics,
		HTML: `<p>Hello {{reader}}</p><a href="{preferences}">Choose</a> <a href="{unsubscribe}">Leave</a>`, Text: "Hello {{reader}}\n{preferences}\n{unsubscribe}"}
}

func (p *place) send(m readers.Mail) (id string) {
	p.Helper()
	p.Write(func(tx *db.Tx) (err error) { id, err = readers.Send(tx, p.Lead, m); return })
	return id
}

func (p *place) sending(id string) (x readers.Sending, failed []readers.Failure) {
	p.Helper()
	p.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, p.Lead, p.ID, studies.Involve)
		p.OK(err)
		if x, err = readers.Get(r, seat, id); err != nil {
			return err
		}
		failed, err = readers.Failures(r, seat, id)
		return err
	})
	return x, failed
}
