package redcap

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Read reads a data dictionary. Several instruments become groups of one form.
// Lost is what is in the dictionary and not in the form. The error says in plain
// words why a file is no dictionary.
func Read(body []byte) (form.Form, []form.Lost, error) {
	fields, lost, err := fieldsOf(body)
	if err != nil {
		return form.Form{}, nil, err
	}
	r := &reading{lost: lost}
	fields = r.withoutRecord(fields)
	f := form.Form{Languages: []string{"en"}}
	if len(fields) > 0 {
		f.Title = form.Say("en", titleOf(instrumentName(fields[0][formName])))
	}
	f.Items = r.names.Renamed(r.instruments(fields))
	f, unfit := f.Fitted()
	return f, append(r.lost, unfit...), nil
}

type reading struct {
	names    form.Naming
	sections int
	lost     []form.Lost
}

func (r *reading) lose(where, what string, values ...any) {
	r.lost = append(r.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

// fieldsOf are the lines of a dictionary, whatever the order of its columns.
func fieldsOf(body []byte) (fields []field, lost []form.Lost, err error) {
	if len(body) > form.MostBytes {
		return nil, nil, form.NotRead("The file is larger than a data dictionary can be")
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		return nil, nil, form.NotRead("The file is not in UTF-8. Save it as CSV in UTF-8 and try again")
	}
	from := csv.NewReader(bytes.NewReader(body))
	from.FieldsPerRecord = -1
	header, err := from.Read()
	if err != nil {
		return nil, nil, form.NotRead("The headings in the first line cannot be read. Choose the data dictionary that REDCap wrote")
	}
	places := make([]int, len(header))
	for i, name := range header {
		if places[i] = slices.Index(columns, strings.TrimSpace(name)); places[i] < 0 {
			lost = append(lost, form.Lost{What: fmt.Sprintf("The column %q", name)})
		}
	}
	for _, needed := range []int{fieldName, fieldType, label} {
		if !slices.Contains(places, needed) {
			return nil, nil, form.NotRead("There is no column “%s”. Choose the data dictionary that REDCap wrote", columns[needed])
		}
	}
	for {
		cells, err := from.Read()
		switch {
		case errors.Is(err, io.EOF):
			return fields, lost, nil
		case err != nil:
			return nil, nil, form.NotRead("The line after field %d cannot be read. Look for a quotation mark that is not closed", len(fields))
		case len(fields) >= form.MostFileRows:
			return nil, nil, form.NotRead("The dictionary has more than %d fields", form.MostFileRows)
		}
		var line field
		for i, cell := range cells {
			if i < len(places) && places[i] >= 0 {
				line[places[i]] = strings.TrimSpace(cell)
			}
		}
		if line != (field{}) {
			fields = append(fields, line)
		}
	}
}

// withoutRecord leaves the first field out where it is the number of a record
// and nothing else.
func (r *reading) withoutRecord(fields []field) []field {
	if len(fields) == 0 {
		return fields
	}
	first := fields[0]
	bare := field{fieldName: first[fieldName], formName: first[formName], fieldType: "text", label: first[label]}
	asked := slices.ContainsFunc(fields, func(line field) bool {
		return strings.Contains(line[branching]+line[choices], "["+first[fieldName]+"]")
	})
	if first != bare || asked {
		return fields
	}
	if first[label] != recordLabel {
		r.lose("", "The first field, %s (%s): it is the number of a record in REDCap", first[fieldName], first[label])
	}
	return fields[1:]
}

// instruments reads fields; those of more instruments than one stand in a group
// each.
func (r *reading) instruments(fields []field) (items []form.Item) {
	var all [][]field
	for _, line := range fields {
		if n := len(all); n == 0 || all[n-1][0][formName] != line[formName] {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], line)
	}
	if len(all) == 1 {
		return r.sectioned(all[0])
	}
	if len(all) > 1 {
		r.lose("", "That there are %d instruments: they are groups of one form", len(all))
	}
	for _, lines := range all {
		name := instrumentName(lines[0][formName])
		in := r.sectioned(lines)
		if len(in) == 0 {
			continue
		}
		ours, _ := r.names.Name(name + "_form")
		items = append(items, form.Item{Name: ours, Kind: form.Group, Label: form.Say("en", titleOf(name)), Items: in})
	}
	return items
}

// sectioned reads the fields of an instrument; a header begins a group.
func (r *reading) sectioned(fields []field) (items []form.Item) {
	var group *form.Item
	end := func() {
		if group != nil && len(group.Items) > 0 {
			items = append(items, *group)
		}
		group = nil
	}
	for _, line := range fields {
		if line[section] != "" {
			end()
			r.sections++
			name, _ := r.names.Name(fmt.Sprintf("section_%d", r.sections))
			group = &form.Item{Name: name, Kind: form.Group, Label: form.Say("en", line[section])}
		}
		i, ok := r.item(line)
		switch {
		case !ok:
		case group != nil:
			group.Items = append(group.Items, i)
		default:
			items = append(items, i)
		}
	}
	end()
	return items
}

func (r *reading) item(line field) (i form.Item, ok bool) {
	name, changed := r.names.Name(line[fieldName])
	if changed {
		r.lose(name, "Its name in REDCap, %q", line[fieldName])
	}
	i = form.Item{Name: name, Label: words(line[label]), Help: words(line[note])}
	if !r.kind(&i, line) {
		return i, false
	}
	if i.Kind.Asks() {
		i.Required, i.Identifies = yes(line[required]), yes(line[identifier])
	} else if yes(line[identifier]) {
		r.lose(name, "That it identifies somebody")
	}
	i.When = r.formula(name, "When it is asked", line[branching])
	if strings.Contains(line[label], "<") && strings.Contains(line[label], ">") {
		r.lose(name, "The look of its label: it may have marks like <b> in it, which are shown as they are")
	}
	r.look(name, line)
	r.annotations(&i, line[annotation])
	return i, true
}

func words(said string) form.Words {
	if said == "" {
		return nil
	}
	return form.Say("en", said)
}

func yes(cell string) bool { return strings.EqualFold(cell, "y") }

// look says which of the columns about the look of a page had something in them.
func (r *reading) look(name string, line field) {
	for _, column := range []int{alignment, questionNumber, matrix, ranking} {
		if line[column] != "" {
			r.lose(name, "%s: %s", columns[column], line[column])
		}
	}
}

// formula reads a formula with the names of the dictionary.
func (r *reading) formula(name, what, said string) formula.Formula {
	f, err := formula.ReadREDCap(said)
	if err != nil {
		r.lose(name, "%s, %s: %s", what, said, err)
		return formula.Formula{}
	}
	return f
}

// kind reads what a field asks for; false leaves it out.
func (r *reading) kind(i *form.Item, line field) bool {
	switch line[fieldType] {
	case "radio", "dropdown":
		i.Kind = form.Single
		r.choices(i, line[choices])
		r.unread(i.Name, line, validation, least, most)
	case "checkbox":
		i.Kind = form.Several
		r.choices(i, line[choices])
	case "yesno":
		i.Kind, i.Choices = form.Single, []form.Choice{{Code: "1", Label: words("Yes")}, {Code: "0", Label: words("No")}}
	case "truefalse":
		i.Kind, i.Choices = form.Single, []form.Choice{{Code: "1", Label: words("True")}, {Code: "0", Label: words("False")}}
	case "slider":
		r.slider(i, line)
	case "notes":
		i.Kind, i.Long = form.Text, true
		r.unread(i.Name, line, validation, least, most)
	case "text":
		r.text(i, line)
	case "calc":
		i.Kind = form.Calculation
		i.Worth = r.formula(i.Name, "How it is worked out", line[choices])
	case "descriptive":
		i.Kind = form.Statement
	case "file":
		if i.Kind = form.Photo; line[validation] != "" {
			r.lose(i.Name, "That it is a %s: it asks for a photograph", line[validation])
		}
	default:
		r.lose(i.Name, "It is left out: we have no field of the type %q", line[fieldType])
		return false
	}
	return true
}

// unread says what stood in columns that we do not read for a kind.
func (r *reading) unread(name string, line field, at ...int) {
	for _, column := range at {
		if line[column] != "" {
			r.lose(name, "%s: %s", columns[column], line[column])
		}
	}
}

func (r *reading) choices(i *form.Item, said string) {
	for _, one := range strings.Split(said, "|") {
		code, label, found := strings.Cut(strings.TrimSpace(one), ",")
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		if label = strings.TrimSpace(label); !found || label == "" {
			label = code
		}
		i.Choices = append(i.Choices, form.Choice{Code: code, Label: words(label)})
	}
}

func (r *reading) slider(i *form.Item, line field) {
	i.Kind = form.Scale
	from, to := 0.0, 100.0
	i.Min, i.Max = &from, &to
	if v, ok := numeral(line[least]); ok {
		i.Min = &v
	}
	if v, ok := numeral(line[most]); ok {
		i.Max = &v
	}
	ends := strings.Split(line[choices], "|")
	i.Low = words(strings.TrimSpace(ends[0]))
	if len(ends) > 1 {
		i.High = words(strings.TrimSpace(ends[len(ends)-1]))
	}
	if len(ends) > 2 && strings.TrimSpace(ends[1]) != "" {
		r.lose(i.Name, "The words in the middle: %s", strings.TrimSpace(ends[1]))
	}
}

func numeral(said string) (v float64, ok bool) {
	v, err := strconv.ParseFloat(said, 64)
	return v, err == nil && v-v == 0 // neither infinite nor not a number
}

var numberForm = regexp.MustCompile(`^(number|integer)(_.*)?$`)

// text is a field in which something is typed; its validation says what.
func (r *reading) text(i *form.Item, line field) {
	sort := line[validation]
	switch {
	case sort == "":
		i.Kind = form.Text
		r.unread(i.Name, line, least, most)
	case numberForm.MatchString(sort):
		if i.Kind, i.Whole = form.Number, sort == "integer"; sort != "number" && sort != "integer" {
			r.lose(i.Name, "How a number is written: %s", sort)
		}
		i.Min, i.Max = r.bound(i.Name, line[least]), r.bound(i.Name, line[most])
	case sort == "date_dmy", sort == "date_ymd", sort == "date_mdy":
		i.Kind = form.Date
		i.Rule = r.days(i.Name, line[least], line[most])
	default:
		i.Kind = form.Text
		r.lose(i.Name, "That it is checked as %s: it takes any words", sort)
		r.unread(i.Name, line, least, most)
	}
}

func (r *reading) bound(name, said string) *float64 {
	if said == "" {
		return nil
	}
	if v, ok := numeral(said); ok {
		return &v
	}
	r.lose(name, "A bound that is no number: %s", said)
	return nil
}

// days is the rule of a date between two ends.
func (r *reading) days(name, from, to string) (rule formula.Formula) {
	var parts []string
	for _, end := range [][2]string{{">=", from}, {"<=", to}} {
		switch day := end[1]; {
		case day == "today":
			parts = append(parts, name+" "+end[0]+" today()")
		case day != "":
			parts = append(parts, name+" "+end[0]+" '"+day+"'")
		}
	}
	rule, err := formula.Read(strings.Join(parts, " and "))
	if err != nil {
		r.lose(name, "The first or last day: %s %s", from, to)
	}
	return rule
}

var tag = regexp.MustCompile(`^@(MAXCHECKED|CHARLIMIT)=(\d+)$`)

// annotations reads the two that we have; others are said.
func (r *reading) annotations(i *form.Item, said string) {
	for _, word := range strings.Fields(said) {
		found := tag.FindStringSubmatch(word)
		if found != nil && (found[1] == "MAXCHECKED") == (i.Kind == form.Several) && (i.Kind == form.Several || i.Kind == form.Text) {
			if v, ok := numeral(found[2]); ok {
				i.Max = &v
				continue
			}
		}
		r.lose(i.Name, "The annotation: %s", said)
		return
	}
}
