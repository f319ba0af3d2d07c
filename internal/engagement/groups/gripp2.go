package groups

import (
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Section is one of the five of a GRIPP2 short form, with what the log says to it. A draft
// names nobody.
type Section struct {
	Heading string
	Asks    string // what the section is for
	Lines   []string
}

// Report drafts how the public was involved in a study, in the five sections of the
// GRIPP2 short form, from what was noted.
func Report(r db.Reader, s studies.Seat) ([]Section, error) {
	all, err := List(r, s)
	if err != nil {
		return nil, err
	}
	aim := Section{Heading: "Aim", Asks: "What involving people was for"}
	methods := Section{Heading: "Methods", Asks: "How people were involved"}
	results := Section{Heading: "Study results", Asks: "What came of it, good and bad"}
	influence := Section{Heading: "Discussion and conclusions", Asks: "How far it influenced the study"}
	critical := Section{Heading: "Reflections and critical perspective", Asks: "What went well, and what did not"}
	for _, g := range all {
		if first := firstParagraph(g.Terms); first != "" {
			aim.Lines = append(aim.Lines, g.Name+": "+first)
		}
		how, err := howItMet(r, s, g)
		if err != nil {
			return nil, err
		}
		methods.Lines = append(methods.Lines, how...)
	}
	made, err := Contributions(r, s, "")
	if err != nil {
		return nil, err
	}
	changed := 0
	for _, c := range made {
		line := c.About + ": " + c.Words
		if c.Changed == "" {
			line += " Nothing has changed because of it yet."
		} else {
			changed++
			line += " What changed: " + c.Changed
		}
		results.Lines = append(results.Lines, line)
	}
	if len(made) > 0 {
		influence.Lines = []string{dates.Count(len(made), "contribution was noted", "contributions were noted") + ". Something changed because of " + dates.Count(changed, "of them", "of them") + "."}
	}
	said, err := Reflections(r, s, "")
	for _, f := range said {
		critical.Lines = append(critical.Lines, f.Feeling.Words()+": “"+f.Words+"”")
	}
	if err != nil {
		return nil, err
	}
	lacking, err := notMet(r, s)
	critical.Lines = append(critical.Lines, lacking...)
	return []Section{aim, methods, results, influence, critical}, err
}

// howItMet says in a line who met how often, and in another what they did.
func howItMet(r db.Reader, s studies.Seat, g Group) (lines []string, err error) {
	met, err := Held(r, s, g.ID)
	if err != nil {
		return nil, err
	}
	who, err := Contributors(r, s, g.ID)
	if err != nil {
		return nil, err
	}
	if len(met) == 0 {
		return []string{g.Name + " has not met yet."}, nil
	}
	line := g.Name + " met " + times(len(met)) + ", from " + met[0].Day().MonthWords() + " to " + met[len(met)-1].Day().MonthWords() + ". " + dates.Count(len(who), "member", "members") + " took part."
	lines = []string{line}
	var did []string
	for _, m := range met {
		activities, err := Activities(r, s, m.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range activities {
			did = append(did, a.Title)
		}
	}
	if len(did) > 0 {
		lines = append(lines, g.Name+" did this together: "+strings.Join(did, "; ")+".")
	}
	return lines, nil
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return dates.Count(n, "time", "times")
}

// notMet says which standards the study does not meet as it sees itself, in the latest
// words to each.
func notMet(r db.Reader, s studies.Seat) (lines []string, err error) {
	all, err := Assessments(r, s)
	seen := make(map[Standard]bool)
	for _, a := range all {
		if !seen[a.Standard] && a.Stands != Meets {
			lines = append(lines, a.Standard.Words()+" ("+strings.ToLower(a.Stands.Words())+", "+a.Day.Long()+"): "+a.Words)
		}
		seen[a.Standard] = true
	}
	return lines, err
}

// firstParagraph is the first of a Markdown text that is no heading, in one line.
func firstParagraph(text string) string {
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" && !strings.HasPrefix(paragraph, "#") {
			return strings.Join(strings.Fields(paragraph), " ")
		}
	}
	return ""
}
