package gallery

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/web/assets"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/webtest"
)

var pages = map[string]templ.Component{
	"person": person(), "day": day(), "form": form(), "question": question(), "list": list(), "study": study(), "conflict": conflict(), "done": done(),
	"notfound": shell.NotFound(shell.Page{Search: true}), "failed": shell.Failed(shell.Page{}, "ABCD-EFGH", ""),
}

// drafts are what the script sent to be kept.
type drafts struct {
	mu   sync.Mutex
	last url.Values
	n    int
}

func (d *drafts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	d.last, d.n = r.PostForm, d.n+1
	w.WriteHeader(http.StatusNoContent)
}

func (d *drafts) kept() (url.Values, int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last, d.n
}

func site(t *testing.T) (*httptest.Server, *serve.Reports, *drafts) {
	t.Helper()
	if !assets.Built() {
		if os.Getenv("LINKWORK_TEST_STRICT") == "1" {
			t.Fatal("no styles in this build: run make assets")
		}
		t.Skip("no styles in this build: run make assets")
	}
	mux := http.NewServeMux()
	for name, c := range pages {
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) { serve.Render(w, r, http.StatusOK, c) })
	}
	kept := &drafts{}
	mux.Handle("POST /drafts/{key}", kept)
	mux.HandleFunc("POST /form", func(w http.ResponseWriter, r *http.Request) {
		serve.Render(w, r, http.StatusOK, done())
	})
	log := slog.New(slog.DiscardHandler)
	reports := serve.NewReports(log)
	s := httptest.NewServer(serve.Handler(mux, serve.Options{Log: log, Reports: reports}))
	t.Cleanup(s.Close)
	return s, reports, kept
}

func TestPagesPassEveryCheck(t *testing.T) {
	s, reports, _ := site(t)
	b := webtest.Start(t)
	p := b.Page(t, s.URL)
	for name := range pages {
		p.Go("/" + name)
		p.Check()
		p.Shot(name)
	}
	for _, name := range []string{"person", "day", "form", "question", "study"} {
		p.Go("/" + name)
		p.LargeText()
		p.NoSidewaysScroll()
	}
	if n := reports.Count(); len(n) > 0 {
		t.Errorf("the policy stopped something: %v", n)
	}
}

func TestWithTheScript(t *testing.T) {
	s, _, kept := site(t)
	b := webtest.Start(t)

	t.Run("drafts", func(t *testing.T) {
		p := b.Page(t, s.URL)
		p.Go("/form")
		p.Fill("What happened", "Went to the lunch club")
		p.Fill("Password", "secret")
		p.Choose("How > Video")
		webtest.Eval[bool](p, `dispatchEvent(new Event("pagehide"))`) // instead of 10 seconds
		p.See("Draft kept at ")
		got, n := kept.kept()
		if n != 1 || got.Get("note") != "Went to the lunch club" || got.Get("how") != "video" {
			t.Errorf("draft %d: %v", n, got)
		}
		if strings.Contains(got.Encode(), "secret") || got.Has("_once") {
			t.Errorf("the draft holds what it should not: %v", got)
		}
		p.Submit("Save contact")
		p.See("Referral sent")
		time.Sleep(100 * time.Millisecond)
		if _, n := kept.kept(); n != 1 {
			t.Errorf("%d drafts: one was kept after the form was sent", n)
		}
		p.NoTroubles()
	})
	t.Run("copy", func(t *testing.T) {
		p := b.Page(t, s.URL)
		p.Go("/form")
		p.Click("Copy")
		p.See("Copied")
	})
	t.Run("filter keeps the place", func(t *testing.T) {
		p := b.Page(t, s.URL)
		p.Go("/list")
		p.DontSee("Apply filters")
		p.Choose("Need > Food")
		for end := time.Now().Add(5 * time.Second); !strings.Contains(p.Path(), "need=food"); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("the filter did not apply itself: " + p.Path())
			}
		}
		if f := p.Focused(); f != "Food" {
			t.Errorf("the focus went to %s", f)
		}
		p.NoTroubles()
	})
	t.Run("numbers of a flow by keyboard", func(t *testing.T) {
		p := b.Page(t, s.URL)
		p.Go("/study")
		webtest.Eval[bool](p, `(document.querySelector('.lw-flow__link').focus(), true)`)
		p.Press("Tab", "Tab")
		if f := p.Focused(); f != "No reply 1,040, after: Approached" {
			t.Errorf("after the first stage comes %s", f)
		}
		p.Width(320)
		p.ShotNow("study-320")
		p.Press("Enter")
		p.See("2 services")
		if !strings.Contains(p.Path(), "reason=no-reply&stage=approached&what=lost") {
			t.Errorf("the number led to %s", p.Path())
		}
	})
	t.Run("keyboard", func(t *testing.T) {
		p := b.Page(t, s.URL)
		p.Go("/person")
		p.Press("Tab") // from the success banner, which takes the focus
		if f := p.Focused(); !strings.HasPrefix(f, "Undo") {
			t.Errorf("after the banner comes %s", f)
		}
		p.Go("/form")
		p.Click("Date of birth must be in the past")
		if f := p.Focused(); f != "Day" {
			t.Errorf("the summary leads to %s, not to the day", f)
		}
		p.Click("Write what happened, even a few words")
		if f := p.Focused(); f != "What happened" {
			t.Errorf("the summary leads to %s", f)
		}
	})
}

func TestWithoutTheScript(t *testing.T) {
	s, _, _ := site(t)
	p := webtest.Start(t).Page(t, s.URL)
	p.NoScript()
	p.Go("/form")
	p.Fill("What happened", "Called")
	p.Choose("When > Today")
	p.Fill("day-month", "11") // what the script would fold is open
	p.NoSidewaysScroll()
	p.ShotNow("form-noscript-1280")
	p.Submit("Save contact")
	p.See("Referral sent")
	p.Go("/list")
	p.Choose("Need > Food")
	p.Submit("Apply filters")
	if !strings.Contains(p.Path(), "need=food") {
		t.Errorf("the filter led to %s", p.Path())
	}
	p.Go("/person")
	p.NoSidewaysScroll()
	p.NoTroubles()
}

func TestOnPaper(t *testing.T) {
	s, _, _ := site(t)
	p := webtest.Start(t).Page(t, s.URL)
	p.Go("/person")
	if pdf := p.PDF(); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("not a PDF")
	}
	p.Print(true)
	p.See("Printed 23 November 2026 by Amina Yusuf. Confidential.")
	p.See("999 123 4519")
	for _, gone := range []string{"Record a contact", "safety flag", "My day", "Who has looked", "Demonstration"} {
		p.DontSee(gone)
	}
	p.ShotNow("person-print")
	p.Go("/study")
	p.Print(true)
	for _, number := range []string{"1,177", "1,040", "Did not meet the"} {
		p.See(number)
		if !strings.Contains(p.Paper(), number) {
			t.Errorf("%s is not on paper", number)
		}
	}
	p.ShotNow("study-print")
}
