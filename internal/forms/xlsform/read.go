package xlsform

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Read reads a workbook. Lost is what is in it and not in the form, with sheet,
// row and column. The error says in plain words why it is no form.
func Read(body []byte) (form.Form, []form.Lost, error) {
	sheets, err := open(body)
	if err != nil {
		return form.Form{}, nil, err
	}
	return read(sheets)
}

func read(sheets map[string]sheet) (f form.Form, lost []form.Lost, err error) {
	s, ok := sheets[survey]
	if !ok || !slices.Contains(s.columns, "type") {
		return f, nil, form.NotRead("There is no sheet called “survey” with a column called “type”. Choose an XLSForm workbook")
	}
	r := &reading{lists: make(map[string][]form.Choice)}
	for name := range sheets {
		if name != survey && name != choices && name != settings {
			r.others = append(r.others, name)
		}
	}
	slices.Sort(r.others)
	for _, name := range r.others {
		r.lose("sheet "+name, "It is not read")
	}
	r.languages(sheets)
	r.settings(sheets[settings])
	r.choices(sheets[choices])
	r.survey(s)
	f = r.form
	f.Items = r.names.Renamed(r.items)
	f = recoded(f)
	f, unfit := f.Fitted()
	f.Items = withBounds(f.Items)
	return f, append(r.lost, unfit...), nil
}

type reading struct {
	form   form.Form
	others []string
	lists  map[string][]form.Choice
	names  form.Naming
	items  []form.Item
	lost   []form.Lost
	more   bool // losses than are named
}

