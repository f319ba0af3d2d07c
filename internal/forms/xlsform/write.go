package xlsform

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Columns of our own, for what XLSForm does not have.
const (
	ourDecline     = "linkwork::may_decline"
	ourIdentifies  = "linkwork::identifies"
	ourRelevant    = "linkwork::relevant" // formulas that XLSForm cannot say, in our language
	ourConstraint  = "linkwork::constraint"
	ourCalculation = "linkwork::calculation"
	ourMost        = "linkwork::most" // rows of a repeat
	ourLow         = "linkwork::low"  // words at the ends of a scale
	ourHigh        = "linkwork::high"
	ourTitle       = "linkwork::title" // in settings
	ourIntro       = "linkwork::intro"
	ourThanks      = "linkwork::thanks"
)

// ticked is what XLSForm calls the answer to an acknowledge.
const ticked = "OK"

// Write writes a form as a workbook. Lost is what other programs will not know
// of it; it comes back when the workbook is read here. The error is of the
// writing alone.
func Write(f form.Form, id string, version int) (body []byte, lost []form.Lost, err error) {
	w := &writing{form: f, kinds: f.Kinds(), codes: consents(f, form.Yes, ticked)}
	w.items(f.Items)
	languages := func(names ...string) (all []string) {
		for _, name := range names {
			for _, l := range f.Languages {
				all = append(all, name+"::"+heading(l))
			}
		}
		return all
	}
	s := sheet{name: survey, rows: w.survey, columns: slices.Concat([]string{"type", "name"}, languages("label", "hint"), []string{"required", "relevant", "constraint"}, languages("constraint_message"), []string{"calculation", "parameters", "appearance"})}
	s.columns = append(s.columns, ours(w.survey)...)
	c := sheet{name: choices, rows: w.choices, columns: append([]string{"list_name", "name"}, languages("label")...)}
	set := w.settings(id, version)
	w.clean(w.survey, w.choices, []map[string]string{set})
	named := sheet{name: settings, rows: []map[string]string{set}, columns: append([]string{"form_title", "form_id", "version", "default_language"}, ours([]map[string]string{set})...)}
	body, err = workbook([]sheet{s, c, named})
	return body, w.lost, err
}

// clean takes out what no workbook can hold.
func (w *writing) clean(sheets ...[]map[string]string) {
	for _, rows := range sheets {
		for _, row := range rows {
			for _, column := range slices.Sorted(maps.Keys(row)) {
				said := strings.ReplaceAll(row[column], "\r\n", "\n")
				row[column] = strings.Map(func(c rune) rune {
					if c < ' ' && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF || c == utf8.RuneError {
						return -1
					}
					return c
				}, said)
				if row[column] != said {
					where := row["name"]
					if list := row["list_name"]; list != "" {
						where = list
					}
					w.lose(where, "Signs in its words that a workbook cannot hold")
				}
			}
		}
	}
}

