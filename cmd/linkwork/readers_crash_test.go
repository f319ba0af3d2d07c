package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/messages/mailtest"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
)

// mailing is one mail to many readers, sent by the program over SMTP, killed half way and
// started again.
type mailing struct {
	*program
	post           *mailtest.Server
	n, connections int
	study, id      string
	lead           access.Actor
	leaver, wayOut string
	began, killed  time.Time
	atKill         int
	resumed, ended time.Time
	used           time.Duration // of the processor, by the program
	sending        readers.Sending
}

// newMailing prepares one on the database of a URL; "" for SQLite.
func newMailing(t testing.TB, database string, n, rate, connections int) *mailing {
	m := &mailing{program: newProgramOn(t, database, 0), post: mailtest.New(t), n: n, connections: connections}
	m.more = []string{"--smtp", "smtp://" + m.post.Address + "?plain"}
	d := m.open()
	defer d.Close()
	m.lead = newResearcher(t, d, "Dr Lena Voss")
	var err error
	if m.study, err = studies.Found(t.Context(), d, m.lead, once.Key{}, studies.Study{Name: "Study", Title: "A study"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := readers.Keep(t.Context(), d, m.lead, once.Key{}, readers.List{StudyID: m.study, Title: "News", About: "News", Open: true, Rate: rate, Connections: connections}); err != nil {
		t.Fatal(err)
	}
	file := strings.Builder{}
	file.WriteString("address,agreed how,agreed on\n")
	for i := range n {
		fmt.Fprintf(&file, "r%d@example.org,On paper,2023-09-20\n", i)
	}
	if _, err := readers.Import(t.Context(), d, m.lead, m.url, m.study, []byte(file.String())); err != nil {
		t.Fatal(err)
	}
	m.chooseLeaver(d)
	body := strings.Repeat("<p>Link workers hold people while they wait.</p>", 200)
	if err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		m.id, err = readers.Send(tx, m.lead, readers.Mail{StudyID: m.study, Subject: "What we found", HTML: body + "{unsubscribe}{preferences}", Text: "Link workers hold people.\n{unsubscribe}\n{preferences}\n"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return m
}

// chooseLeaver finds out the way out of the reader whose turn comes last: they get it by
// mail when they subscribe again.
func (m *mailing) chooseLeaver(d *db.DB) {
	m.Helper()
	m.leaver = fmt.Sprintf("r%d@example.org", m.n-1)
	if err := readers.Subscribe(m.Context(), d, once.Key{}, m.url, readers.Wish{StudyID: m.study, Address: m.leaver}); err != nil {
		m.Fatal(err)
	}
	read(m, d, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		m.wayOut = strings.Replace(all[0].WayOut, readers.PreferencesPath, readers.LeavePath, 1)
		return err
	})
}

// came are the copies that came, by address, with their Message-IDs.
func (m *mailing) came() map[string][]string {
	all := make(map[string][]string)
	for _, x := range m.post.Got() {
		if x.Header.Get("List-Unsubscribe-Post") != "" {
			all[x.To] = append(all[x.To], x.Header.Get("Message-Id"))
		}
	}
	return all
}

func (m *mailing) wait(each time.Duration, until func() bool) {
	m.Helper()
	for end := time.Now().Add(10 * time.Minute); !until(); time.Sleep(each) {
		if time.Now().After(end) {
			m.Fatalf("%d came. %s", m.post.Count(), m.said)
		}
	}
}

// run sends, kills half way, and sends the rest. Somebody leaves meanwhile.
func (m *mailing) run() {
	m.Helper()
	m.start()
	m.wait(10*time.Millisecond, func() bool { return m.post.Count() > 0 })
	m.began = time.Now()
	m.wait(10*time.Millisecond, func() bool { return m.post.Count() >= m.n/5 })
	left, err := http.PostForm(m.wayOut, url.Values{"List-Unsubscribe": {"One-Click"}})
	if err != nil || left.StatusCode != http.StatusOK {
		m.Fatalf("leaving: %v %v", left, err)
	}
	left.Body.Close()
	m.wait(10*time.Millisecond, func() bool { return m.post.Count() >= m.n/2 })
	m.end(syscall.SIGKILL)
	m.killed, m.atKill = time.Now(), m.post.Count()
	m.used = m.running.ProcessState.UserTime() + m.running.ProcessState.SystemTime()
	m.start()
	m.wait(10*time.Millisecond, func() bool { return m.post.Count() > m.atKill })
	m.resumed = time.Now()
	beside := m.program.open(db.WithReadOnly())
	defer beside.Close()
	m.wait(200*time.Millisecond, func() bool {
		read(m, beside, func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, m.lead, m.study, studies.Involve)
			if err != nil {
				return err
			}
			m.sending, err = readers.Get(r, seat, m.id)
			return err
		})
		return m.sending.State == readers.Over
	})
	m.ended = time.Now()
	m.end(syscall.SIGTERM)
	m.used += m.running.ProcessState.UserTime() + m.running.ProcessState.SystemTime()
}

// check finds nobody missed, nobody more than twice, those twice no more than there were
// connections and under one Message-ID, and nothing to somebody who had left.
func (m *mailing) check() (twice int) {
	m.Helper()
	came := m.came()
	for i := range m.n {
		address := fmt.Sprintf("r%d@example.org", i)
		ids := came[address]
		switch {
		case address == m.leaver && len(ids) > 0:
			m.Errorf("%s had left and has the mail", address)
		case address == m.leaver:
		case len(ids) == 0 || len(ids) > 2:
			m.Errorf("%s has the mail %d times", address, len(ids))
		case len(ids) == 2:
			if twice++; ids[0] != ids[1] {
				m.Errorf("%s has it as two mails: %v", address, ids)
			}
		}
	}
	if twice > m.connections {
		m.Errorf("%d have it twice; there were %d connections", twice, m.connections)
	}
	if m.sending.Sent != m.n-1 || m.sending.Left != 1 {
		m.Errorf("%+v", m.sending)
	}
	return twice
}

// engines are the databases on which a mailing is tried; "" is SQLite.
var engines = []struct {
	name string
	url  func(testing.TB) string
}{{"sqlite", func(testing.TB) string { return "" }}, {"postgres", dbtest.PostgresURL}}

// TestAMailingOutlivesItsProcess kills the program with -9 half way through a mail to
// some hundred readers.
func TestAMailingOutlivesItsProcess(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			m := newMailing(t, engine.url(t), 400, 250, 6)
			m.run()
			t.Logf("%d were sent when it was killed; %d have it twice", m.atKill, m.check())
		})
	}
}

// BenchmarkMailing sends one mail to 20,000 readers, killed half way. It says what was
// measured between the first mail and the kill, and after the lease of the dead process.
func BenchmarkMailing(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.name, func(b *testing.B) {
			for b.Loop() {
				measure(b, newMailing(b, engine.url(b), 20_000, readers.MostRate, 8))
			}
		})
	}
}

func measure(b *testing.B, m *mailing) {
	m.run()
	twice := m.check()
	sending := m.killed.Sub(m.began) + m.ended.Sub(m.resumed)
	b.ReportMetric(float64(m.n)/sending.Seconds(), "mails/s")
	b.ReportMetric(float64(m.used.Microseconds())/float64(m.n), "cpu-µs/mail")
	b.ReportMetric(float64(twice), "twice")
	b.ReportMetric(m.resumed.Sub(m.killed).Seconds(), "s-to-resume")
	b.ReportMetric(float64(m.connections), "connections")
	b.ReportMetric(dbtest.FsyncRate(b), "fsync/s")
}
