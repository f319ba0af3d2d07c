package webtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take; the machines of tests are slow.
const patience = 30 * time.Second

// Page is one window with its own cookies.
type Page struct {
	t    testing.TB
	ctx  context.Context
	base string

	scriptless bool

	mu       sync.Mutex
	loads    int // load events so far
	troubles []string
}

// Page opens a window on the server at base, 1280 by 900, that ends with the
// test.
func (b *Browser) Page(t testing.TB, base string) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &Page{t: t, ctx: ctx, base: strings.TrimSuffix(base, "/")}
	p.listen()
	p.Width(1280)
	return p
}

// NoScript switches scripts off for all pages that follow.
func (p *Page) NoScript() {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.must(err)
	p.scriptless = true
}

// Offline takes the network away, or gives it back.
func (p *Page) Offline(gone bool) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{})
	p.must(err)
	var conditions []*network.Conditions
	if gone {
		conditions = append(conditions, &network.Conditions{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
	}
	_, err = chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: append([]*network.Conditions{}, conditions...)})
	p.must(err)
	_, err = chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: gone, DownloadThroughput: -1, UploadThroughput: -1})
	p.must(err)
}

// Width makes the window as wide as a phone (320, 375) or a desk (1280).
func (p *Page) Width(px int) {
	p.t.Helper()
	var opts []chromedp.EmulateViewportOption
	if px <= 640 {
		opts = append(opts, chromedp.EmulateMobile)
	}
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(int64(px), 900, opts...)))
}

// Go opens a path, or a whole address.
func (p *Page) Go(path string) {
	p.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = p.base + path
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(path)); err != nil {
		p.t.Fatalf("open %s: %v", path, err)
	}
}

// Back goes back as the browser's button does. The browser may show the page as
// it left it, without loading it.
func (p *Page) Back() {
	p.t.Helper()
	before := p.Path()
	Eval[bool](p, `history.back(), true`)
	for end := time.Now().Add(patience); p.Path() == before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s: nothing to go back to", before)
		}
	}
}

// Path returns path and query of the page.
func (p *Page) Path() string {
	p.t.Helper()
	u, err := url.Parse(Eval[string](p, `location.href`))
	p.must(err)
	return u.RequestURI()
}

// Title returns the title of the page.
func (p *Page) Title() string { p.t.Helper(); return Eval[string](p, `document.title`) }

// Text returns the text that can be seen, of the element with a selector or of
// the whole page.
func (p *Page) Text(selector ...string) string {
	p.t.Helper()
	s := "body"
	if len(selector) > 0 {
		s = selector[0]
	}
	return Eval[string](p, fmt.Sprintf(`document.querySelector(%s)?.innerText ?? ""`, quote(s)))
}

// See waits until text can be seen on the page.
func (p *Page) See(text string) {
	p.t.Helper()
	want := strings.Join(strings.Fields(text), " ")
	for end := time.Now().Add(patience / 2); ; time.Sleep(50 * time.Millisecond) {
		got, err := try[string](p, `document.body?.innerText ?? ""`) // fails while another page comes
		if err == nil && strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("%s: %q is not on the page, which says:\n%s", p.Path(), text, p.Text())
		}
	}
}

// DontSee fails if text can be seen now.
func (p *Page) DontSee(text string) {
	p.t.Helper()
	if strings.Contains(strings.Join(strings.Fields(p.Text()), " "), text) {
		p.t.Fatalf("%s: %q should not be on the page", p.Path(), text)
	}
}

// Press sends keys to what has the focus: "Tab", "Enter" or text.
func (p *Page) Press(keys ...string) {
	p.t.Helper()
	codes := map[string]string{"Tab": "\t", "Enter": "\r", "Space": " ", "Escape": "\x1b"}
	for _, k := range keys {
		if c, ok := codes[k]; ok {
			k = c
		}
		p.must(chromedp.Do(p.ctx, chromedp.KeyEvent(k)))
	}
}

// Focused describes what has the focus: its text, label or name.
func (p *Page) Focused() string {
	p.t.Helper()
	return Eval[string](p, `(e => (e.labels?.[0]?.innerText || e.ariaLabel || e.innerText || e.name || e.tagName).trim())(document.activeElement)`)
}

// Eval returns the value of a JavaScript expression, which works without
// scripts on the page too.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	v, err := try[T](p, expression)
	if err != nil {
		p.t.Fatalf("evaluate %.80s: %v", expression, err)
	}
	return v
}

func try[T any](p *Page, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// insert types text at once, as pasting does.
func (p *Page) insert(text string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	p.must(err)
}

// loading runs act and waits until the page it leads to is loaded.
func (p *Page) loading(act func() error) {
	p.t.Helper()
	before := p.loaded()
	p.must(act())
	for end := time.Now().Add(patience); p.loaded() == before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s: no new page came", p.Path())
		}
	}
}

// drawn waits for two frames, for a second at most: a window behind others draws
// none. A page without scripts cannot tell of frames, so there it waits as long
// as several of them take.
func (p *Page) drawn() {
	p.t.Helper()
	if p.scriptless {
		time.Sleep(100 * time.Millisecond)
		return
	}
	Eval[bool](p, `new Promise(done => {
		setTimeout(done, 1000, false)
		requestAnimationFrame(() => requestAnimationFrame(() => done(true)))
	})`)
}

func (p *Page) loaded() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.loads
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}
