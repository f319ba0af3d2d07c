package markdown_test

import (
	"strings"
	"testing"

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

func check(t testing.TB, text string) {
	t.Helper()
	out := strings.ToLower(html(t, text))
	for _, bad := range []string{"<script", "<img", "<svg", "<iframe", "<style", "<form", "href=\"javascript", "href=\"data", "href=\"/"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q is shown as %q", text, out)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, text := range attacks {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}
