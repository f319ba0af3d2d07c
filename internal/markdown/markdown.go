// Package markdown shows text that people wrote in Markdown: information sheets,
// minutes, updates. What they wrote is kept as they wrote it; only what is shown is
// made safe: no markup of their own, no scripts, no pictures from elsewhere, links
// to the web, mail and phones only. Headings begin below the h1 of the page.
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

// Text is text in Markdown. It is a templ component.
type Text string

var reader = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(lower{}, 100))))

// lower takes every heading one level down, six being the lowest: the page has its h1.
type lower struct{}

// Transform changes the headings of a document.
func (lower) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			h.Level = min(h.Level+1, 6)
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
func (t Text) HTML() (string, error) {
	var b bytes.Buffer
	if err := reader.Convert([]byte(t), &b); err != nil {
		return "", err
	}
	return string(safe.SanitizeBytes(b.Bytes())), nil
}

// Render writes the text as safe HTML within a block of its own.
func (t Text) Render(_ context.Context, w io.Writer) error {
	html, err := t.HTML()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, `<div class="lw-prose">`+html+`</div>`)
	return err
}
