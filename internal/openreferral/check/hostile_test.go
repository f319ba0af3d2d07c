package check_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
)

// instead answers some paths with something else.
func instead(paths string, answer func(w http.ResponseWriter, r *http.Request)) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		for p := range strings.FieldsSeq(paths) {
			if r.URL.Path == p || strings.HasSuffix(p, "/*") && strings.HasPrefix(r.URL.Path, p[:len(p)-1]) {
				answer(w, r)
				return true
			}
		}
		return false
	}
}

func html(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<!doctype html><p>Sorry</p>")
}

func TestFeedsThatCannotBeRead(t *testing.T) {
	for what, c := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		kind   error
	}{
		"a web page": {html, document.ErrWebPage},
		"nothing":    {func(w http.ResponseWriter, r *http.Request) {}, document.ErrEmpty},
		"not there":  {http.NotFound, client.NotThere},
		"a circle":   {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/services", http.StatusFound) }, client.Loop},
		"inwards": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		}, client.Forbidden},
		"a key": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) }, client.Locked},
	} {
		feed := newFeed(3)
		feed.before = instead("/services", c.answer)
		r, err := check.Feed(t.Context(), reader(t, feed), check.Options{Today: today})
		if !errors.Is(err, c.kind) || r.Levels[1].Verdict != check.NotChecked || r.Useful.Services != 0 {
			t.Errorf("%s: %v, %+v", what, err, r)
		}
	}
}

