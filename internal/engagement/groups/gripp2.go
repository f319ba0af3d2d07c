package groups

import (
	"strconv"
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
	Items   []Item
}

// say adds what the log says.
func (x *Section) say(key, words string) {
	x.Items = append(x.Items, Item{Key: key, Drafted: words})
}

// Item is a line of a report: what the log says, and what the team wrote in its place.
type Item struct {
	Key     string // which line, by what it is made from
	Drafted string // "" where the log does not say it any more
	Edit    Edit
}

// Edit is what somebody wrote in the place of a line.
type Edit struct {
	Words   string
	Drafted string // what the log said then
	On      dates.Date
	By      string
	Version int // 0 where nobody wrote anything
}

// Edited reports whether the team wrote something in its place.
func (x Item) Edited() bool { return x.Edit.Version > 0 }

// Text is the line as it stands in the report.
func (x Item) Text() string {
	if x.Edited() {
		return x.Edit.Words
	}
	return x.Drafted
}

// Moved reports whether the log has changed since the line was edited.
func (x Item) Moved() bool { return x.Edited() && x.Edit.Drafted != x.Drafted }

// What the lines of a report are made from, with the section that each stands in.
const (
	ofTerms        = "terms"
	ofMeetings     = "met"
	ofActivities   = "did"
	ofContribution = "contribution"
	ofInfluence    = "influence"
	ofReflection   = "reflection"
	ofStandard     = "standard"
)

var sectionOf = map[string]int{ofTerms: 0, ofMeetings: 1, ofActivities: 1, ofContribution: 2, ofInfluence: 3, ofReflection: 4, ofStandard: 4}

func keyOf(from, id string) string { return from + ":" + id }

// Report drafts how the public was involved in a study, in the five sections of the
// GRIPP2 short form, from what was noted; with what the team wrote in the place of lines.
func Report(r db.Reader, s studies.Seat) ([]Section, error) {
	report := []Section{
		{Heading: "Aim", Asks: "What involving people was for"},
		{Heading: "Methods", Asks: "How people were involved"},
		{Heading: "Study results", Asks: "What came of it, good and bad"},
		{Heading: "Discussion and conclusions", Asks: "How far it influenced the study"},
		{Heading: "Reflections and critical perspective", Asks: "What went well, and what did not"},
	}
	all, err := List(r, s)
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		if first := firstParagraph(g.Terms); first != "" {
			report[0].say(keyOf(ofTerms, g.ID), g.Name+": "+first)
		}
		if err := report[1].howItMet(r, s, g); err != nil {
			return nil, err
		}
	}
	made, err := Contributions(r, s, "")
	if err != nil {
		return nil, err
	}
	report[2].whatChanged(made)
	report[3].influence(made)
	said, err := Reflections(r, s, "")
	if err != nil {
		return nil, err
	}
	for _, f := range said {
		report[4].say(keyOf(ofReflection, f.ID), f.Feeling.Words()+": “"+f.Words+"”")
	}
	if err := report[4].notMet(r, s); err != nil {
		return nil, err
	}
	return report, putEdits(r, s, report)
}

// whatChanged says what groups made of the research, and what changed because of it.
func (x *Section) whatChanged(made []Contribution) {
	for _, c := range made {
		line := c.About + ": " + stop(c.Words)
		if c.Changed == "" {
			line += " Nothing has changed because of it yet."
		} else {
			line += " What changed: " + c.Changed
		}
		x.say(keyOf(ofContribution, c.ID), line)
	}
}

// stop ends a sentence that somebody left open.
func stop(words string) string {
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".!?") || strings.HasSuffix(words, "”") {
		return words
	}
	return words + "."
}

func (x *Section) influence(made []Contribution) {
	changed := 0
	for _, c := range made {
		if c.Changed != "" {
			changed++
		}
	}
	what := "Something changed because of " + strconv.Itoa(changed) + " of them."
	switch {
	case len(made) == 0:
		return
	case changed == 0:
		what = "Nothing has changed because of that yet."
	case len(made) == 1:
		what = "Something changed because of it."
	}
	x.say(ofInfluence, dates.Count(len(made), "contribution was noted", "contributions were noted")+". "+what)
}

// howItMet says in a line who met how often, and in another what they did.
func (x *Section) howItMet(r db.Reader, s studies.Seat, g Group) error {
	met, err := Held(r, s, g.ID)
	if err != nil {
		return err
	}
	who, err := Contributors(r, s, g.ID)
	if err != nil {
		return err
	}
	if len(met) == 0 {
		x.say(keyOf(ofMeetings, g.ID), g.Name+" has not met yet.")
		return nil
	}
	x.say(keyOf(ofMeetings, g.ID), g.Name+" met "+times(len(met))+", "+span(met)+". "+dates.Count(len(who), "member", "members")+" took part.")
	var did []string
	for _, m := range met {
		activities, err := Activities(r, s, m.ID)
		if err != nil {
			return err
		}
		for _, a := range activities {
			did = append(did, a.Title)
		}
	}
	if len(did) > 0 {
		x.say(keyOf(ofActivities, g.ID), g.Name+" did this together: "+strings.Join(did, "; ")+".")
	}
	return nil
}

// span says from which month to which month some meetings were.
func span(met []Meeting) string {
	first, last := met[0].Day().MonthWords(), met[len(met)-1].Day().MonthWords()
	if first == last {
		return "in " + first
	}
	return "from " + first + " to " + last
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
func (x *Section) notMet(r db.Reader, s studies.Seat) error {
	all, err := Assessments(r, s)
	seen := make(map[Standard]bool)
	for _, a := range all {
		if !seen[a.Standard] && a.Stands != Meets {
			x.say(keyOf(ofStandard, string(a.Standard)), a.Standard.Words()+" ("+strings.ToLower(a.Stands.Words())+", "+a.Day.Long()+"): "+a.Words)
		}
		seen[a.Standard] = true
	}
	return err
}

// firstParagraph is the first of a Markdown text without its headings, in one line.
func firstParagraph(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case line != "":
			words = append(words, strings.Fields(line)...)
		case len(words) > 0:
			return strings.Join(words, " ")
		}
	}
	return strings.Join(words, " ")
}
