package redcap

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Write writes a form as a data dictionary with one instrument, called after
// the title. Lost is what a dictionary cannot say. The error is of the writing
// alone.
func Write(f form.Form, version int) (body []byte, lost []form.Lost, err error) {
	w := &writing{form: f, kinds: f.Kinds(), written: make(map[string]bool), codes: make(map[string]map[string]string)}
	w.instrument = instrumentName(f.In(f.Title, f.Main()))
	w.head(version)
	first := field{fieldName: recordID, formName: w.instrument, fieldType: "text", label: recordLabel}
	if _, taken := f.Item(recordID); taken {
		first[fieldName] = "redcap_record_id"
	}
	w.fields = append(w.fields, first)
	w.items(f.Items, nil)
	var out bytes.Buffer
	to := csv.NewWriter(&out)
	if err := to.Write(columns); err != nil {
		return nil, nil, err
	}
	for _, line := range w.fields {
		if err := to.Write(line[:]); err != nil {
			return nil, nil, err
		}
	}
	to.Flush()
	return out.Bytes(), w.lost, to.Error()
}

type writing struct {
	form       form.Form
	instrument string
	kinds      map[string]formula.Kind
	written    map[string]bool              // fields so far
	codes      map[string]map[string]string // codes that REDCap has instead of ours
	header     string                       // of the section that begins with the next field
	fields     []field
	lost       []form.Lost
}

func (w *writing) lose(where, what string, values ...any) {
	w.lost = append(w.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

var notInNames = regexp.MustCompile(`[^a-z0-9_]+`)

// longestName is how many letters REDCap takes for the name of an instrument.
const longestName = 50

// instrumentName is a title as REDCap takes it, cut after a word: it begins with
// a letter and has small letters, digits and _ only.
func instrumentName(title string) string {
	name := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(title), "_"), "_")
	if len(name) > longestName {
		name = name[:longestName+1]
		if n := strings.LastIndexByte(name, '_'); n > 0 {
			name = name[:n]
		}
		name = name[:min(len(name), longestName)]
	}
	switch {
	case name == "":
		return "form"
	case name[0] < 'a' || name[0] > 'z':
		return "form_" + name[:min(len(name), longestName-len("form_"))]
	}
	return name
}

