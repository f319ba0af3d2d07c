package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

const fixtureFolder = "../../../node_modules/nhsuk-frontend/dist/nhsuk/components"

type fixture struct {
	Name    string
	Context map[string]any
	HTML    string
}

// TestFixtures compares our markup with that of the design system's own package
// for every fixture whose options we support, and fails for a fixture that is
// neither supported nor named in beyond or differing.
func TestFixtures(t *testing.T) {
	if _, err := os.Stat(fixtureFolder); err != nil {
		if os.Getenv("LINKWORK_TEST_STRICT") == "1" {
			t.Fatal("node_modules is missing: run npm ci")
		}
		t.Skip("node_modules is missing: run npm ci to compare with the design system's fixtures")
	}
	covered, all := 0, 0
	used := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(fromOptions)) {
		for _, f := range readFixtures(t, name) {
			all++
			if compare(t, name, f, used) {
				covered++
			}
		}
	}
	for _, m := range []map[string]string{beyond, differing} {
		for k := range m {
			if !used[k] {
				t.Errorf("%q is named as not covered but no fixture uses it", k)
			}
		}
	}
	t.Logf("%d of %d fixtures compared", covered, all)
}

func readFixtures(t *testing.T, component string) []fixture {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(fixtureFolder, component, "fixtures.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Fixtures []fixture }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	return file.Fixtures
}

// compare reports whether the fixture is one we cover.
func compare(t *testing.T, component string, f fixture, used map[string]bool) bool {
	t.Helper()
	id := component + "/" + f.Name
	if _, known := differing[id]; known {
		used[id] = true
		return false
	}
	o := newOptions(component, f.Context)
	c, content := fromOptions[component](o)
	for _, option := range o.unread() {
		if _, known := beyond[option]; !known {
			t.Errorf("%s: option %s is neither supported nor named as not covered", id, option)
		}
		used[option] = true
	}
	if len(o.unread()) > 0 {
		return false
	}
	ctx := context.Background()
	if content != nil {
		ctx = templ.WithChildren(ctx, content)
	}
	var got bytes.Buffer
	if err := c.Render(ctx, &got); err != nil {
		t.Fatal(err)
	}
	want, have := normal(f.HTML), normal(got.String())
	if content != nil {
		want = frame(want, have)
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%s (-fixture +ours):\n%s", id, diff)
	}
	return true
}

// frame replaces the content of the fixture by our mark when what stands before
// and after it is the same.
func frame(want, have string) string {
	before, after, _ := strings.Cut(have, "x-content\n/x-content\n")
	if len(want) >= len(before)+len(after) && strings.HasPrefix(want, before) && strings.HasSuffix(want, after) {
		return have
	}
	return want
}

// normal writes markup one tag or text a line, attributes sorted, white space
// collapsed, without what a browser does not see.
func normal(markup string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	logo := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if s := strings.Join(strings.Fields(string(z.Raw())), " "); s != "" && !logo {
				b.WriteString(html.UnescapeString(s) + "\n")
			}
		case html.CommentToken:
		default:
			tok := z.Token()
			// The NHS logo is for NHS services only.
			if tok.Data == "svg" && strings.Contains(tok.String(), "nhsuk-header__logo") {
				logo = true
			}
			if !logo && !void(tok) {
				writeTag(&b, tok)
			}
			if tok.Data == "svg" && tok.Type == html.EndTagToken {
				logo = false
			}
		}
	}
}

// void drops the end tag that HTML ignores in <br></br>.
func void(tok html.Token) bool {
	return tok.Type == html.EndTagToken && slices.Contains([]string{"br", "hr", "input"}, tok.Data)
}

func writeTag(b *strings.Builder, tok html.Token) {
	slices.SortFunc(tok.Attr, func(x, y html.Attribute) int { return strings.Compare(x.Key, y.Key) })
	if tok.Type == html.EndTagToken {
		b.WriteString("/")
	}
	b.WriteString(tok.Data)
	for _, a := range tok.Attr {
		v := a.Val
		if a.Key == "class" {
			names := strings.Fields(v)
			slices.Sort(names)
			v = strings.Join(names, " ")
		}
		if a.Key == "aria-label" && strings.HasPrefix(v, "NHS ") {
			continue // goes with the logo
		}
		b.WriteString(" " + a.Key + "=" + v)
	}
	b.WriteString("\n")
}
