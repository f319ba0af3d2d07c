package shell

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func drawn(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		p    Page
		want string
	}{
		{Page{Title: "My day"}, "<title>My day – Linkwork</title>"},
		{Page{Title: "Record a contact", Error: true, Product: "Harbour"}, "<title>Error: Record a contact – Harbour</title>"},
	} {
		if got := drawn(t, Layout(c.p)); !strings.Contains(got, c.want) {
			t.Errorf("%s is not in the page", c.want)
		}
	}
}

func TestSectionMarksTheNavigation(t *testing.T) {
	nav := []NavItem{{Label: "My day", Href: "/"}, {Label: "People", Href: "/people"}}
	got := drawn(t, Layout(Page{Nav: nav, Section: "People"}))
	if strings.Count(got, "aria-current") != 1 || !strings.Contains(got, `href="/people" aria-current="true"`) {
		t.Error("the section is not marked")
	}
	if nav[1].Current {
		t.Error("the caller's list was changed")
	}
}

func TestNothingIsInline(t *testing.T) {
	got := drawn(t, Layout(Page{Title: "x", Search: true, Account: &Account{Name: "Amina"}, Demo: &DemoStrip{}, Banner: &Banner{Name: "Dee"}}))
	for _, bad := range []string{"style=", "onclick", "<style", "javascript:"} {
		if strings.Contains(got, bad) {
			t.Errorf("the frame contains %q", bad)
		}
	}
	if strings.Count(got, "<script") != 1 || !strings.Contains(got, `action="/people/search" method="post"`) {
		t.Error("scripts or search are not as they should be")
	}
}

func TestFlagsBeyondThreeFold(t *testing.T) {
	var flags []Flag
	for i := range 5 {
		flags = append(flags, Flag{Kind: "contact", Strong: fmt.Sprintf("Flag %d", i)})
	}
	got := drawn(t, &Banner{Name: "Dee", Flags: flags})
	open, folded, found := strings.Cut(got, "<details")
	if !found || strings.Count(open, "Flag ") != 3 || strings.Count(folded, "Flag ") != 2 || !strings.Contains(folded, "and 2 more") {
		t.Errorf("banner:\n%s", got)
	}
	if strings.Contains(drawn(t, &Banner{Name: "Dee", Flags: flags[:3]}), "<details") {
		t.Error("three flags fold")
	}
}

func TestErrorPagesAreHonest(t *testing.T) {
	for name, c := range map[string]struct {
		page templ.Component
		want string
	}{
		"fault":         {Failed(Page{}, "ABCD-EFGH", ""), "Nothing was saved."},
		"fault, saved":  {Failed(Page{}, "", "It was saved."), "It was saved."},
		"conflict":      {Conflict(Page{}, "Jo Hart", []Difference{{"Note", "mine\nall of it", "theirs"}}), "all of it"},
		"not available": {Unavailable(Page{}), "Your drafts are kept."},
	} {
		got := drawn(t, c.page)
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %q is not in the page", name, c.want)
		}
		if strings.Count(got, "<h1") != 1 {
			t.Errorf("%s: %d headings of level 1", name, strings.Count(got, "<h1"))
		}
	}
}
