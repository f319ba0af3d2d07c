package issue_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"linkwork/internal/dates"
	"linkwork/internal/updates"
	"linkwork/internal/web/issue"
)

// everything is an issue with all that can stand in one, as long as a long newsletter.
func everything(t *testing.T) updates.Issue {
	t.Helper()
	day, err := dates.Parse("2023-12-01")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("Link workers hold people while they wait, and tell us what that takes. ", 20)
	i := updates.Issue{EditionID: "e", StudyID: "s", Title: "What we did", Series: "Study update", Dated: day, Final: true, Next: updates.Next{StudyID: "n", Title: "News of the next study"}, Reconstruction: true, Correction: "It was two hours.",
		Masthead: updates.Masthead{Department: "A department"}, Acknowledgement: "Funded.", Disclaimer: "Our views.", Figures: []updates.Figure{{Name: "meetings", Rows: make([]updates.Row, 7)}}}
	add := func(b updates.Block, links ...updates.Link) {
		i.Sections = append(i.Sections, updates.Section{Block: b, Links: links})
	}
	add(updates.Block{Kind: updates.Picture, About: "p", Alt: "A desk"})
	add(updates.Block{ID: "b", Kind: updates.Profile, Heading: "Rosa Lind", Text: "I like gardens.", Portrait: updates.Portrait{ID: "r", Alt: "Rosa in a garden"}})
	for range 20 {
		add(updates.Block{Kind: updates.Words, Heading: "What we found", Text: long + "\n\n- one\n- two\n\n> a quote\n\n| a | b |\n|---|---|\n| {{meetings}} | d |\n\n[A page](https://example.org/a)"}, updates.Link{Text: "About it", Href: "/research/s"})
	}
	return i
}

// What mail programs are known to drop, or to show in a way nobody meant: Outlook draws
// with Word, Gmail takes out what it does not know.
var dropped = regexp.MustCompile(`(?i)flex|grid|position|float|transform|calc\(|var\(|url\(|rgba|rem\b|@media|!important`)

func TestMailUsesOnlyWhatMailProgramsShow(t *testing.T) {
	m, err := issue.AsMail(t.Context(), everything(t), issue.Addresses{Base: "https://linkwork.example", Page: "https://linkwork.example/updates/e", Leave: "{unsubscribe}", Choose: "{preferences}"}, func(s updates.Section) string {
		return map[updates.BlockKind]string{updates.Picture: "https://linkwork.example/p", updates.Profile: "https://linkwork.example/r"}[s.Kind]
	})
	if err != nil {
		t.Fatal(err)
	}
	if size := len(m.HTML); size > issue.MostMail {
		t.Errorf("%d bytes: Gmail cuts it off", size)
	}
	page, err := html.Parse(strings.NewReader(m.HTML))
	if err != nil {
		t.Fatal(err)
	}
	pictures := 0
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		has := make(map[string]string)
		for _, a := range n.Attr {
			has[a.Key] = a.Val
		}
		switch {
		case strings.Contains(" style link script form input svg video iframe button ", " "+n.Data+" "):
			t.Errorf("it has an element %s", n.Data)
		case has["class"] != "" || has["id"] != "":
			t.Errorf("<%s> is named for a style sheet that there is not", n.Data)
		case dropped.MatchString(has["style"]):
			t.Errorf("<%s> is styled with %q", n.Data, has["style"])
		case strings.Contains(has["style"], "background-color") && !strings.Contains(has["style"], ";color:") && has["bgcolor"] == "":
			t.Errorf("<%s> is on a colour of its own, with letters of who knows which: %q", n.Data, has["style"])
		case n.Data == "img":
			if pictures++; has["width"] == "" || has["alt"] == "" || !strings.Contains(has["style"], "font-size") || !strings.HasPrefix(has["src"], "https://") {
				t.Errorf("a picture: %v", has)
			}
		case n.Data == "a" && !strings.HasPrefix(has["href"], "https://") && !strings.HasPrefix(has["href"], "{"):
			t.Errorf("a link leads to %q", has["href"])
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures", pictures)
	}
	for _, words := range []string{"This is the last edition of “Study update”.", "https://linkwork.example/updates/subscribe/n", "unless you ask for them", "Rosa in a garden", "Corrected"} {
		if !strings.Contains(m.HTML, words) || !strings.Contains(m.Text, words) {
			t.Errorf("nobody is told %q", words)
		}
	}
}
