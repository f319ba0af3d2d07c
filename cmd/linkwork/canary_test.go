package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/messages"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/choose"
)

// The canary is somebody whose particulars nobody else has, so that they can
// be searched for wherever they have no business.
const (
	canaryGiven    = "Zaphirelle"
	canaryFamily   = "Quennovand"
	canaryPhone    = "07700 900 987"
	canaryEmail    = "zq.canary@private.example"
	canaryPostcode = "QY9 7ZZ"
	canaryWords    = "Heronwing allotment quarrel"
)

var canaryNumber = vocabulary.MakeNHSNumber(424242)

// canaries are what to search for, in lower case and as addresses write it.
func canaries() (all []string) {
	for _, text := range []string{canaryGiven, canaryFamily, canaryPhone, strings.ReplaceAll(canaryPhone, " ", ""), canaryEmail, canaryPostcode,
		strings.ReplaceAll(canaryPostcode, " ", ""), canaryNumber, vocabulary.FormatNHSNumber(canaryNumber), canaryWords} {
		all = append(all, strings.ToLower(text), strings.ToLower(url.QueryEscape(text)), strings.ToLower(url.PathEscape(text)))
	}
	return all
}

// clean fails the test if a text names the canary.
func clean(t *testing.T, where, text string) {
	t.Helper()
	for _, canary := range canaries() {
		if strings.Contains(strings.ToLower(text), canary) {
			t.Errorf("%s names %q: %.300s", where, canary, text)
			return
		}
	}
}

// logbook is a log that tests can read.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Split(strings.TrimSpace(l.text.String()), "\n")
}

// startLogged serves the demonstration's data as serve does, with a log of
// everything, and metrics beside it.
func startLogged(t *testing.T) (show, *logbook, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	d, cast, err := makeDemo(t.Context(), filepath.Join(t.TempDir(), "linkwork.db"), base)
	if err != nil {
		t.Fatal(err)
	}
	book := new(logbook)
	h, err := newHouse(d, files.Keys{}, base, slog.New(slog.NewJSONHandler(book, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	h.senders = map[messages.Channel]messages.Transport{messages.Email: messages.Withhold{}, messages.SMS: messages.Withhold{}}
	h.more = choose.Routes(choose.Cast{LinkWorker: cast.LinkWorker, Manager: cast.Manager, Practice: cast.Practice, Administrator: cast.Administrator, Researcher: cast.Researcher, FieldResearcher: cast.FieldResearcher, PublicLead: cast.PublicLead})
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	metrics := free.Addr().String()
	free.Close()
	stopMetrics, err := serveMetrics(metrics, d)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.run(ctx, l, nil) }()
	t.Cleanup(func() {
		stop()
		stopMetrics()
		if err := <-done; err != nil {
			t.Error(err)
		}
		d.Close()
	})
	return show{base, d, cast}, book, "http://" + metrics + "/metrics"
}

// TestCanary takes somebody through the house and then looks for them in logs,
// addresses, figures and mail.
func TestCanary(t *testing.T) {
	s, book, metrics := startLogged(t)
	began := time.Now()
	c := newCanary(t, s)
	c.journey()
	c.mistakes()
	settle(t, s.db)
	for _, line := range book.lines() {
		clean(t, "the log", line)
	}
	addresses := 0
	for _, b := range c.by {
		for _, address := range b.been {
			clean(t, "an address", address)
			addresses++
		}
	}
	got, err := http.Get(metrics)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	figures, err := io.ReadAll(got.Body)
	if err != nil || !bytes.Contains(figures, []byte("linkwork_writes_total")) {
		t.Fatalf("the figures are missing: %v %.200s", err, figures)
	}
	clean(t, "the figures", string(figures))
	mails := checkMail(t, s, began)
	t.Logf("%d lines of log, %d addresses, %d bytes of figures, %d messages", len(book.lines()), addresses, len(figures), mails)
	if len(book.lines()) < 50 || addresses < 50 || mails < 5 {
		t.Error("the test has gone blind")
	}
}

// checkMail looks at every message since the canary came: subjects name
// nobody, nor do texts to organisations and practices.
func checkMail(t *testing.T, s show, since time.Time) (n int) {
	t.Helper()
	read(t, s.db, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 60)
		for _, e := range all {
			if e.QueuedAt.Before(since) {
				continue
			}
			n++
			clean(t, "a subject", e.Subject)
			if strings.EqualFold(e.To, canaryEmail) || strings.Contains(e.To, "900987") || strings.Contains(e.To, "900 987") {
				continue // to themselves
			}
			clean(t, "a message to "+e.To+" for "+e.Purpose, e.Body()+e.BodyHTML()+e.Note)
		}
		return err
	})
	return n
}