func (r *reading) lose(where, what string, values ...any) {
	switch {
	case len(r.lost) < mostLost:
		r.lost = append(r.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
	case !r.more:
		r.more = true
		r.lost = append(r.lost, form.Lost{What: "More than can be named here"})
	}
}

// languages are those of the headings, the default one first.
func (r *reading) languages(sheets map[string]sheet) {
	add := func(code string) {
		if !slices.Contains(r.form.Languages, code) {
			r.form.Languages = append(r.form.Languages, code)
		}
	}
	if rows := sheets[settings].rows; len(rows) > 0 {
		if code, ok := codeOf(rows[0]["default_language"]); ok {
			add(code)
		}
	}
	plain := slices.ContainsFunc([]sheet{sheets[survey], sheets[choices]}, func(s sheet) bool { return slices.Contains(s.columns, "label") })
	if plain && len(r.form.Languages) == 0 {
		add("en")
	}
	for _, name := range []string{survey, choices, settings} {
		for _, column := range sheets[name].columns {
			if _, code, ok := worded(column); ok && code != "" {
				add(code)
			}
		}
	}
	if len(r.form.Languages) == 0 {
		add("en")
	}
}

// words that can stand in several languages.
var wordColumns = []string{"label", "hint", "constraint_message", ourLow, ourHigh, ourTitle, ourIntro, ourThanks}

// worded takes the heading of a column of words apart; code is "" for the main
// language.
func worded(column string) (name, code string, ok bool) {
	for _, name := range wordColumns {
		if column == name {
			return name, "", true
		}
		if in, found := strings.CutPrefix(column, name+"::"); found {
			code, ok = codeOf(in)
			return name, code, ok
		}
	}
	return "", "", false
}

// said are the words of a row under a heading.
func (r *reading) said(row map[string]string, name string) (words form.Words) {
	for _, column := range slices.Sorted(maps.Keys(row)) {
		in, code, ok := worded(column)
		if !ok || in != name {
			continue
		}
		if code == "" {
			code = r.form.Main()
		}
		if words == nil {
			words = make(form.Words)
		}
		if words[code] == "" || column == name {
			words[code] = row[column]
		}
	}
	return words
}

// unread says which cells of a row have a column that is not read.
func (r *reading) unread(s sheet, row int, known ...string) {
	for _, column := range s.columns {
		value := s.rows[row][column]
		if _, _, ok := worded(column); value == "" || ok || slices.Contains(known, column) {
			continue
		}
		r.lose(place(s.name, row+2, column), "%s", clip(value))
	}
}

func clip(words string) string {
	const most = 80
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return words
}

func (r *reading) settings(s sheet) {
	for n, row := range s.rows {
		if n == 0 {
			r.form.Title, r.form.Intro, r.form.Thanks = r.said(row, ourTitle), r.said(row, ourIntro), r.said(row, ourThanks)
			if title := row["form_title"]; title != "" {
				if r.form.Title == nil {
					r.form.Title = make(form.Words)
				}
				r.form.Title[r.form.Main()] = title
			}
			r.unread(s, n, "form_title", "form_id", "version", "default_language")
			continue
		}
		r.unread(s, n)
	}
}

func (r *reading) choices(s sheet) {
	for n, row := range s.rows {
		list := row["list_name"]
		if list == "" {
			list = row["list name"]
		}
		code := row["name"]
		if code == "" {
			code = row["value"]
		}
		r.unread(s, n, "list_name", "list name", "name", "value")
		if list == "" || code == "" {
			if len(row) > 0 {
				r.lose(place(s.name, n+2, "name"), "A choice without a list or a name")
			}
			continue
		}
		if len(r.lists[list]) >= mostChoices {
			r.lose(place(s.name, n+2, "name"), "A choice after the first %d of a list", mostChoices)
			continue
		}
		label := r.said(row, "label")
		if label[r.form.Main()] == "" && len(label) == 0 {
			label = form.Say(r.form.Main(), code)
		}
		r.lists[list] = append(r.lists[list], form.Choice{Code: code, Label: label})
	}
}

// open group while reading, and what stood before it.
type opened struct {
	item   form.Item
	before []form.Item
	sort   string
}

func (r *reading) survey(s sheet) {
	var groups []opened
	end := func() {
		last := groups[len(groups)-1]
		groups = groups[:len(groups)-1]
		last.item.Items = r.items
		if r.items = last.before; len(last.item.Items) > 0 {
			r.items = append(r.items, last.item)
		}
	}
	for n, row := range s.rows {
		sort := strings.Join(strings.Fields(strings.ReplaceAll(row["type"], " _", "_")), " ")
		at := place(survey, n+2, "type")
		switch sort = strings.NewReplacer("begin ", "begin_", "end ", "end_").Replace(sort); sort {
		case "":
			if len(row) > 0 {
				r.lose(at, "A row without a type")
			}
		case "begin_group", "begin_repeat":
			if len(groups) >= deepest {
				r.lose(at, "Groups stand in one another more than %d deep; what follows is left out", deepest)
				for len(groups) > 0 {
					end()
				}
				return
			}
			i := r.head(s, n, row)
			i.Kind = form.Group
			if sort == "begin_repeat" {
				i.Kind, i.Most = form.Repeat, r.most(n, row)
			}
			groups = append(groups, opened{i, r.items, strings.TrimPrefix(sort, "begin_")})
			r.items = nil
			r.unread(s, n, "type", "name", "relevant", ourRelevant, ourMost)
		case "end_group", "end_repeat":
			if len(groups) == 0 || groups[len(groups)-1].sort != strings.TrimPrefix(sort, "end_") {
				r.lose(at, "Nothing ends here")
				continue
			}
			end()
		default:
			if i, ok := r.question(s, n, sort); ok {
				r.items = append(r.items, i)
			}
		}
	}
	for len(groups) > 0 {
		r.lose(survey, "A %s does not end; it ends with the form", groups[len(groups)-1].sort)
		end()
	}
}

// head is what groups and questions share.
func (r *reading) head(s sheet, n int, row map[string]string) form.Item {
	name, changed := r.names.Name(row["name"])
	if changed && row["name"] != "" {
		r.lose(place(s.name, n+2, "name"), "%s is called %s here", row["name"], name)
	}
	i := form.Item{Name: name, Label: r.said(row, "label"), Help: r.said(row, "hint")}
	i.When = r.formula(n, row, "relevant", ourRelevant)
	return i
}

func (r *reading) most(n int, row map[string]string) int {
	most, err := strconv.Atoi(row[ourMost])
	if row[ourMost] != "" && err != nil {
		r.lose(place(survey, n+2, ourMost), "%s is no number", row[ourMost])
	}
	return most
}

// formula reads a column of XPath, and ours beside it.
func (r *reading) formula(n int, row map[string]string, column, our string) formula.Formula {
	said := row[column]
	if column == "calculation" && said == "''" && row[our] != "" {
		said = ""
	}
	theirs, err := formula.ReadXPath(said, row["name"])
	if err != nil {
		r.lose(place(survey, n+2, column), "%s: %s", clip(said), err)
	}
	ours, err := formula.Read(row[our])
	if err != nil {
		r.lose(place(survey, n+2, our), "%s: %s", clip(row[our]), err)
	}
	if column == "calculation" && !ours.Empty() {
		return ours
	}
	return formula.All(theirs, ours)
}

// kinds of the types that need nothing more.
var kinds = map[string]form.Kind{"text": form.Text, "string": form.Text, "integer": form.Number, "int": form.Number, "decimal": form.Number, "date": form.Date, "note": form.Statement, "image": form.Photo, "photo": form.Photo, "acknowledge": form.Consent, "range": form.Scale, "calculate": form.Calculation}

func (r *reading) question(s sheet, n int, sort string) (i form.Item, ok bool) {
	row := s.rows[n]
	at := place(s.name, n+2, "type")
	sort = strings.NewReplacer("select one ", "select_one ", "select multiple ", "select_multiple ").Replace(sort)
	parts := strings.Fields(sort)
	choosing := len(parts) > 1 && (parts[0] == "select_one" || parts[0] == "select_multiple")
	if kinds[sort] == "" && !choosing {
		r.lose(at, "It is left out: we have no question of the type %s", clip(sort))
		return i, false
	}
	i = r.head(s, n, row)
	known := []string{"type", "name", "relevant", ourRelevant}
	if i.Kind = kinds[sort]; choosing {
		i.Kind, i.Choices = form.Single, slices.Clone(r.lists[parts[1]])
		if parts[0] == "select_multiple" {
			i.Kind = form.Several
		}
		for _, more := range parts[2:] {
			r.lose(at, "%s", clip(more))
		}
	}
	switch i.Kind {
	case form.Calculation:
		i.Worth = r.formula(n, row, "calculation", ourCalculation)
		known = append(known, "calculation", ourCalculation)
	case form.Statement:
	default:
		known = append(known, r.asked(&i, n, row)...)
	}
	i.Whole = sort == "integer" || sort == "int"
	r.unread(s, n, known...)
	return i, true
}

// asked reads what only questions have, and says which columns it has read.
func (r *reading) asked(i *form.Item, n int, row map[string]string) (known []string) {
	known = []string{"constraint", ourConstraint, ourDecline, ourIdentifies}
	i.MayDecline, i.Identifies = truth(row[ourDecline]), truth(row[ourIdentifies])
	switch said := strings.ToLower(row["required"]); {
	case truth(said):
		i.Required = true
		known = append(known, "required")
	case said == "no" || said == "false" || said == "false()":
		known = append(known, "required")
	}
	i.Rule, i.RuleWords = r.formula(n, row, "constraint", ourConstraint), r.said(row, "constraint_message")
	if i.Kind == form.Text && row["appearance"] == "multiline" {
		i.Long = true
		known = append(known, "appearance")
	}
	if i.Kind == form.Scale {
		r.scale(i, n, row)
		known = append(known, "parameters")
	}
	return known
}

func truth(said string) bool {
	return slices.Contains([]string{"yes", "true", "true()", "1"}, strings.ToLower(said))
}

// scale reads the ends of a range; the usual ones are 0 and 10.
func (r *reading) scale(i *form.Item, n int, row map[string]string) {
	from, to := 0.0, 10.0
	i.Low, i.High = r.said(row, ourLow), r.said(row, ourHigh)
	for _, one := range strings.Fields(strings.ReplaceAll(row["parameters"], ",", " ")) {
		name, said, _ := strings.Cut(one, "=")
		v, err := strconv.ParseFloat(said, 64)
		switch {
		case err != nil || v-v != 0:
			r.lose(place(survey, n+2, "parameters"), "%s", clip(one))
		case name == "start":
			from = v
		case name == "end":
			to = v
		case name != "step" || v != 1:
			r.lose(place(survey, n+2, "parameters"), "%s", clip(one))
		}
	}
	i.Min, i.Max = &from, &to
}

// recoded has our word for the answer to a consent clause.
func recoded(f form.Form) form.Form {
	codes := consents(f, ticked, form.Yes)
	var change func([]form.Item) []form.Item
	change = func(items []form.Item) (all []form.Item) {
		for _, i := range items {
			i.When, i.Rule, i.Worth, i.Items = i.When.Recoded(codes), i.Rule.Recoded(codes), i.Worth.Recoded(codes), change(i.Items)
			all = append(all, i)
		}
		return all
	}
	f.Items = change(f.Items)
	return f
}

// withBounds takes the least and the most out of rules.
func withBounds(items []form.Item) []form.Item {
	for n := range items {
		i := &items[n]
		if of, ok := bounded[i.Kind]; ok {
			i.Min, i.Max, i.Rule = i.Rule.Bounds(i.Name, of[1])
		}
		withBounds(i.Items)
	}
	return items
}
