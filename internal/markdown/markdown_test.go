package markdown_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"linkwork/internal/markdown"
)

func html(t testing.TB, text string) string {
	t.Helper()
	out, err := markdown.Text(text).HTML()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsShown(t *testing.T) {
	for text, want := range map[string]string{
		"# About\n\nTwo *words*.": "<h2>About</h2>\n<p>Two <em>words</em>.</p>\n",
		"- a\n- b":                "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
		"[us](https://a.example)": `<p><a href="https://a.example" rel="noreferrer">us</a></p>` + "\n",
		"3. c":                    "<ol start=\"3\">\n<li>c</li>\n</ol>\n",
	} {
		if got := html(t, text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

var attacks = []string{
	"<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "![x](https://a.example/p.png)", "<img src=x onerror=alert(1)>",
	"[x](/studies)", "<a href='java&#9;script:alert(1)'>x</a>", "<svg><script>alert(1)</script></svg>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"[x]: javascript:alert(1)\n\n[x]", "<iframe src=//a.example>", "# <b onclick=alert(1)>x</b>",
}

func TestNothingActsOrLoads(t *testing.T) {
	for _, text := range attacks {
		check(t, text)
	}
}

// Nothing that stands in angle brackets is lost: it is shown as it was typed.
func TestWordsInAngleBracketsAreShown(t *testing.T) {
	for text, want := range map[string]string{
		"Nessa said <hello>.":                        "<p>Nessa said &lt;hello&gt;.</p>\n",
		"<div>A whole paragraph</div>":               "<p>&lt;div&gt;A whole paragraph&lt;/div&gt;</p>\n",
		"<!-- note --> after note":                   "<p>&lt;!-- note --&gt; after note</p>\n",
		"<script>alert(1)</script>\n\nand **after**": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>and <strong>after</strong></p>\n",
		"<https://a.example>":                        `<p><a href="https://a.example" rel="noreferrer">https://a.example</a></p>` + "\n",
	} {
		if got := html(t, text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestHeadingsStandBelowTheirSection(t *testing.T) {
	out, err := markdown.Text("# One\n\n##### Five").Under(2).HTML()
	if err != nil || out != "<h3>One</h3>\n<h6>Five</h6>\n" {
		t.Errorf("%q, %v", out, err)
	}
}

// made are the elements that Markdown itself makes.
var made = regexp.MustCompile(`</?(h[2-6]|p|br|hr|ul|ol( start="[0-9]+")?|li|strong|em|del|blockquote|code|pre|table|thead|tbody|tr|th|td|a( href="(https?|mailto|tel):[^"<>]*")?( rel="no[a-z ]+")?)/?>`)

func check(t testing.TB, text string) {
	t.Helper()
	if out := html(t, text); strings.Contains(made.ReplaceAllString(out, ""), "<") {
		t.Errorf("%q is shown as %q", text, out)
	}
	words := strings.Map(func(r rune) rune {
		if r == '/' || unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
	if said := "said <" + words + ">"; !strings.Contains(html(t, said), "said &lt;"+words+"&gt;") {
		t.Errorf("%q is shown as %q", said, html(t, said))
	}
}

func FuzzHTML(f *testing.F) {
	for _, text := range attacks {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}