func TestEndpointsThatAnswerOddly(t *testing.T) {
	for what, c := range map[string]struct {
		paths        string
		answer       func(w http.ResponseWriter, r *http.Request)
		severity     check.Severity
		where, words string
	}{
		"base as a web page":  {"/", html, check.Error, "/", "answers with a web page, not with data"},
		"ids as web pages":    {"/services/*", html, check.Error, "/services/{id}", "cannot be read by its id. The address answers with a web page"},
		"ids not there":       {"/services/*", http.NotFound, check.Error, "/services/{id}", "cannot be read by its id"},
		"another record":      {"/services/*", func(w http.ResponseWriter, r *http.Request) { write(w, walk(77)) }, check.Warning, "/services/{id}", "another id than the one that was asked for"},
		"a list for one":      {"/services/*", func(w http.ResponseWriter, r *http.Request) { write(w, []any{walk(1), walk(2)}) }, check.Error, "/services/{id}", "it does not answer with one record"},
		"terms as a web page": {"/taxonomy_terms", html, check.Warning, "/taxonomy_terms", "answers with a web page, not with data"},
		"terms in error":      {"/taxonomy_terms", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, check.Warning, "/taxonomy_terms", "answers with an error"},
		"base as a list":      {"/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "[]") }, check.Error, "/", "the base answers with a list"},
		"latin-1": {"/services", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "{\"contents\":[{\"id\":\"1\",\"name\":\"Caf\xe9\"}]}")
		}, check.Warning, "/services", "read as Windows-1252"},
		"a byte order mark": {"/services", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "\ufeff{\"contents\":[{\"id\":\"1\"}]}") }, check.Warning, "/services", "byte order mark"},
		"records of texts":  {"/services", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"total_items":2,"contents":["a",null]}`) }, check.Error, "/services", "The record is not an object."},
		"totals as texts":   {"/services", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"total_items":"2","contents":[{}]}`) }, check.Error, "/services", "“total_items” is a text and must be a whole number"},
		"a break":           {"/services", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"contents":[{"id":"1"},{"id`) }, check.Error, "/services", "breaks off or is not valid JSON after record 1"},
		"no such endpoints": {"/taxonomies /taxonomy_terms /service_at_locations", http.NotFound, "", "", ""},
	} {
		feed := newFeed(3)
		feed.before = instead(c.paths, c.answer)
		r := checked(t, feed, check.Options{})
		if c.words == "" {
			if r.Levels[0].Verdict != check.Passes {
				t.Errorf("%s: %+v", what, r.Findings)
			}
			continue
		}
		found(t, r, c.severity, c.where, c.words)
	}
}

func TestAFeedOfVersion1IsNotTakenForABadVersion3(t *testing.T) {
	feed := newFeed(3)
	feed.before = instead("/services", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"totalElements":1,"totalPages":1,"last":true,"content":[{"id":"9","name":"Walk","eligibilitys":[{"eligibility":"adult"}],"regular_schedules":[{"opens_at":"10:00"}],"contacts":[{"phones":[{"number":"01632 960 100"}]}]}]}`)
	})
	r := checked(t, feed, check.Options{})
	found(t, r, check.Error, "/services", "its pages are those of Open Referral UK 1.0")
	plain := feed.before
	feed.before = func(w http.ResponseWriter, r *http.Request) bool {
		return plain(w, r) || instead("/ /services/* /taxonomies", http.NotFound)(w, r)
	}
	r = checked(t, feed, check.Options{Sample: 1})
	found(t, r, check.Advice, "/", "This is Open Referral UK 1.0")
	if r.Standard != "Open Referral UK 1.0" || r.Useful.Measures[0].Have != 1 || r.Useful.Measures[1].Have != 1 || r.Useful.Measures[2].Have != 1 {
		t.Errorf("%q, %+v", r.Standard, r.Useful)
	}
}

// Texts of feeds come out as texts: short, on one line, and nothing in them
// steers a terminal or the direction of writing.
func TestWhatIsShownOfAFeedIsHarmless(t *testing.T) {
	const evil = "<script>alert(1)</script>\x1b[31m\r\n\u202e\u2028" + "\x00'\"><img src=x onerror=alert(1)>"
	feed := newFeed(12)
	for _, s := range feed.services {
		for name := range s {
			if _, isText := s[name].(string); isText {
				s[name] = evil + strings.Repeat("x", 10_000)
			}
		}
	}
	feed.base["version"], feed.base[evil] = evil, evil
	r := checked(t, feed, check.Options{})
	var out strings.Builder
	r.Write(&out)
	body, err := json.Marshal(r)
	if err != nil || len(body) > 200_000 || out.Len() > 100_000 {
		t.Errorf("%d bytes of JSON, %d of text: %v", len(body), out.Len(), err)
	}
	if !strings.Contains(out.String(), "<script>") {
		t.Error("the words are gone")
	}
	for _, c := range out.String() {
		if c != '\n' && (unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl)) {
			t.Fatalf("the text has %U", c)
		}
	}
}

// upWhen is a context whose time is up when it is told so.
type upWhen struct {
	context.Context
	told chan struct{}
}

func (u upWhen) Done() <-chan struct{} { return u.told }

func (u upWhen) Err() error {
	select {
	case <-u.told:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func TestACheckWhoseTimeIsUpSaysSo(t *testing.T) {
	feed := newFeed(100)
	ctx := upWhen{t.Context(), make(chan struct{})}
	feed.before = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("page") != "3" {
			return false
		}
		close(ctx.told)
		<-r.Context().Done()
		return true
	}
	r, err := check.Feed(ctx, reader(t, feed), check.Options{Today: today})
	if err != nil || r.Stopped != "The time was up after 20 services; not everything was checked." || len(r.Findings) > 0 {
		t.Errorf("%q, %v, %+v", r.Stopped, err, r.Findings)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := check.Feed(stopped, reader(t, feed), check.Options{Today: today}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAFeedThatWantsToBeLeftInPeaceIsNotABadOne(t *testing.T) {
	for path, read := range map[string]string{"/": "0 services", "/services/*": "25 services", "/taxonomies": "25 services", "/service_at_locations": "25 services"} {
		feed := newFeed(25)
		asked := 0
		feed.before = instead(path, func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		})
		r := checked(t, feed, check.Options{})
		if r.Stopped != "The feed asked to be left in peace after "+read+"; not everything was checked." || len(r.Findings) > 0 || asked > 1 {
			t.Errorf("%s: %q, asked %d times, %+v", path, r.Stopped, asked, r.Findings)
		}
	}
}
