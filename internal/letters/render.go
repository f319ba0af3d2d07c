package letters

import (
	_ "embed"
	"html/template"
	"strings"
	"time"

	"github.com/microcosm-cc/bluemonday"

	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

//go:embed letter.html
var letterHTML string

//go:embed supporting.html
var supportingHTML string

var (
	letterTemplate     = parse("letter", letterHTML)
	supportingTemplate = parse("supporting", supportingHTML)
)

func parse(name, html string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{
		"lines": func(text string) []string { return strings.Split(text, "\n") },
	}).Parse(html))
}

// render writes the letter as HTML. Everything that people typed is escaped by
// the template.
func render(l Letter, p people.Person, practice teams.Practice, now time.Time) (string, error) {
	var out strings.Builder
	err := letterTemplate.Execute(&out, map[string]any{
		"Letter": l, "Person": p, "Practice": practice, "Day": dates.Of(now).Long(),
		"NHSNumber": vocabulary.FormatNHSNumber(p.NHSNumber), "Born": p.BirthDate.Long(),
	})
	return out.String(), err
}

// policy allows what letter.html writes and nothing else.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("article", "section", "p", "h2", "h3", "span", "br")
	p.AllowAttrs("class").Globally()
	return p
}()

// Safe returns a stored letter for a page. It was written by render; the
// policy is the second lock.
func Safe(html string) string { return policy.Sanitize(html) }
