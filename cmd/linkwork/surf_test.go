package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// surfer is a browser without scripts: it keeps cookies, follows no redirect
// by itself, and remembers every address it asked for or was sent to.
type surfer struct {
	t      testing.TB
	url    string
	client *http.Client
	been   []string
}

// answer is what came back.
type answer struct {
	status   int
	body     string
	location string // of a redirect
	header   http.Header
}

func surf(t testing.TB, url string) *surfer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &surfer{t: t, url: url, client: &http.Client{Jar: jar, CheckRedirect: stay}}
}

// as opens a browser and chooses who to be in the demonstration; "" is nobody.
func (s show) as(t testing.TB, role string) *surfer {
	t.Helper()
	b := surf(t, s.url)
	if role == "" {
		return b
	}
	if got := b.post("/demo/be/"+role, nil); got.status != http.StatusSeeOther {
		t.Fatalf("to be %s: %d", role, got.status)
	}
	return b
}

func (b *surfer) get(path string) answer {
	b.t.Helper()
	return b.do(http.MethodGet, path, nil)
}

func (b *surfer) post(path string, fields url.Values) answer {
	b.t.Helper()
	return b.do(http.MethodPost, path, fields)
}

func (b *surfer) do(method, path string, fields url.Values) answer {
	b.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = b.url + path
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	got, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.been = append(b.been, path, got.Header.Get("Location"))
	return answer{got.StatusCode, string(body), got.Header.Get("Location"), got.Header}
}

// tree parses the page.
func (a answer) tree(t testing.TB) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// text is the page's words, with the faults of a form among them.
func (a answer) text(t testing.TB) string {
	var words []string
	for n := range a.tree(t).Descendants() {
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(words, " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
