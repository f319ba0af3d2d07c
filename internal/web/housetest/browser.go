package housetest

import (
	"bytes"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/visit"
)

// Site is a server with the routes under test.
type Site struct {
	URL string // of the server
	t   testing.TB
}

// Begin is the route GET /begin/{account}, which logs somebody in.
var Begin = visit.Route{Pattern: "GET /begin/{account}", Who: visit.Public, Handle: func(v *visit.Visit) error {
	return v.House.Identity.Begin(v.Context(), v.Path("account"))
}}

// Serve starts the routes behind all that the whole site has in common, until
// the test ends, with Begin.
func (h *House) Serve(t testing.TB, routes []visit.Route) *Site {
	t.Helper()
	return Open(t, serve.Handler(visit.Mux(h.House, append(routes, Begin)), serve.Options{
		Log:          slog.New(slog.DiscardHandler),
		FromAnywhere: visit.FromAnywhere(routes),
		Session:      func(next http.Handler) http.Handler { return h.Identity.Sessions(next, h.SessionFailed) },
	}))
}

// Open starts a site until the test ends.
func Open(t testing.TB, handler http.Handler) *Site {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &Site{server.URL, t}
}

// Browser keeps cookies and follows no redirect by itself.
type Browser struct {
	site   *Site
	client *http.Client
}

// Page is what came back.
type Page struct {
	Status   int
	Raw      string // as it came
	Body     string // with entities resolved
	Location string // of a redirect
	Cookies  []*http.Cookie
	Header   http.Header
}

// Browser opens a browser without cookies.
func (s *Site) Browser() *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &Browser{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As opens a browser in which somebody is logged in.
func (s *Site) As(a access.Actor) *Browser {
	b := s.Browser()
	b.Get("/begin/" + a.AccountID)
	return b
}

// Get asks for a page.
func (b *Browser) Get(path string) Page {
	b.site.t.Helper()
	return b.page(b.client.Get(b.site.URL + path))
}

// Post sends a form of names and values in turn. A name may come twice.
func (b *Browser) Post(path string, namesAndValues ...string) Page {
	b.site.t.Helper()
	form := url.Values{}
	for i := 0; i < len(namesAndValues); i += 2 {
		form.Add(namesAndValues[i], namesAndValues[i+1])
	}
	return b.page(b.client.PostForm(b.site.URL+path, form))
}

// Send sends a file with a form of names and values in turn.
func (b *Browser) Send(path, field string, file []byte, namesAndValues ...string) Page {
	b.site.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(namesAndValues); i += 2 {
		if err := form.WriteField(namesAndValues[i], namesAndValues[i+1]); err != nil {
			b.site.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile(field, "file")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		b.site.t.Fatal(err)
	}
	return b.page(b.client.Post(b.site.URL+path, form.FormDataContentType(), &body))
}

func (b *Browser) page(r *http.Response, err error) Page {
	b.site.t.Helper()
	if err != nil {
		b.site.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	return Page{r.StatusCode, string(body), html.UnescapeString(string(body)), r.Header.Get("Location"), r.Cookies(), r.Header}
}

// Is checks the status and that the page has all of these words, and none that
// begin with a "!".
func (p Page) Is(t testing.TB, status int, words ...string) Page {
	t.Helper()
	if p.Status != status {
		t.Fatalf("status %d, want %d\n%s", p.Status, status, p.main())
	}
	for _, w := range words {
		if not, ok := strings.CutPrefix(w, "!"); ok && strings.Contains(p.Body, not) {
			t.Errorf("the page has %q", not)
		} else if !ok && !strings.Contains(p.Body, w) {
			t.Errorf("the page has no %q\n%s", w, p.main())
		}
	}
	return p
}

// main is the page without what surrounds every page.
func (p Page) main() string {
	if _, main, ok := strings.Cut(p.Body, "<main"); ok {
		return "<main" + main
	}
	return p.Body
}

// Leads checks that the answer is a redirect to an address.
func (p Page) Leads(t testing.TB, to string) Page {
	t.Helper()
	if p.Status != http.StatusSeeOther || p.Location != to {
		t.Fatalf("status %d to %q, want a redirect to %q\n%s", p.Status, p.Location, to, p.main())
	}
	return p
}

// Action is where the form leads whose address has a part; "" for none.
func (p Page) Action(part string) string {
	for _, at := range strings.Split(p.Body, `action="`)[1:] {
		if to, _, _ := strings.Cut(at, `"`); strings.Contains(to, part) {
			return to
		}
	}
	return ""
}

// Field is the value of a hidden field of a page.
func (p Page) Field(name string) string {
	_, rest, _ := strings.Cut(p.Body, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}
