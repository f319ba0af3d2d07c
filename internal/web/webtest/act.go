package webtest

import (
	_ "embed"
	"fmt"

	"github.com/chromedp/chromedp"
)

//go:embed find.js
var findScript string

// place is where something is on the page.
type place struct {
	Why     string
	X, Y    float64
	Leads   bool // to another page
	Checked bool
	Kind    string
}

// locate finds one thing: a selector when what starts with #, . or [, else the
// text of a link or button, or the label or name of a field. "Legend > Label"
// tells equal labels apart. It waits until the page is drawn and the thing stands
// still: the browser drops a click on a page that it has loaded and not yet shown, and
// what appears above moves what is below.
func (p *Page) locate(kind, what string) place {
	p.t.Helper()
	at := p.find(kind, what)
	for range 5 {
		p.drawn()
		again := p.find(kind, what)
		if again == at {
			break
		}
		at = again
	}
	return at
}

func (p *Page) find(kind, what string) place {
	p.t.Helper()
	at := Eval[place](p, fmt.Sprintf("(%s)(%s, %s)", findScript, quote(kind), quote(what)))
	if at.Why != "" {
		p.t.Fatalf("%s: %s %q %s", p.Path(), kind, what, at.Why)
	}
	return at
}

func (p *Page) clickAt(at place) error {
	return chromedp.Do(p.ctx, chromedp.MouseClickXY(at.X, at.Y))
}

// Click clicks a link, button or summary. If it leads to another page, that
// page is loaded when Click returns.
func (p *Page) Click(what string) {
	p.t.Helper()
	at := p.locate("click", what)
	if at.Leads {
		p.loading(func() error { return p.clickAt(at) })
		return
	}
	p.must(p.clickAt(at))
}

// Submit sends a form with the button of that text.
func (p *Page) Submit(button string) {
	p.t.Helper()
	at := p.locate("click", button)
	p.loading(func() error { return p.clickAt(at) })
}

// Tap clicks a button and does not wait for another page.
func (p *Page) Tap(button string) {
	p.t.Helper()
	p.must(p.clickAt(p.locate("click", button)))
}

// Fill replaces what stands in a box, found by its label or name.
func (p *Page) Fill(what, value string) {
	p.t.Helper()
	for range 3 {
		p.must(p.clickAt(p.locate("box", what)))
		if Eval[bool](p, `document.activeElement.matches('input, textarea')`) {
			break // else something moved it away at the last moment
		}
	}
	p.must(chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.select?.()`)))
	if value == "" {
		p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("\b")))
		return
	}
	p.insert(value)
}

// Attach puts a file into a box for files, found by its name.
func (p *Page) Attach(name, path string) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.SetUploadFiles(`input[type=file][name=`+name+`]`, []string{path})))
}

// Choose chooses a radio button or ticks a checkbox by its label.
func (p *Page) Choose(label string) {
	p.t.Helper()
	if at := p.locate("choice", label); !at.Checked {
		p.must(p.clickAt(at))
	}
}

// Untick takes the tick off a checkbox.
func (p *Page) Untick(label string) {
	p.t.Helper()
	if at := p.locate("choice", label); at.Checked {
		p.must(p.clickAt(at))
	}
}

// Select chooses the option with that text in a list found by label or name.
func (p *Page) Select(what, option string) {
	p.t.Helper()
	p.locate("select", what)
	why := Eval[string](p, fmt.Sprintf(`((what, text) => {
		const clean = (s) => s.replace(/\s+/g, ' ').trim()
		const list = [...document.querySelectorAll('select')].find((s) => s.name === what || [...s.labels].some((l) => clean(l.textContent).startsWith(what)))
		const found = [...list.options].find((o) => clean(o.text) === text) ?? [...list.options].find((o) => clean(o.text).startsWith(text))
		if (!found) return 'there are: ' + [...list.options].map((o) => o.text).join(', ')
		list.focus()
		list.value = found.value
		list.dispatchEvent(new Event('input', { bubbles: true }))
		list.dispatchEvent(new Event('change', { bubbles: true }))
		return ''
	})(%s, %s)`, quote(what), quote(option)))
	if why != "" {
		p.t.Fatalf("%s: no option %q in %q; %s", p.Path(), option, what, why)
	}
}

// Value returns what stands in a box found by label or name.
func (p *Page) Value(what string) string {
	p.t.Helper()
	at := p.locate("box", what)
	return Eval[string](p, fmt.Sprintf(`document.elementsFromPoint(%f, %f).find((e) => 'value' in e)?.value ?? ''`, at.X, at.Y))
}