// titleOf is what REDCap calls an instrument by its name.
func titleOf(instrument string) string {
	words := strings.ReplaceAll(instrument, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func (w *writing) head(version int) {
	f := w.form
	if f.In(f.Title, f.Main()) != titleOf(w.instrument) {
		w.lose("", "The title, %q: a dictionary has the name of the instrument only, %s", f.In(f.Title, f.Main()), w.instrument)
	}
	if len(f.Intro) > 0 || len(f.Thanks) > 0 {
		w.lose("", "The introduction and the thanks")
	}
	if f.Main() != "en" || len(f.Languages) > 1 {
		w.lose("", "The languages: a dictionary is in one and does not say which")
	}
	if version > 1 {
		w.lose("", "That this is version %d", version)
	}
}

// in are words in the main language, without spaces at their ends.
func (w *writing) in(words form.Words) string {
	return strings.TrimSpace(w.form.In(words, w.form.Main()))
}

// items writes items one after the other; groups are the conditions of what
// they stand in.
func (w *writing) items(items []form.Item, conditions []formula.Formula) {
	for _, i := range items {
		if i.Kind == form.Group || i.Kind == form.Repeat {
			w.group(i, conditions)
			continue
		}
		w.item(i, conditions)
	}
}

// group is the header of a section; REDCap has no groups.
func (w *writing) group(i form.Item, conditions []formula.Formula) {
	what := "Where the group ends, its name and help: it begins a section"
	if i.Kind == form.Repeat {
		what = "That it is asked again and again, its name and help: it is a section that is asked once"
	}
	w.lose(i.Name, "%s", what)
	if words := w.in(i.Label); words != "" {
		w.header = strings.TrimPrefix(w.header+": "+words, ": ")
	}
	if !i.When.Empty() {
		conditions = append(slices.Clone(conditions), i.When)
	}
	w.items(i.Items, conditions)
}

func (w *writing) item(i form.Item, conditions []formula.Formula) {
	line := field{fieldName: i.Name, formName: w.instrument, label: w.in(i.Label), note: w.in(i.Help)}
	if !w.kind(&line, i) {
		return
	}
	if i.Required {
		line[required] = "y"
	}
	if i.Identifies {
		line[identifier] = "y"
	}
	line[branching] = w.branching(i, conditions)
	line[section], w.header = w.header, ""
	w.beyond(i)
	w.written[i.Name] = true
	w.fields = append(w.fields, line)
}

// kind says what a field asks for; false leaves it out.
func (w *writing) kind(line *field, i form.Item) bool {
	switch i.Kind {
	case form.Single:
		line[fieldType], line[choices] = "radio", w.choices(i)
	case form.Several:
		line[fieldType], line[choices] = "checkbox", w.choices(i)
		w.atMost(line, i, "@MAXCHECKED")
	case form.Consent:
		line[fieldType] = "yesno"
		w.codes[i.Name] = map[string]string{form.Yes: "1", form.No: "0"}
		w.lose(i.Name, "That it is a consent clause: it asks yes or no")
	case form.Number:
		line[fieldType], line[validation] = "text", "number"
		if i.Whole {
			line[validation] = "integer"
		}
		line[least], line[most] = bound(i.Min), bound(i.Max)
	case form.Scale:
		line[fieldType], line[validation], line[least], line[most] = "slider", "number", bound(i.Min), bound(i.Max)
		w.ends(line, i)
	case form.Date:
		line[fieldType], line[validation] = "text", "date_dmy"
	case form.Text:
		line[fieldType] = "text"
		if i.Long {
			line[fieldType] = "notes"
		}
		w.atMost(line, i, "@CHARLIMIT")
	case form.Photo:
		line[fieldType] = "file"
	case form.Statement:
		line[fieldType] = "descriptive"
	case form.Calculation:
		return w.calculation(line, i)
	}
	return true
}

func bound(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// atMost is the most of something as REDCap's annotations say it; the least
// cannot be said.
func (w *writing) atMost(line *field, i form.Item, tag string) {
	if i.Max != nil {
		line[annotation] = tag + "=" + bound(i.Max)
	}
	if i.Min != nil {
		w.lose(i.Name, "That at least %s are needed", bound(i.Min))
	}
}

func (w *writing) choices(i form.Item) string {
	all := make([]string, len(i.Choices))
	for n, c := range i.Choices {
		all[n] = c.Code + ", " + w.plain(i.Name, w.in(c.Label))
	}
	return strings.Join(all, " | ")
}

// plain is a label as it can stand in a list of labels.
func (w *writing) plain(where, words string) string {
	said := strings.Join(strings.Fields(strings.ReplaceAll(words, "|", "/")), " ")
	if said != words {
		w.lose(where, "Lines and bars in %q: it is %q", words, said)
	}
	return said
}

func (w *writing) ends(line *field, i form.Item) {
	low, high := w.plain(i.Name, w.in(i.Low)), w.plain(i.Name, w.in(i.High))
	if low != "" || high != "" {
		line[choices] = low + " | | " + high
	}
}

func (w *writing) calculation(line *field, i form.Item) bool {
	line[fieldType] = "calc"
	if kind := w.kinds[i.Name]; kind != formula.Number {
		w.lose(i.Name, "It works out %s, and REDCap works out numbers only: it is left out", kind)
		return false
	}
	said, err := w.formula(i.Worth)
	if err != nil {
		w.lose(i.Name, "It is left out: %s", err)
		return false
	}
	line[choices] = said
	return true
}

func (w *writing) formula(f formula.Formula) (string, error) {
	for _, name := range f.Names() {
		if !w.written[name] {
			return "", fmt.Errorf("%s cannot be asked about here", name)
		}
	}
	return f.Recoded(w.codes).REDCap(w.kinds)
}

// branching is when a field is asked, with the conditions of its groups.
func (w *writing) branching(i form.Item, conditions []formula.Formula) string {
	if len(conditions) > 0 {
		w.lose(i.Name, "The condition of its group stands at this question")
	}
	if !i.When.Empty() {
		conditions = append(slices.Clone(conditions), i.When)
	}
	var all []string
	for _, c := range conditions {
		said, err := w.formula(c)
		if err != nil {
			w.lose(i.Name, "That it is asked only when %s: %s", c, err)
			continue
		}
		all = append(all, said)
	}
	if len(all) > 1 {
		return "(" + strings.Join(all, ") and (") + ")"
	}
	return strings.Join(all, "")
}

var piped = regexp.MustCompile(`\[[a-z][a-z0-9_]*\]`)

// beyond says what a dictionary has no column for.
func (w *writing) beyond(i form.Item) {
	if piped.MatchString(w.in(i.Label) + w.in(i.Help)) {
		w.lose(i.Name, "What its words are: a name in square brackets stands for an answer there")
	}
	if i.MayDecline {
		w.lose(i.Name, "That people may say they would rather not answer")
	}
	if !i.Rule.Empty() || len(i.RuleWords) > 0 {
		w.lose(i.Name, "The rule about its answer: %s", i.Rule)
	}
	all := []form.Words{i.Label, i.Help, i.Low, i.High}
	for _, c := range i.Choices {
		all = append(all, c.Label)
	}
	for _, words := range all {
		for language := range words {
			if language != w.form.Main() {
				w.lose(i.Name, "Its words in other languages")
				return
			}
		}
	}
}
