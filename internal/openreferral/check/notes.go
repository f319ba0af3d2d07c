package check

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Bounds of a report.
const (
	maxFindings = 100 // kinds
	maxExamples = 5   // of each
	maxGot      = 80  // characters
)

// notes collect findings.
type notes struct {
	found map[string]*Finding
}

func newNotes() notes { return notes{map[string]*Finding{}} }

var placeInList = regexp.MustCompile(`\[\d+\]`)

// add notes a finding. The place in lists is the example's, not the finding's.
func (n notes) add(f Finding, e Example) {
	f.Path = placeInList.ReplaceAllString(e.Path, "[]")
	key := strings.Join([]string{string(f.Level), string(f.Severity), f.Where, f.Path, f.Message}, "\x00")
	known := n.found[key]
	if known == nil {
		n.found[key], known = &f, &f
	}
	known.Count++
	if len(known.Examples) < maxExamples && e != (Example{}) {
		known.Examples = append(known.Examples, e)
	}
}

var (
	levelOrder    = []Level{Schema, Consistency, Usefulness}
	severityOrder = []Severity{Error, Warning, Advice}
)

// sorted are the findings in the order of a report.
func (n notes) sorted() []Finding {
	all := make([]Finding, 0, len(n.found))
	for _, f := range n.found {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(levelOrder, a.Level), slices.Index(levelOrder, b.Level)),
			cmp.Compare(slices.Index(severityOrder, a.Severity), slices.Index(severityOrder, b.Severity)),
			cmp.Compare(a.Where, b.Where), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	return all
}

// results are the verdicts. Levels that were not looked at say so.
func (n notes) results(looked map[Level]bool) (all []Result) {
	for _, level := range levelOrder {
		r := Result{Level: level, Verdict: Passes}
		for f := range maps.Values(n.found) {
			if f.Level == level {
				r.count(f)
			}
		}
		switch {
		case r.Errors > 0:
			r.Verdict = Fails
		case !looked[level]:
			r.Verdict = NotChecked
		case r.Warnings > 0:
			r.Verdict = Warns
		}
		all = append(all, r)
	}
	return all
}

func (r *Result) count(f *Finding) {
	switch f.Severity {
	case Error:
		r.Errors += f.Count
	case Warning:
		r.Warnings += f.Count
	default:
		r.Advice += f.Count
	}
}

// shown is a value as it may stand in a report: short, on one line, without
// control characters.
func shown(value any) string {
	if value == nil {
		return "null"
	}
	switch value.(type) {
	case map[string]any, []any:
		return ""
	}
	text := strings.Map(plain, strings.ToValidUTF8(fmt.Sprint(value), "\ufffd"))
	if runes := []rune(text); len(runes) > maxGot {
		return string(runes[:maxGot]) + "…"
	}
	return text
}

// plain turns what steers a terminal, or the direction of a text, into a space.
func plain(r rune) rune {
	if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
		return ' '
	}
	return r
}
