// Package markdown shows text that people wrote in Markdown: information sheets,
// minutes, updates. What they wrote is kept as they wrote it; only what is shown is
// made safe: no scripts, no pictures from elsewhere, links to the web, mail and phones
// only. HTML is no part of it: words in angle brackets are shown as they were typed, so
// that nothing is lost without a word. Headings begin below the heading that the text
// stands under.
package markdown

import (
	"bytes"
	"context"
	"io"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Text is text in Markdown, on a page whose heading is the only one above it. It is a
// templ component.
type Text string

// Part is text in Markdown under a heading of a level: 2 for an h2. It is a templ component.
type Part struct {
	Text  Text
	Level int
}

// Under is the text under a heading of a level.
func (t Text) Under(level int) Part { return Part{t, level} }

// reader knows no HTML: neither its blocks nor its elements.
var reader = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithParser(parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000)),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewEmphasisParser(), 500)),
	parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	parser.WithASTTransformers(util.Prioritized(lower{}, 100)))))

// above is where a parser finds the level of the heading above the text.
var above = parser.NewContextKey()

// lower takes every heading below the one above the text, six being the lowest.
type lower struct{}

// Transform changes the headings of a document.
func (lower) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	level, _ := pc.Get(above).(int)
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			h.Level = min(h.Level+level, 6)
		}
		return ast.WalkContinue, nil
	})
}

var safe = policy()

func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,4}$`)).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.RequireNoReferrerOnLinks(true)
	p.AllowRelativeURLs(false)
	return p
}

// HTML is the text as safe HTML.
func (t Text) HTML() (string, error) { return t.Under(1).HTML() }

// Render writes the text as safe HTML within a block of its own.
func (t Text) Render(ctx context.Context, w io.Writer) error { return t.Under(1).Render(ctx, w) }

// HTML is the part as safe HTML.
func (p Part) HTML() (string, error) {
	var b bytes.Buffer
	pc := parser.NewContext()
	pc.Set(above, p.Level)
	if err := reader.Convert([]byte(p.Text), &b, parser.WithContext(pc)); err != nil {
		return "", err
	}
	return string(safe.SanitizeBytes(b.Bytes())), nil
}

// Render writes the part as safe HTML within a block of its own.
func (p Part) Render(_ context.Context, w io.Writer) error {
	html, err := p.HTML()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, `<div class="lw-prose">`+html+`</div>`)
	return err
}
