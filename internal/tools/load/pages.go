package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"linkwork/internal/tools/fill"
)

// page is one that is measured.
type page struct {
	name, path string
	manager    bool   // asked for by the manager of the team, not by the worker
	search     string // posted as a search, "" for a page that is got
	mark       string // stands in the page once for each row
	rows       int
}

// row stands once for each person in a list.
const row = `href="/people/0`

// measuredPages are the pages of the worker, whose own work is the same in an
// area of any size, and of a manager of 400 people open and as many closed as
// the size of the area gives.
func measuredPages(made fill.Made) []page {
	return []page{
		{name: "own caseload", path: "/caseload", mark: row, rows: 25},
		{name: "own, quiet, by next action", path: "/caseload?list=mine&quiet=yes&sort=next", mark: row, rows: 19},
		{name: "team by name", path: "/caseload?list=team&sort=name", manager: true, mark: row, rows: 25},
		{name: "team, late, by next action", path: "/caseload?list=team&late=yes&sort=next", manager: true, mark: row, rows: 25},
		{name: "team, waiting for a service", path: "/caseload?list=team-waiting&sort=contact", manager: true, mark: row, rows: 25},
		{name: "search by a worker", path: "/people/search", search: "zof pers", mark: row, rows: 30},
		{name: "search by a manager", path: "/people/search", search: "zof pers", manager: true, mark: row, rows: 50},
		{name: "person, contacts", path: "/people/" + made.PersonID + "/contacts", mark: `id="contact-`, rows: 25},
	}
}

// request asks for the page as somebody who is logged in.
func (p page) request(ctx context.Context, base string, cookie *http.Cookie) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if p.search != "" {
		method, body = http.MethodPost, strings.NewReader(url.Values{"q": {p.search}}.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, base+p.path, body)
	if err != nil {
		return nil, err
	}
	if p.search != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(cookie)
	return r, nil
}

// connections is how many ask for pages at once: the readers of one moment in
// a team of hundreds.
const connections = 4

// pages measures the pages in areas of each size, and how their cost grows.
func (b bench) pages(ctx context.Context, sizes []string) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\npage\tpeople\trows\tconnections\tp50 ms\tp95 ms\trequests/s\tCPU ms/request\tresident MB\tcost to first\t")
	first := make(map[string]measured)
	for _, size := range sizes {
		people, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			return err
		}
		dir := filepath.Join(b.dir, "area-"+size)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		made, err := filled(ctx, "sqlite:"+filepath.Join(dir, "linkwork.db"), people)
		if err != nil {
			return err
		}
		if err := b.eachPage(ctx, dir, made, func(p page, m measured) {
			if _, ok := first[p.name]; !ok {
				first[p.name] = m
			}
			fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\t%s\t%.0f\t%s\t%.0f\t%.2f\t\n", p.name, thousands(people), p.rows, connections,
				ms(m.p50), ms(m.p95), m.rate(), ms(m.cpu), m.resident, float64(m.cpu)/float64(first[p.name].cpu))
		}); err != nil {
			return err
		}
		os.RemoveAll(dir)
	}
	return table.Flush()
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }

func (b bench) eachPage(ctx context.Context, dir string, made fill.Made, say func(page, measured)) error {
	s, err := b.serve(ctx, "--data", dir)
	if err != nil {
		return err
	}
	defer s.stop()
	worker, err := s.logIn(made.Email, made.Password)
	if err != nil {
		return err
	}
	manager, err := s.logIn(made.Manager, made.Password)
	if err != nil {
		return err
	}
	for _, p := range measuredPages(made) {
		cookie := worker
		if p.manager {
			cookie = manager
		}
		get := func(client *http.Client, packed bool) ([]byte, error) {
			r, err := p.request(ctx, s.url, cookie)
			if err != nil {
				return nil, err
			}
			if packed { // as browsers do; said here, the client leaves the answer packed
				r.Header.Set("Accept-Encoding", "gzip")
			}
			return send(client, r, http.StatusOK)
		}
		body, err := get(http.DefaultClient, false)
		if err != nil {
			return err
		}
		if n := strings.Count(string(body), p.mark); n != p.rows {
			return fmt.Errorf("%s shows %d rows, not %d", p.path, n, p.rows)
		}
		m, err := b.drive(s, connections, func(client *http.Client) error {
			_, err := get(client, true)
			return err
		})
		if err != nil {
			return err
		}
		say(p, m)
	}
	return nil
}

// logIn logs in with the password and returns the session's cookie.
func (s *server) logIn(email, password string) (*http.Cookie, error) {
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := stay.PostForm(s.url+"/login", url.Values{"email": {email}, "password": {password}})
	if err != nil {
		return nil, err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies()) == 0 {
		return nil, fmt.Errorf("the log-in was answered with %s", answer.Status)
	}
	return answer.Cookies()[0], nil
}
