package main

import (
	"context"
	"fmt"
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
	mark       string // stands in the page once for each row
	rows       int
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
	cookie, err := s.logIn(made)
	if err != nil {
		return err
	}
	for _, p := range []page{
		{"own caseload", "/caseload", `href="/people/0`, 25},
		{"person, contacts", "/people/" + made.PersonID + "/contacts", `id="contact-`, 25},
	} {
		get := func(client *http.Client, packed bool) ([]byte, error) {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+p.path, nil)
			if err != nil {
				return nil, err
			}
			r.AddCookie(cookie)
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
func (s *server) logIn(made fill.Made) (*http.Cookie, error) {
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := stay.PostForm(s.url+"/login", url.Values{"email": {made.Email}, "password": {made.Password}})
	if err != nil {
		return nil, err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies()) == 0 {
		return nil, fmt.Errorf("the log-in was answered with %s", answer.Status)
	}
	return answer.Cookies()[0], nil
}
