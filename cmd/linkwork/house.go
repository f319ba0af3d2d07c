package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"sync"

	"linkwork/internal/asking"
	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/doubles"
	"linkwork/internal/engagement/events"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/fhir"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/keepers"
	"linkwork/internal/lonework"
	"linkwork/internal/messages"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/safeguarding"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/photos"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/teams"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// house is the program while it serves.
type house struct {
	db      *db.DB
	dir     *directory.Directory
	visits  *visit.House
	log     *slog.Logger
	senders map[messages.Channel]messages.Transport
	more    []visit.Route
	edges   map[string]http.Handler
	reports *serve.Reports
}

// newHouse wires the rooms together over an open, migrated database.
func newHouse(d *db.DB, keys files.Keys, baseURL string, log *slog.Logger) (*house, error) {
	who, err := identity.New(d, baseURL)
	if err != nil {
		return nil, err
	}
	h := &house{db: d, dir: directory.New(), log: log, reports: serve.NewReports(log), edges: make(map[string]http.Handler)}
	h.visits = &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: baseURL, Log: log, PDF: chromium()}
	api := fhir.New(d, baseURL)
	h.edges[fhir.Root], h.edges[fhir.Root+"/"] = api, api
	feed := publish.New(d, h.dir, baseURL)
	h.edges[publish.Root], h.edges[publish.Root+"/"] = feed, feed
	h.edges["GET /healthz"] = http.HandlerFunc(healthy)
	h.edges["GET /readyz"] = http.HandlerFunc(h.ready)
	return h, nil
}

// chromium is the path of Chromium where it is installed, "" elsewhere.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// run serves pages on l and does the jobs, until ctx ends.
func (h *house) run(ctx context.Context, l net.Listener, wrap func(http.Handler) http.Handler) error {
	handlers := messages.NewSender(h.db, h.senders).Handlers()
	maps.Copy(handlers, h.chores())
	maps.Copy(handlers, files.Handlers(h.db))
	maps.Copy(handlers, correspondence.Handlers(h.db))
	maps.Copy(handlers, asking.Handlers(h.db, h.visits.BaseURL, h.visits.Texts))
	maps.Copy(handlers, photos.Handlers(h.db, photos.Ways{BaseURL: h.visits.BaseURL, Texts: h.visits.Texts}))
	maps.Copy(handlers, connections.Handlers(h.db, h.visits.BaseURL))
	maps.Copy(handlers, safeguarding.Handlers(h.db))
	maps.Copy(handlers, workforce.Handlers(h.db))
	maps.Copy(handlers, lonework.Handlers(h.db, h.senders[messages.SMS] != nil))
	maps.Copy(handlers, fieldwork.Handlers(h.db))
	maps.Copy(handlers, interviews.Handlers(h.db))
	maps.Copy(handlers, questionnaires.Handlers(h.db, questionnaires.Ways{BaseURL: h.visits.BaseURL, Texts: h.visits.Texts}))
	maps.Copy(handlers, events.Handlers(h.db))
	maps.Copy(handlers, groups.Handlers(h.db))
	post, _ := h.senders[messages.Email].(messages.Post)
	maps.Copy(handlers, readers.Handlers(h.db, readers.Ways{BaseURL: h.visits.BaseURL, Mail: post}))
	maps.Copy(handlers, updates.Handlers(h.db, updates.Client()))
	maps.Copy(handlers, directory.Handlers(h.db))
	maps.Copy(handlers, doubles.Handlers(h.db))
	maps.Copy(handlers, publish.Handlers(h.db))
	maps.Copy(handlers, keepers.Handlers(h.db, h.visits.BaseURL))
	maps.Copy(handlers, harvest.Handlers(h.db, harvest.Options{Contact: h.visits.BaseURL}))
	if err := h.planChores(ctx); err != nil {
		return err
	}
	var work sync.WaitGroup
	defer work.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work.Go(func() { jobs.NewRunner(h.db, handlers).Run(ctx) })
	work.Go(func() { h.prepare(ctx) })
	handler := web.Handler(h.visits, h.dir, h.more, h.edges, h.reports)
	if wrap != nil {
		handler = wrap(handler)
	}
	return serve.Run(ctx, l, handler)
}

// prepare builds the index of services, so that nobody's first search waits
// for it. If that fails, the first search tries again and says so.
func (h *house) prepare(ctx context.Context) {
	if err := h.db.Read(ctx, h.dir.Prepare); err != nil && ctx.Err() == nil {
		h.log.Error("index of services not built", "err", err)
	}
}

func healthy(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintln(w, `{"status":"ok"}`)
}

// ready answers 200 while writes can be acknowledged.
func (h *house) ready(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if err := h.db.Ready(r.Context()); err != nil {
		h.log.Error("not ready", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, `{"status":"not ready"}`)
		return
	}
	fmt.Fprintln(w, `{"status":"ready"}`)
}

// mailer is the transport for mail from an smtp:// address.
func mailer(d *db.DB, address string) (messages.Transport, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Port() == "" {
		return nil, fmt.Errorf("--smtp must be like smtp://user:password@mail.example:587")
	}
	password, _ := u.User.Password()
	s := messages.SMTP{Address: u.Host, Username: u.User.Username(), Password: password, From: func(ctx context.Context) (from string, err error) {
		err = d.Read(ctx, func(r *db.Snapshot) error {
			area, err := teams.TheArea(r)
			from = area.MailFrom
			return err
		})
		return from, err
	}}
	if u.Scheme == "smtps" {
		s.Security = messages.TLS
	}
	if loopback(u.Hostname()) && strings.Contains(u.RawQuery, "plain") {
		s.Security = messages.Plain
	}
	return messages.NewMailer(s)
}
