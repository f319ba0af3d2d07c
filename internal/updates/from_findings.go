package updates

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
)

// quoteChoices are what was said of findings in somebody's own words, of which it is noted
// how they allowed it.
func quoteChoices(r db.Reader, s studies.Seat) (all []Choice, err error) {
	voices, err := findings.Voices(r, s, "")
	for _, v := range voices {
		if v.Quote != "" && v.Permission != "" {
			all = append(all, Choice{ID: v.ID, Words: "“" + v.Quote + "” (" + v.Whose.Name + ")", Quote: quoted(v)})
		}
	}
	return all, err
}

// quoted is a quote as it is read, with where it was said.
func quoted(v findings.Voice) string {
	return "> " + strings.Join(strings.Split("“"+v.Quote+"”", "\n"), "\n> ") + "\n\n" + v.Whose.Name
}
