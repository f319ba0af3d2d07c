package feeds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/openreferral/check"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/ui"
)

// levelWords say what each level asks.
var levelWords = map[check.Level]string{
	check.Schema:      "Follows the standard",
	check.Consistency: "Holds together",
	check.Usefulness:  "Helps people",
}

func verdictTag(r check.Result) ui.Tag {
	switch r.Verdict {
	case check.Passes:
		return ui.Tag{Text: "Passes", Colour: "green"}
	case check.Warns:
		return ui.Tag{Text: "Passes with warnings", Colour: "yellow"}
	case check.Fails:
		return ui.Tag{Text: "Fails", Colour: "red"}
	}
	return ui.Tag{Text: "Not checked", Colour: "grey"}
}

func severityTag(s check.Severity) ui.Tag {
	switch s {
	case check.Error:
		return ui.Tag{Text: "Error", Colour: "red"}
	case check.Warning:
		return ui.Tag{Text: "Warning", Colour: "yellow"}
	}
	return ui.Tag{Text: "Advice", Colour: "blue"}
}

// facts say what was checked and by what.
func facts(r check.Report) []ui.Fact {
	facts := []ui.Fact{{Name: "Checked as", Text: cmp.Or(r.Standard, "Not known")}}
	if r.Declared != "" {
		facts = append(facts, ui.Fact{Name: "Says it is", Text: r.Declared})
	}
	if r.Seen != "" {
		facts = append(facts, ui.Fact{Name: "Looks like", Text: r.Seen})
	}
	return append(facts, ui.Fact{Name: "Read", Text: cmp.Or(r.ReadWords(), "Nothing")})
}

func stoppedWords(r check.Report) string {
	return r.Stopped + " A feed that is too large for a page can be checked whole by whoever runs Linkwork, with: linkwork validate services " + r.Subject
}

// of are the findings of one level.
func of(r check.Report, level check.Level) (some []check.Finding) {
	for _, f := range r.Findings {
		if f.Level == level {
			some = append(some, f)
		}
	}
	return some
}

func moreWords(r check.Report) string {
	return fmt.Sprintf("And %d more kinds of finding, which are not listed.", r.More)
}

// parts are a name cut where it may go on in the next line: /service_ at_
// locations.
func parts(name string) (all []string) {
	for name != "" {
		i := strings.IndexAny(name[1:], "./_") + 2
		if i < 2 {
			i = len(name)
		}
		all, name = append(all, name[:i]), name[i:]
	}
	return all
}

// shownExamples is how many examples of a finding stand on the page.
const shownExamples = 3

// examples say where a finding was met, and how often besides.
func examples(f check.Finding) (lines []string) {
	for _, e := range f.Examples[:min(len(f.Examples), shownExamples)] {
		if words := e.Words(); words != "" {
			lines = append(lines, words)
		}
	}
	if more := f.Count - len(lines); more > 0 && len(lines) > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return lines
}

// bars are the shares of services that tell each thing, the largest first.
func bars(u check.Useful) chart.Bars {
	b := chart.Bars{Unit: "%", Whole: 100, Words: chart.Words{ID: "useful",
		Headline: fmt.Sprintf("Score %d of 100", u.Score),
		Sub:      fmt.Sprintf("Services that say each of these, of %d that were looked at", u.Services)}}
	for _, m := range u.Measures {
		b.Items = append(b.Items, chart.Bar{Label: strings.ToUpper(m.Words[:1]) + m.Words[1:], Value: float64(m.Share(u.Services))})
	}
	slices.SortStableFunc(b.Items, func(x, y chart.Bar) int { return cmp.Compare(y.Value, x.Value) })
	return b
}
