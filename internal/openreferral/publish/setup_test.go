package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// feed is a directory that is published on a real server.
type feed struct {
	t  *testing.T
	d  *db.DB
	at string
}

func newFeed(t *testing.T, d *db.DB) feed {
	t.Helper()
	server := httptest.NewServer(New(d, directory.New(), "https://area.example"))
	t.Cleanup(server.Close)
	return feed{t, d, server.URL + Root}
}

// each runs a test on every engine with a feed of its own.
func each(t *testing.T, test func(t *testing.T, f feed)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newFeed(t, d)) })
}

// take imports records as a source and publishes what that changed.
func (f feed) take(source string, records ...string) {
	f.t.Helper()
	report, err := openreferral.Import(context.Background(), f.d, strings.NewReader("["+strings.Join(records, ",")+"]"), source)
	if err != nil || len(report.Rejected) > 0 {
		f.t.Fatal(err, report.Rejected)
	}
	f.publish()
}

func (f feed) write(act func(tx *db.Tx) error) {
	f.t.Helper()
	dbtest.Write(f.t, f.d, act)
	f.publish()
}

func (f feed) publish() {
	f.t.Helper()
	dbtest.ClockOf(f.d).Advance(1e6) // a millisecond: changes have moments of their own
	if err := Changed(context.Background(), f.d); err != nil {
		f.t.Fatal(err)
	}
}

func (f feed) get(path string) (*http.Response, []byte) {
	f.t.Helper()
	return f.ask(path, nil)
}

func (f feed) ask(path string, headers map[string]string) (*http.Response, []byte) {
	f.t.Helper()
	request, err := http.NewRequest("GET", f.at+path, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(answer.Body); err != nil {
		f.t.Fatal(err)
	}
	return answer, body.Bytes()
}

// object asks for a record or a page that must be there.
func (f feed) object(path string) fields {
	f.t.Helper()
	answer, body := f.get(path)
	if answer.StatusCode != http.StatusOK {
		f.t.Fatalf("%s: %d %s", path, answer.StatusCode, body)
	}
	return decoded(f.t, body)
}

func decoded(t *testing.T, body []byte) (o fields) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&o); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return o
}

// ids returns the ids on a page, in order.
func (f feed) ids(path string) (ids []string) {
	f.t.Helper()
	for _, record := range objects(f.object(path)["contents"]) {
		ids = append(ids, textOf(record["id"]))
	}
	return ids
}

// walk reads a list page by page and calls between before each page but the first.
func (f feed) walk(list string, size int, between func()) (ids []string) {
	f.t.Helper()
	for page := 1; ; page++ {
		o := f.object(fmt.Sprintf("/%s%sper_page=%d&page=%d", list, separator(list), size, page))
		for _, record := range objects(o["contents"]) {
			ids = append(ids, textOf(record["id"]))
		}
		if o["last_page"] == true {
			return ids
		}
		if between != nil {
			between()
		}
	}
}

func separator(list string) string {
	if strings.Contains(list, "?") {
		return "&"
	}
	return "?"
}

// idOf is the id of the nth made-up service.
func idOf(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// lunch is the nth made-up service; more are further fields.
func lunch(n int, more string) string {
	return fmt.Sprintf(`{"id":%q,"name":"Lunch club %d","status":"active","description":"A hot meal and company"%s}`, idOf(n), n, more)
}
