package serve

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
)

// site has one route of each kind; out collects the log.
func site(t *testing.T, o Options) (h http.Handler, out *bytes.Buffer) {
	t.Helper()
	out = &bytes.Buffer{}
	o.Log = slog.New(slog.NewJSONHandler(out, nil))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /people/{id}", func(w http.ResponseWriter, r *http.Request) {
		Render(w, r, http.StatusOK, templ.Raw(strings.Repeat("<p>Dee</p>", 500)))
	})
	mux.HandleFunc("POST /save", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); IsTooLarge(err) {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("Dee Marsh 999 123 4519") })
	return Handler(mux, o), out
}

func send(h http.Handler, method, path, body string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestHeaders(t *testing.T) {
	h, _ := site(t, Options{Secure: true})
	res := send(h, "GET", "/people/1", "")
	for k, v := range fixedHeaders {
		if got := res.Header.Get(k); got != v {
			t.Errorf("%s: %q", k, got)
		}
	}
	if res.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS behind TLS")
	}
}

func TestTheLogHoldsNoPathAndNoQuery(t *testing.T) {
	session := func(next http.Handler) http.Handler { // copies the request, as sessions do
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithoutCancel(r.Context())))
		})
	}
	h, out := site(t, Options{Session: session})
	send(h, "GET", "/people/secret-id?q=marsh", "")
	send(h, "MARSH", "/nowhere/marsh", "")
	log := out.String()
	for _, bad := range []string{"secret-id", "marsh", "MARSH", "192.0.2.1"} {
		if strings.Contains(log, bad) {
			t.Errorf("the log holds %q: %s", bad, log)
		}
	}
	if !strings.Contains(log, `"route":"GET /people/{id}","status":200`) || !strings.Contains(log, `"route":"none","status":404`) {
		t.Errorf("log: %s", log)
	}
}

func TestPanicShowsAReferenceThatIsInTheLog(t *testing.T) {
	h, out := site(t, Options{})
	res := send(h, "GET", "/panic", "")
	page := text(t, res)
	_, rest, found := strings.Cut(page, `<strong class="nhsuk-u-nowrap">`)
	if res.StatusCode != 500 || !found || !strings.Contains(page, "Nothing was saved.") {
		t.Fatalf("%d %s", res.StatusCode, page)
	}
	if ref := rest[:9]; !strings.Contains(out.String(), ref) {
		t.Errorf("reference %s is not in the log", ref)
	}
	if strings.Contains(out.String(), "Marsh") || strings.Contains(page, "Marsh") {
		t.Error("the text of the fault left the process")
	}
	if p := text(t, send(h, "POST", "/panic", "")); strings.Contains(p, "Nothing was saved") {
		t.Error("a form that failed half way claims that nothing was saved")
	}
}

func TestFormsFromOtherSitesAreRefused(t *testing.T) {
	h, _ := site(t, Options{})
	for site, want := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 204, "none": 204} {
		if got := send(h, "POST", "/save", "a=b", "Sec-Fetch-Site", site).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", site, got, want)
		}
	}
	if got := send(h, "POST", "/save", "a=b").StatusCode; got != 204 {
		t.Errorf("a request that no browser made: %d", got)
	}
}

func TestLargeForms(t *testing.T) {
	h, _ := site(t, Options{BodyLimit: func(r *http.Request) int64 {
		if r.URL.Path == "/panic" {
			return 10 << 20
		}
		return 0
	}})
	big := "a=" + strings.Repeat("x", FormLimit)
	res := send(h, "POST", "/save", big)
	if res.StatusCode != 413 || !strings.Contains(text(t, res), "Nothing was saved") {
		t.Errorf("a large form: %d", res.StatusCode)
	}
	r := httptest.NewRequest("POST", "/save", io.MultiReader(strings.NewReader(big))) // says no length
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("a large form of unknown length: %d", w.Code)
	}
	if got := send(h, "POST", "/panic", big).StatusCode; got != 500 {
		t.Errorf("a route with a limit of its own: %d", got)
	}
}

func TestCompression(t *testing.T) {
	h, _ := site(t, Options{})
	res := send(h, "GET", "/people/1", "", "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("Content-Length") != "" {
		t.Fatalf("headers %v", res.Header)
	}
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || len(b) != 5000 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if res := send(h, "GET", "/people/1", ""); res.Header.Get("Content-Encoding") != "" || len(text(t, res)) != 5000 {
		t.Error("compressed without being asked")
	}
}

func TestPolicyReports(t *testing.T) {
	c := NewReports(slog.New(slog.DiscardHandler))
	h, _ := site(t, Options{Reports: c})
	for _, body := range []string{
		`{"csp-report":{"effective-directive":"script-src-elem","document-uri":"http://x/people/1"}}`,
		`{"csp-report":{"violated-directive":"style-src"}}`,
		`[{"type":"csp-violation","body":{"effectiveDirective":"img-src"}},{"type":"deprecation"}]`,
		`{"csp-report":{"effective-directive":"Dee Marsh"}}`,
		`not json`,
	} {
		if got := send(h, "POST", ReportPath, body).StatusCode; got != 204 {
			t.Errorf("report answered %d", got)
		}
	}
	want := map[string]int{"script-src-elem": 1, "style-src": 1, "img-src": 1, "other": 1}
	got := c.Count()
	if len(got) != len(want) {
		t.Errorf("counts %v", got)
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %d", k, got[k])
		}
	}
}

func TestAPageThatCannotBeDrawnIsNotHalfShown(t *testing.T) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	defer slog.SetDefault(before)
	w := httptest.NewRecorder()
	broken := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		io.WriteString(w, "half")
		return io.ErrUnexpectedEOF
	})
	Render(w, httptest.NewRequest("GET", "/", nil), 200, broken)
	if w.Code != 500 || strings.Contains(w.Body.String(), "half") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRunFinishesWhatIsUnderWay(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	started, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- Run(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(started)
			time.Sleep(50 * time.Millisecond)
			io.WriteString(w, "whole")
		}))
	}()
	go func() { <-started; stop() }()
	res, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := text(t, res); got != "whole" {
		t.Errorf("got %q", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}
