package webtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// notes takes down the faults that a check reports, in place of a failing test.
type notes struct {
	testing.TB
	said []string
}

type stopped struct{}

func (n *notes) Helper() {}
func (n *notes) Errorf(format string, args ...any) {
	n.said = append(n.said, fmt.Sprintf(format, args...))
}
func (n *notes) Fatalf(format string, args ...any) { n.Errorf(format, args...); panic(stopped{}) }
func (n *notes) Fatal(args ...any)                 { n.Errorf("%s", fmt.Sprint(args...)); panic(stopped{}) }

// of returns what a check says about the page.
func (n *notes) of(check func()) string {
	n.said = nil
	func() {
		defer func() {
			if p := recover(); p != nil && p != (stopped{}) {
				panic(p)
			}
		}()
		check()
	}()
	return strings.Join(n.said, "\n")
}

const faulty = `<!DOCTYPE html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Faulty</title></head><body><main><h1>Faulty</h1>
<p style="color:red">Inline</p><img src="data:,"><table><tr><td>` + "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww" + `</td></tr></table>
<details><summary>More</summary><a href="/more">Within</a></details>
<a href="/1">Change</a> <a href="/2">Change</a><form><button disabled>Save</button></form></main></body></html>`

// A check that never fails proves nothing, so each is shown a page it must not
// pass.
func TestChecksNoticeFaults(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, faulty)
	}))
	defer s.Close()
	p := Start(t).Page(t, s.URL)
	p.Go("/")
	n := &notes{TB: t}
	p.t = n
	for _, c := range []struct {
		check func()
		want  string
	}{
		{p.Axe, "image-alt"},
		{p.NoSidewaysScroll, "wider than 320 px"},
		{p.NoTroubles, "policy: "},
		{func() { p.Click("Change") }, "could be any of"},
		{func() { p.Click("Save") }, "is switched off"},
		{func() { p.Click("Nothing") }, `is not on the page; there are: "More"`},
		{func() { p.DontSee("Inline") }, "should not be on the page"},
	} {
		if got := n.of(c.check); !strings.Contains(got, c.want) {
			t.Errorf("%q was not noticed, only %q", c.want, got)
		}
	}
	p.Go("/")
	if got := n.of(func() { p.Click("Within") }); !strings.Contains(got, "cannot be seen") {
		t.Errorf("a link that is folded away was clicked: %q", got)
	}
	if got := n.of(func() { p.Click("More"); p.See("Within"); p.Click("Within") }); got != "" || p.Path() != "/more" {
		t.Errorf("opening and following: %q at %s", got, p.Path())
	}
}
