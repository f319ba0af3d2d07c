package correspondence

import (
	_ "embed"
	"html/template"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/teams"
)

//go:embed letter.html
var letterHTML string

var letterTemplate = template.Must(template.New("letter").Parse(letterHTML))

// HTML is a letter as it is printed: whose it is, to whom, the words as they
// were written, and how to answer. Everything that people typed is escaped.
func (p Piece) HTML(r db.Reader) (string, error) {
	team, err := teams.TheTeam(r, p.TeamID)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = letterTemplate.Execute(&out, map[string]any{"Piece": p, "To": strings.Split(strings.TrimSpace(p.ToName+"\n"+p.ToAddress), "\n"),
		"From": team.Name + ", " + team.Phone, "Day": dates.Of(p.MadeAt).Long(), "Words": paragraphs(p.Words, p.Format), "Ending": p.Ending})
	return out.String(), err
}

// paragraphs divides words where a line is empty; in easy read every line stands
// alone.
func paragraphs(words string, f Format) (all [][]string) {
	var current []string
	end := func() {
		if len(current) > 0 {
			all, current = append(all, current), nil
		}
	}
	for _, line := range strings.Split(words, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			end()
			continue
		}
		if current = append(current, line); f == Easy {
			end()
		}
	}
	end()
	return all
}