// ours are the columns of our own that something stands in.
func ours(rows []map[string]string) []string {
	all := make(map[string]bool)
	for _, row := range rows {
		for column := range row {
			if strings.HasPrefix(column, "linkwork::") {
				all[column] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// consents are codes of yes to consent clauses here and there.
func consents(f form.Form, from, to string) map[string]map[string]string {
	all := make(map[string]map[string]string)
	for i := range f.All() {
		if i.Kind == form.Consent {
			all[i.Name] = map[string]string{from: to}
		}
	}
	return all
}

type writing struct {
	form            form.Form
	kinds           map[string]formula.Kind
	codes           map[string]map[string]string
	survey, choices []map[string]string
	lost            []form.Lost
}

func (w *writing) lose(where, what string, values ...any) {
	w.lost = append(w.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

func (w *writing) settings(id string, version int) map[string]string {
	f := w.form
	row := map[string]string{"form_title": f.In(f.Title, f.Main()), "form_id": id, "version": strconv.Itoa(version), "default_language": heading(f.Main())}
	for column, words := range map[string]form.Words{ourTitle: f.Title, ourIntro: f.Intro, ourThanks: f.Thanks} {
		for _, l := range f.Languages {
			if column != ourTitle || l != f.Main() {
				put(row, column+"::"+heading(l), words[l])
			}
		}
	}
	if len(f.Intro) > 0 || len(f.Thanks) > 0 || len(f.Title) > 1 {
		w.lose("", "For other programs: the introduction, the thanks and the title in other languages")
	}
	return row
}

func put(row map[string]string, column, value string) {
	if value != "" {
		row[column] = value
	}
}

// say puts words into the column of each language.
func (w *writing) say(row map[string]string, column string, words form.Words) {
	for _, l := range w.form.Languages {
		put(row, column+"::"+heading(l), words[l])
		if strings.Contains(words[l], "${") {
			w.lose(row["name"], "For other programs: what its words are, for ${ stands for an answer there")
		}
	}
}

func (w *writing) items(items []form.Item) {
	for _, i := range items {
		row := map[string]string{"type": w.sort(i), "name": i.Name}
		w.say(row, "label", i.Label)
		w.say(row, "hint", i.Help)
		w.formula(row, i, "relevant", ourRelevant, "", i.When)
		w.survey = append(w.survey, row)
		switch i.Kind {
		case form.Group:
			w.items(i.Items)
			w.survey = append(w.survey, map[string]string{"type": "end_group"})
		case form.Repeat:
			if i.Most > 0 {
				row[ourMost] = strconv.Itoa(i.Most)
				w.lose(i.Name, "For other programs: that it has at most %d rows", i.Most)
			}
			w.items(i.Items)
			w.survey = append(w.survey, map[string]string{"type": "end_repeat"})
		case form.Calculation:
			w.formula(row, i, "calculation", ourCalculation, "", i.Worth)
			switch said := row["calculation"]; {
			case said == "":
				row["calculation"] = "''" // other programs want one
			case w.kinds[i.Name] == formula.Truth:
				row["calculation"] = "if(" + said + ", 'true', 'false')" // formulas ask for the text
			}
		default:
			w.asked(row, i)
		}
	}
}

// sort is the type of an item.
func (w *writing) sort(i form.Item) string {
	switch i.Kind {
	case form.Single:
		return "select_one " + i.Name
	case form.Several:
		return "select_multiple " + i.Name
	case form.Number:
		if i.Whole {
			return "integer"
		}
		return "decimal"
	}
	return map[form.Kind]string{form.Scale: "range", form.Date: "date", form.Text: "text", form.Photo: "image", form.Statement: "note", form.Consent: "acknowledge",
		form.Calculation: "calculate", form.Group: "begin_group", form.Repeat: "begin_repeat"}[i.Kind]
}

func (w *writing) asked(row map[string]string, i form.Item) {
	if i.Required {
		row["required"] = "yes"
	}
	if i.MayDecline {
		row[ourDecline] = "yes"
		w.lose(i.Name, "For other programs: that people may say they would rather not answer")
	}
	if i.Identifies {
		row[ourIdentifies] = "yes"
		w.lose(i.Name, "For other programs: that the answer can tell who somebody is")
	}
	if i.Long {
		row["appearance"] = "multiline"
	}
	for _, c := range i.Choices {
		choice := map[string]string{"list_name": i.Name, "name": c.Code}
		w.say(choice, "label", c.Label)
		w.choices = append(w.choices, choice)
	}
	switch i.Kind {
	case form.Scale:
		row["parameters"] = fmt.Sprintf("start=%s end=%s step=1", decimal(*i.Min), decimal(*i.Max))
		w.say(row, ourLow, i.Low)
		w.say(row, ourHigh, i.High)
		if len(i.Low) > 0 || len(i.High) > 0 {
			w.lose(i.Name, "For other programs: the words at the ends of the scale")
		}
	case form.Consent:
		w.lose(i.Name, "For other programs: a no, for an acknowledge is ticked or not")
	}
	w.constraint(row, i)
	w.say(row, "constraint_message", i.RuleWords)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// bounded is what the bounds of a kind are of, in XPath and as a function of
// ours; kinds without bounds are not there.
var bounded = map[form.Kind][2]string{form.Number: {".", ""}, form.Several: {"count-selected(.)", "count"}, form.Text: {"string-length(.)", "length"}}

func (w *writing) constraint(row map[string]string, i form.Item) {
	w.formula(row, i, "constraint", ourConstraint, i.Name, i.Rule)
	of, ok := bounded[i.Kind]
	if !ok {
		return
	}
	var parts []string
	if i.Min != nil {
		parts = append(parts, of[0]+" >= "+decimal(*i.Min))
	}
	if i.Max != nil {
		parts = append(parts, of[0]+" <= "+decimal(*i.Max))
	}
	if rule := row["constraint"]; rule != "" && len(parts) > 0 {
		parts = append(parts, "("+rule+")")
	}
	if len(parts) > 0 {
		row["constraint"] = strings.Join(parts, " and ")
	}
}

// formula writes a formula into its column, or, where XLSForm cannot say it,
// into ours.
func (w *writing) formula(row map[string]string, i form.Item, column, our, self string, f formula.Formula) {
	said, err := f.Recoded(w.codes).XPath(self, w.kinds)
	if err != nil {
		row[our] = f.String()
		w.lose(i.Name, "For other programs: %s, %s. %s", column, f, err)
		return
	}
	put(row, column, said)
}
