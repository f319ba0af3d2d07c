package webtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// rules are those of WCAG 2.0 to 2.2, A and AA, and those that experience adds.
const rules = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`

// finding is a rule of axe that a page breaks.
type finding struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, FailureSummary string }
}

// Axe fails for each rule of accessibility that the page breaks, and names the
// place. It sees about a third of all barriers: look at the page as well.
func (p *Page) Axe() {
	p.t.Helper()
	script, err := axe()
	if err != nil {
		missing(p.t, "no axe-core, run npm ci: accessibility checks are left out")
	}
	p.must(chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void]("if (!window.axe) { "+script+" }")))
	width := Eval[int](p, `innerWidth`)
	for _, f := range Eval[[]finding](p, fmt.Sprintf(`axe.run(document, { runOnly: %s }).then((r) => r.violations.map(
		({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })))`, rules)) {
		for _, n := range f.Nodes {
			p.t.Errorf("%s at %d px: %s (%s), %s\n%s\n%s", p.Path(), width, f.Help, f.ID, f.Impact, n.HTML, strings.TrimSpace(n.FailureSummary))
		}
	}
}

// axe reads the script from the npm package, which stands beside go.mod.
var axe = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			err = os.ErrNotExist
		}
		dir = up
	}
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(filepath.Join(dir, "node_modules/axe-core/axe.min.js"))
	return string(b), err
})
