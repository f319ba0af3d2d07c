package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linkwork/internal/openreferral/document"
)

// serve answers as a feed would, and returns a client that may read it and does
// not pause.
func serve(t testing.TB, o Options, answer http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	o.Allow = append(o.Allow, strings.TrimPrefix(server.URL, "http://"))
	if o.Pause == 0 {
		o.Pause = -1
	}
	c, err := New(server.URL, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// says answers every request with a body.
func says(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

// mustBe checks that an error is a fault of a kind that says something.
func mustBe(t testing.TB, what string, err, kind error) {
	t.Helper()
	fault, ok := errors.AsType[*Fault](err)
	if !ok || !errors.Is(err, kind) || fault.Kind != kind {
		t.Errorf("%s: %v, want that it %v", what, err, kind)
		return
	}
	if s := fault.Sentence(); !strings.HasPrefix(s, "The address ") || !strings.HasSuffix(s, ".") || fault.URL != what && fault.URL == "" {
		t.Errorf("%s: %q", what, s)
	}
}

func TestAddressesOfFeeds(t *testing.T) {
	for address, base := range map[string]string{
		"https://directory.example":                "https://directory.example",
		" https://directory.example/api/ ":         "https://directory.example/api",
		"https://directory.example/api/services":   "https://directory.example/api",
		"https://directory.example/api/services/":  "https://directory.example/api",
		"https://directory.example/?area=saltmere": "https://directory.example?area=saltmere",
		"https://directory.example/a/../b#top":     "https://directory.example/b",
	} {
		if c, err := New(address, Options{}); err != nil || c.Base() != base {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"", "directory.example", "ftp://directory.example", "file:///etc/passwd", "gopher://x.example", "https://", "https://me:secret@directory.example", "http://[::1", "javascript:alert(1)"} {
		_, err := New(address, Options{})
		mustBe(t, address, err, BadAddress)
	}
}

func TestAReaderSaysWhoItIs(t *testing.T) {
	var agent, accept string
	c := serve(t, Options{Contact: "https://saltmere.example\r\nEvil: yes"}, func(w http.ResponseWriter, r *http.Request) {
		agent, accept = r.Header.Get("User-Agent"), r.Header.Get("Accept")
		fmt.Fprint(w, "{}")
	})
	if _, err := c.Get(t.Context(), "/", nil, Seal{}); err != nil {
		t.Fatal(err)
	}
	if agent != "Linkwork (https://saltmere.exampleEvil: yes)" || !strings.Contains(accept, "application/json") {
		t.Errorf("%q, %q", agent, accept)
	}
}

func TestOnlyWhatHasChangedIsAskedFor(t *testing.T) {
	c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Thu, 26 Nov 2026 10:00:00 GMT")
		fmt.Fprint(w, "[]")
	})
	first, err := c.Get(t.Context(), "/services", nil, Seal{})
	if err != nil || first.Unchanged || string(first.Body) != "[]" {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := c.Get(t.Context(), "/services", nil, first.Seal)
	if err != nil || !again.Unchanged || again.Body != nil {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestAReaderThatIsStoppedIsNoFault(t *testing.T) {
	c := serve(t, Options{}, says("application/json", "{}"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, "/", nil, Seal{}); !errors.Is(err, context.Canceled) || errors.As(err, new(*Fault)) {
		t.Errorf("%v", err)
	}
}

// watch lets a client wait without waiting, and returns how long it would have.
func watch(c *Client) *[]time.Duration {
	var waits []time.Duration
	start := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	c.now = func() time.Time { return start }
	c.sleep = func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		start = start.Add(d)
		return nil
	}
	return &waits
}

func TestOneRequestASecond(t *testing.T) {
	c := serve(t, Options{Pause: time.Second}, says("application/json", "{}"))
	waits := watch(c)
	for range 3 {
		if _, err := c.Get(t.Context(), "/", nil, Seal{}); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(*waits) != "[1s 1s]" {
		t.Errorf("%v", *waits)
	}
}

func TestABusyFeedIsAskedAgainAsItSays(t *testing.T) {
	for header, want := range map[string]string{
		"7": "[7s]", "": "[2s]", "soon": "[2s]", "-3": "[2s]", "Thu, 26 Nov 2026 10:00:20 GMT": "[20s]", "Thu, 26 Nov 2026 09:00:00 GMT": "[0s]",
	} {
		asked := 0
		c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			if asked++; asked == 1 {
				w.Header().Set("Retry-After", header)
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			fmt.Fprint(w, "{}")
		})
		waits := watch(c)
		if _, err := c.Get(t.Context(), "/", nil, Seal{}); err != nil || fmt.Sprint(*waits) != want {
			t.Errorf("%q: waited %v, want %s: %v", header, *waits, want, err)
		}
	}
}

func TestABusyFeedIsLeftInPeace(t *testing.T) {
	for header, want := range map[string]int{"3600": 1, "99999999999": 1, "1": tries} {
		asked := 0
		c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		watch(c)
		_, err := c.Get(t.Context(), "/", nil, Seal{})
		if mustBe(t, header, err, Busy); asked != want {
			t.Errorf("%s: asked %d times, want %d", header, asked, want)
		}
	}
}

func FuzzNew(f *testing.F) {
	for _, seed := range []string{"https://directory.example/api/services", "http://[::1]:80/%2e%2e", "http://a?x=%zz", "//x", "http://u@h/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		c, err := New(address, Options{})
		if err != nil {
			mustBe(t, address, err, BadAddress)
			return
		}
		if got := c.address("/services", map[string][]string{"page": {"1"}}); !strings.HasPrefix(got, "http") || !strings.Contains(got, "page=1") {
			t.Errorf("%q: %q", address, got)
		}
	})
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("7")
	f.Add("Thu, 26 Nov 2026 10:00:20 GMT")
	f.Add("99999999999999999999")
	f.Fuzz(func(t *testing.T, header string) {
		c := &Client{now: time.Now}
		if wait := c.retryAfter(header, 1); wait < 0 {
			t.Errorf("%q: %v", header, wait)
		}
	})
}

func FuzzLook(f *testing.F) {
	f.Add([]byte(`{"totalElements":1,"content":[{"id":"1"}]}`))
	f.Add([]byte(`{"total_items":1,"contents":[{"capacities":[]}]}`))
	f.Add([]byte(`{"version":3.0,"profile":[]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, _ := document.Read(body)
		if seen := Look(d); seen.Standard != "" && len(seen.Marks) == 0 {
			t.Errorf("%+v", seen)
		}
		if said, err := declared(d); err == nil && len([]rune(said.Version)) > 300 {
			t.Error("too long")
		}
	})
}
