package issue

import (
	"context"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"linkwork/internal/markdown"
	"linkwork/internal/updates"
)

// A number within prose stands between two characters that nobody types, until Markdown
// is HTML: Markdown does not let a page link to itself.
const (
	numberBegins = "\uE000"
	numberEnds   = "\uE001"
)

var told = regexp.MustCompile(numberBegins + "([0-9]+)" + numberEnds)

// proseHTML is the safe HTML of a section's text, with each number as show has it.
func proseHTML(i updates.Issue, text string, show func(n int, f updates.Figure) string) (string, error) {
	text = strings.NewReplacer(numberBegins, "", numberEnds, "").Replace(text)
	marked := updates.Told(text, i.Figures, func(n int, _ updates.Figure) string { return numberBegins + strconv.Itoa(n) + numberEnds })
	prose, err := markdown.Text(marked).HTML()
	return told.ReplaceAllStringFunc(prose, func(m string) string {
		n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(m, numberBegins), numberEnds))
		return show(n, i.Figures[n])
	}), err
}

// value is a number as it is read.
func value(_ int, f updates.Figure) string { return strconv.Itoa(f.Value()) }

// prose is a section's text on a page: each number leads to how it was counted.
func prose(i updates.Issue, text, counted string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		body, err := proseHTML(i, text, func(n int, f updates.Figure) string {
			return `<a class="lw-told" href="` + html.EscapeString(counted) + `#figure-` + strconv.Itoa(n+1) + `">` + value(n, f) + `<span class="nhsuk-u-visually-hidden"> (how this was counted)</span></a>`
		})
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, `<div class="lw-prose">`+body+`</div>`)
		return err
	})
}

// mailStyles are the styles of what Markdown makes: mail programs read no style sheets.
var mailStyles = map[atom.Atom]string{
	atom.P: "margin:0 0 16px", atom.Ul: "margin:0 0 16px;padding-left:20px", atom.Ol: "margin:0 0 16px;padding-left:20px", atom.Li: "margin:0 0 8px",
	atom.H2: headingStyle, atom.H3: "font-size:18px;line-height:1.3;margin:24px 0 8px", atom.H4: "font-size:16px;line-height:1.3;margin:16px 0 8px",
	atom.A: linkStyle, atom.Blockquote: "margin:0 0 16px;padding-left:16px;border-left:4px solid #aeb7bd",
	atom.Table: "border-collapse:collapse;margin:0 0 16px", atom.Th: "text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid #aeb7bd", atom.Td: "padding:4px 12px 4px 0;border-bottom:1px solid #d8dde0",
}

// mailProse is a section's text within mail.
func mailProse(i updates.Issue, text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		body, err := proseHTML(i, text, value)
		if err != nil {
			return err
		}
		nodes, err := fragment(body)
		if err != nil {
			return err
		}
		for _, n := range nodes {
			for _, x := range append([]*html.Node{n}, descendants(n)...) {
				if style := mailStyles[x.DataAtom]; style != "" && x.Type == html.ElementNode {
					x.Attr = append(x.Attr, html.Attribute{Key: "style", Val: style})
				}
			}
			if err := html.Render(w, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func fragment(body string) ([]*html.Node, error) {
	return html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
}

func descendants(n *html.Node) (all []*html.Node) {
	for x := range n.Descendants() {
		all = append(all, x)
	}
	return all
}

// Plain is a text of an issue as it is read, without any markup.
func Plain(i updates.Issue, text string) string {
	words, err := plainProse(i, text)
	if err != nil {
		return text
	}
	return words
}

// plainProse is a section's text without any markup: links with where they lead.
func plainProse(i updates.Issue, text string) (string, error) {
	body, err := proseHTML(i, text, value)
	if err != nil {
		return "", err
	}
	nodes, err := fragment(body)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, n := range nodes {
		plain(&b, n, "")
	}
	return strings.TrimSpace(manyLines.ReplaceAllString(b.String(), "\n\n")), nil
}

var manyLines = regexp.MustCompile(`\n{3,}`)

// plain writes a node as text. bullet is what stands before an item of the list around it.
func plain(b *strings.Builder, n *html.Node, bullet string) {
	if n.Type == html.TextNode {
		b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		return
	}
	switch n.DataAtom {
	case atom.Li:
		b.WriteString("\n" + bullet)
	case atom.Ul:
		bullet = "- "
	case atom.Ol:
		bullet = "* "
	case atom.Br:
		b.WriteString("\n")
	case atom.Tr:
		b.WriteString("\n")
	case atom.Td, atom.Th:
		b.WriteString("  ")
	}
	start := b.Len()
	for c := range n.ChildNodes() {
		plain(b, c, bullet)
	}
	switch n.DataAtom {
	case atom.A:
		if href := strings.TrimPrefix(hrefOf(n), "mailto:"); href != b.String()[start:] {
			b.WriteString(" (" + href + ")")
		}
	case atom.P, atom.Ul, atom.Ol, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Table, atom.Pre:
		b.WriteString("\n\n")
	}
}

func hrefOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "href" {
			return a.Val
		}
	}
	return ""
}
