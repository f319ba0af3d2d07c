package updates

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

var address = regexp.MustCompile(`https?://[^\s<>"'()\[\]]+`)

// addresses are the pages elsewhere to which a section leads, each once.
func (x Section) addresses() (all []string) {
	found := address.FindAllString(x.Text, -1)
	for _, l := range x.Links {
		if strings.HasPrefix(l.Href, "http") {
			found = append(found, l.Href)
		}
	}
	for _, a := range found {
		if a = strings.TrimRight(a, ".,;:!?"); !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// Try is what came of trying a link.
type Try struct {
	Fault string    // "" where it led somewhere
	Dead  bool      // the page is gone, which is sure; anything else may be a bad moment
	At    time.Time // zero while it waits for its first time
}

// Words says it to a reader.
func (t Try) Words() string {
	switch {
	case t.At.IsZero():
		return "not tried yet"
	case t.Fault == "":
		return "led somewhere on " + dates.Moment(t.At)
	}
	return t.Fault + " (tried " + dates.Moment(t.At) + ")"
}

const gone = "the page is not there"

// Tried is what came of trying the links of an edition, by address.
func Tried(r db.Reader, editionID string) (map[string]Try, error) {
	tried := make(map[string]Try)
	_, err := db.List(r, func(s db.Scanner) (struct{}, error) {
		var address string
		var t Try
		err := s.Scan(&address, &t.Fault, db.At(&t.At))
		t.Dead = t.Fault == gone
		tried[address] = t
		return struct{}{}, err
	}, `SELECT address, fault, NULLIF(tried_at, 0) FROM update_links WHERE edition_id = $1`, editionID)
	return tried, err
}

// Client tries links that others typed: it goes to no address within a private network,
// follows 5 redirects and reads nothing but how it was answered.
func Client() *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: ssrf.New(ssrf.WithPorts(80, 443)).Safe}
	return &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) >= 5 {
				return http.ErrUseLastResponse
			}
			return nil
		}}
}

// mostLinks is how many links of an edition are tried.
const mostLinks = 100

// Links are the pages elsewhere to which an issue leads, each once.
func (i Issue) Links() (all []string) {
	for _, x := range i.Sections {
		all = append(all, x.addresses()...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), mostLinks)]
}

// TryLinks follows the links of an edition at once and notes which lead nowhere. Nothing
// is open in the database while others answer.
func TryLinks(ctx context.Context, d *db.DB, client *http.Client, by access.Actor, key once.Key, studyID, id string) error {
	var all []string
	if err := d.Read(ctx, func(r *db.Snapshot) error {
		s, err := studies.Enter(r, by, studyID, studies.Involve)
		if err != nil {
			return err
		}
		e, err := Get(r, s, id)
		if err != nil {
			return err
		}
		i, err := Preview(r, s, e)
		all = i.Links()
		return err
	}); err != nil {
		return err
	}
	faults := try(ctx, client, all)
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "update.links-tried", func(tx *db.Tx, _ studies.Seat) (string, error) {
		if _, err := tx.Exec(`DELETE FROM update_links WHERE edition_id = $1`, id); err != nil {
			return "", err
		}
		for i, a := range all {
			if _, err := tx.Exec(`INSERT INTO update_links (edition_id, address, fault, tried_at) VALUES ($1, $2, $3, $4)`, id, a, faults[i], db.Ms(tx.Now())); err != nil {
				return "", err
			}
		}
		return id, nil
	})
	return err
}

// try asks all addresses, four at a time.
func try(ctx context.Context, client *http.Client, all []string) []string {
	faults, next, done := make([]string, len(all)), make(chan int), make(chan struct{})
	for range 4 {
		go func() {
			for i := range next {
				faults[i] = ask(ctx, client, all[i])
			}
			done <- struct{}{}
		}()
	}
	for i := range all {
		next <- i
	}
	close(next)
	for range 4 {
		<-done
	}
	return faults
}

func ask(ctx context.Context, client *http.Client, address string) string {
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return gone
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return gone
	}
	r.Header.Set("User-Agent", "Linkwork (tries links before a newsletter goes out)")
	got, err := client.Do(r)
	if err != nil {
		return "nobody answered there just now"
	}
	got.Body.Close()
	switch {
	case got.StatusCode == http.StatusNotFound || got.StatusCode == http.StatusGone:
		return gone
	case got.StatusCode >= 400:
		return "answered with " + strconv.Itoa(got.StatusCode)
	}
	return ""
}
