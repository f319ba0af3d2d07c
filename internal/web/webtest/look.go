package webtest

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/ledongthuc/pdf"
)

// Check is what every page must pass, at desk and phone width: no violation of
// accessibility rules, no sideways scroll at 320 px, no trouble in the browser.
func (p *Page) Check() {
	p.t.Helper()
	p.Axe()
	p.Width(375)
	p.settle()
	p.Axe()
	p.NoSidewaysScroll()
	p.Width(1280)
	p.NoTroubles()
}

// settle waits until scripts have answered a new width, as the menu does.
func (p *Page) settle() {
	p.t.Helper()
	Eval[bool](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

// NoSidewaysScroll opens what can be opened, fails if the page is wider than a
// window of 320 px, and names what sticks out. The window is 1280 px wide afterwards.
func (p *Page) NoSidewaysScroll() {
	p.t.Helper()
	p.Width(320)
	defer p.Width(1280)
	var wide []string
	for range 10 { // the header arranges itself after a moment
		if wide = Eval[[]string](p, sticksOut); len(wide) == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, s := range wide {
		p.t.Errorf("%s: wider than 320 px: %s", p.Path(), s)
	}
}

// sticksOut lists what reaches beyond the window, leaving out what is clipped.
const sticksOut = `(() => {
	document.querySelectorAll('details').forEach((d) => { d.open = true })
	const room = document.documentElement.clientWidth
	if (room > 320) return ['the page does not fit itself to the window: no viewport element']
	if (document.documentElement.scrollWidth <= room) return []
	const clipped = (e) => e.closest('.nhsuk-u-visually-hidden, .nhsuk-table__head')
	const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > room + 1 && !clipped(e))
	return out.slice(0, 5).map((e) => Math.round(e.getBoundingClientRect().right) + ' px: ' + e.outerHTML.slice(0, 120)).concat(out.length ? [] : ['something'])
})()`

// Shot writes screenshots of the whole page, name-1280.png and name-375.png, to
// the folder in LINKWORK_TEST_SHOTS. The window is 1280 px wide afterwards.
func (p *Page) Shot(name string) {
	p.t.Helper()
	for _, px := range []int{375, 1280} {
		p.Width(px)
		p.ShotNow(fmt.Sprintf("%s-%d", name, px))
	}
}

// ShotNow writes one screenshot of the whole page at the present width.
func (p *Page) ShotNow(name string) {
	p.t.Helper()
	dir := os.Getenv("LINKWORK_TEST_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	p.must(err)
	p.must(os.MkdirAll(dir, 0o755))
	p.must(os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
}

// Print makes the page look as on paper, until the next call with false.
func (p *Page) Print(on bool) {
	p.t.Helper()
	media := ""
	if on {
		media = "print"
	}
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})
	p.must(err)
}

// PDF prints the page as a browser does.
func (p *Page) PDF() []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	p.must(err)
	return pdf
}

// LargeText makes all text twice as large, as a reader may in the browser.
func (p *Page) LargeText() {
	p.t.Helper()
	sheet := base64.StdEncoding.EncodeToString([]byte("html{font-size:200%}"))
	Eval[bool](p, fmt.Sprintf(`(() => { const s = new CSSStyleSheet(); s.replaceSync(atob(%q)); document.adoptedStyleSheets.push(s); return true })()`, sheet))
}

// Paper is the text of the page as it is printed, read from the PDF that the
// browser makes of it.
func (p *Page) Paper() string {
	p.t.Helper()
	file := p.PDF()
	doc, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	p.must(err)
	var words strings.Builder
	for i := 1; i <= doc.NumPage(); i++ {
		text, err := doc.Page(i).GetPlainText(nil)
		p.must(err)
		words.WriteString(text + "\n")
	}
	return strings.Join(strings.Fields(words.String()), " ")
}
