package webtest

import (
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// listen counts loads and collects what goes wrong in the browser: content
// stopped by policy, faults of scripts, and assets that are missing.
func (p *Page) listen() {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, log.Enable, struct{}{})
	p.must(err)
	p.must(chromedp.Listen(p.ctx, func(ev any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch ev := ev.(type) {
		case *page.EventLoadEventFired:
			p.loads++
		case *runtime.EventExceptionThrown:
			p.troubles = append(p.troubles, "script: "+ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if s := trouble(ev.Entry); s != "" {
				p.troubles = append(p.troubles, s)
			}
		}
	}))
}

// trouble returns a line about an entry that matters. Statuses of pages are the
// business of the test, those of assets are not.
func trouble(e *log.Entry) string {
	switch {
	case strings.Contains(e.Text, "Content Security Policy"):
		return "policy: " + e.Text
	case e.Source == log.EntrySourceNetwork && !strings.Contains(e.URL, "/assets/"):
		return ""
	case e.Level == log.EntryLevelError:
		return string(e.Source) + ": " + e.Text + " " + e.URL
	}
	return ""
}

// Troubles returns what went wrong in the browser since the window was opened.
func (p *Page) Troubles() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.troubles...)
}

// NoTroubles fails if anything went wrong in the browser.
func (p *Page) NoTroubles() {
	p.t.Helper()
	for _, s := range p.Troubles() {
		p.t.Errorf("%s: %s", p.Path(), s)
	}
}
