package check

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkwork/internal/dates"
)

// endpoint is where records of a kind are found: an endpoint of a feed, or the
// kind itself in a file.
func (x *inspection) endpoint(kind string) string {
	if !x.overHTTP {
		return kind
	}
	for _, o := range x.others() {
		if o.kind == kind {
			return o.path
		}
	}
	return "/services"
}

// Write writes the report as text for a terminal.
func (r Report) Write(out io.Writer) {
	fmt.Fprintf(out, "%s\n", shown(r.Subject))
	fmt.Fprintf(out, "Checked as %s.%s\n", cmp.Or(r.Standard, "nothing known"), r.version())
	if len(r.Read) > 0 {
		fmt.Fprintf(out, "Read: %s.\n", r.ReadWords())
	}
	if r.Stopped != "" {
		fmt.Fprintln(out, r.Stopped)
	}
	for _, level := range r.Levels {
		fmt.Fprintf(out, "\n%s: %s (%s, %s, %d advice)\n", level.Level, level.Verdict,
			dates.Count(level.Errors, "error", "errors"), dates.Count(level.Warnings, "warning", "warnings"), level.Advice)
		for _, f := range r.Findings {
			if f.Level == level.Level {
				f.write(out)
			}
		}
	}
	if r.More > 0 {
		fmt.Fprintf(out, "\nand %d more kinds of finding\n", r.More)
	}
	r.Useful.write(out)
}

func (r Report) version() string {
	var words []string
	if r.Declared != "" {
		words = append(words, "says "+r.Declared)
	}
	if r.Seen != "" {
		words = append(words, "looks like "+r.Seen)
	}
	if len(words) == 0 {
		return ""
	}
	return " It " + strings.Join(words, " and ") + "."
}

// ReadWords says what was read: "120 services, 4 taxonomies".
func (r Report) ReadWords() string {
	var words []string
	for _, c := range r.Read {
		for _, k := range kindsRead {
			if k.many == c.What {
				words = append(words, dates.Count(c.N, k.one, k.many))
			}
		}
	}
	return strings.Join(words, ", ")
}

func (f Finding) write(out io.Writer) {
	place := strings.TrimSpace(f.Where + " " + f.Path)
	fmt.Fprintf(out, "  %s  %s: %s\n", f.Severity, place, f.Message)
	for _, e := range f.Examples {
		if words := e.Words(); words != "" {
			fmt.Fprintf(out, "      %s\n", words)
		}
	}
	if more := f.Count - len(f.Examples); more > 0 && len(f.Examples) > 0 {
		fmt.Fprintf(out, "      and %d more\n", more)
	}
}

// Words say where an example is and what stands there.
func (e Example) Words() string {
	var words []string
	if e.Line > 0 {
		words = append(words, fmt.Sprint("line ", e.Line))
	}
	if e.Record > 0 {
		words = append(words, fmt.Sprint("record ", e.Record))
	}
	switch {
	case e.ID != "" && e.Line > 0: // in tables they are numbers too
		words = append(words, "id "+e.ID)
	case e.ID != "":
		words = append(words, e.ID)
	}
	if strings.Contains(e.Path, "[") {
		words = append(words, e.Path)
	}
	text := strings.Join(words, ", ")
	if e.Got != "" {
		text = strings.TrimPrefix(text+": "+e.Got, ": ")
	}
	return text
}

func (u Useful) write(out io.Writer) {
	if u.Services == 0 {
		return
	}
	fmt.Fprintf(out, "\nScore %d of 100, from %s:\n", u.Score, dates.Count(u.Services, "service", "services"))
	for _, m := range u.Measures {
		fmt.Fprintf(out, "  %3d%%  %s\n", m.Share(u.Services), m.Words)
	}
	for i, w := range u.Worst {
		if i == 0 {
			fmt.Fprintln(out, "Services that tell least:")
		}
		fmt.Fprintf(out, "  %s (%s) lacks %s\n", cmp.Or(w.Name, "no name"), cmp.Or(w.ID, "no id"), strings.Join(w.Missing, ", "))
	}
}

// Share is the share of services that tell it, in whole percent, rounded down.
func (m Measure) Share(of int) int {
	if of == 0 {
		return 0
	}
	return 100 * m.Have / of
}

// shownLong is a sentence that may hold what a feed wrote.
func shownLong(text string) string {
	const most = 300
	runes := []rune(strings.Map(plain, strings.ToValidUTF8(text, "\ufffd")))
	if len(runes) > most {
		return string(slices.Concat(runes[:most], []rune("…")))
	}
	return string(runes)
}
