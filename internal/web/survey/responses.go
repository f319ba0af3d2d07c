package survey

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/redcap"
	"linkwork/internal/studies"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showResponses(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		list := which[v.Fields.Get("show")]
		rows := slices.DeleteFunc(slices.Clone(p.Responses), func(x questionnaires.Response) bool { return list != nil && !list(x) })
		frame := instudy.Page(s, "Responses", "", &backTo(p)[0])
		return visit.View{Page: frame, Body: responsesBody(v.Fields.Get("show"), p, rows)}, nil
	}, studies.Read)
}

// which are the lists behind the numbers of a questionnaire.
var which = map[string]func(questionnaires.Response) bool{
	"counts":   questionnaires.Response.Counts,
	"part-way": func(x questionnaires.Response) bool { return !x.Finished() },
	"marked":   func(x questionnaires.Response) bool { return len(x.Marks) > 0 && x.Excluded == "" },
	"excluded": func(x questionnaires.Response) bool { return x.Excluded != "" },
	"not":      func(x questionnaires.Response) bool { return x.Finished() && !x.Eligible },
	"over":     func(x questionnaires.Response) bool { return x.OverQuota },
}

// n is how many responses are on one of the lists.
func (p page) n(list string) int {
	n := 0
	for _, x := range p.Responses {
		if which[list](x) {
			n++
		}
	}
	return n
}

func (p page) figure(label, list string) ui.Figure {
	return ui.Figure{N: p.n(list), Label: label, Href: p.href("/responses?show=" + list)}
}

func showResponse(v *visit.Visit) error { return responsePage(v, nil) }

func responsePage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		i := slices.IndexFunc(p.Responses, func(x questionnaires.Response) bool { return x.Code == v.Path("response") })
		if i < 0 {
			return visit.View{}, db.ErrNotFound
		}
		frame := instudy.Page(s, p.Responses[i].Code, "", &ui.Link{Text: "Back to responses", Href: p.href("/responses")})
		return v.FormView(frame, responseBody(v.Fields, p, p.Responses[i], visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Read)
}

func exclude(v *visit.Visit) error {
	why := v.Fields.Text("why")
	if v.Fields.Is("then", "exclude") && why == "" {
		return v.Again(db.Fault("why", "Say why it does not count"), func(bad *db.Invalid) error { return responsePage(v, bad) })
	}
	if v.Fields.Is("then", "include") {
		why = ""
	}
	if err := questionnaires.Exclude(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Path("response"), why); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return responsePage(v, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/responses", "Noted.")
}

// byDay is the chart of responses by day.
func (p page) byDay() chart.Line {
	days := questionnaires.ByDay(p.Responses)
	l := chart.Line{Words: chart.Words{ID: "by-day", Headline: dates.Count(p.n("counts"), "response counts", "responses count"), Sub: "Finished on each day"}, Name: "Responses", Counts: true, Series: []chart.Series{{Label: "Finished"}}}
	for _, d := range days {
		l.When = append(l.When, d.On.Short())
		l.Series[0].Values = append(l.Series[0].Values, float64(d.N))
		l.Max = max(l.Max, float64(d.N))
	}
	return l
}

// download reads a questionnaire for a file.
func download(v *visit.Visit, d studies.Duty) (p page, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), d)
		if err != nil {
			return err
		}
		p, err = read(r, s, v.Path("questionnaire"))
		return err
	})
	return p, err
}

// about is a column of the file that is about the response, beside the answers.
type about struct {
	name, words string
	of          func(questionnaires.Response) string
}

// about are those columns.
func (p page) about() []about {
	all := []about{{"response", "Code of the response", func(x questionnaires.Response) string { return x.Code }}}
	where := about{"place", "Where the link was that they came by, or “list”", func(x questionnaires.Response) string { return x.Door }}
	if p.Numbered() {
		all = append(all,
			about{"participant", "Study number", func(x questionnaires.Response) string { return x.Number }},
			about{"wave", "Code of the wave", func(x questionnaires.Response) string { return x.Wave }})
		where = about{"how", "By their link, with a researcher, or on paper", where.of}
	}
	return append(all,
		about{"answered_on", "Day of the answers, year first", func(x questionnaires.Response) string { return x.AnsweredOn.String() }},
		about{"edition", "Edition of the form that was asked", func(x questionnaires.Response) string { return strconv.Itoa(x.Edition) }},
		about{"language", "In which they answered; empty for the main one", func(x questionnaires.Response) string { return x.Language }},
		where)
}

// sendAnswers sends the responses that count, one a line, by their codes.
func sendAnswers(v *visit.Visit) error {
	p, err := download(v, studies.Read)
	if err != nil {
		return err
	}
	if p.Numbered() && p.State != questionnaires.Test { // what leaves is noted first
		return v.Go(p.href("/extracts"))
	}
	return sendRows(v, p)
}

func sendRows(v *visit.Visit, p page) error {
	columns, _ := p.Form.Cells(nil)
	known := make(map[string]bool)
	for _, c := range columns {
		known[c] = true
	}
	for _, x := range p.Responses { // repeats have a column for each time
		names, _ := x.Form.Cells(x.Answers)
		for _, c := range names {
			if !known[c] {
				known[c] = true
				columns = append(columns, c)
			}
		}
	}
	about := p.about()
	var head []string
	for _, a := range about {
		head = append(head, a.name)
	}
	rows := [][]string{append(head, columns...)}
	for _, x := range p.Responses {
		if !x.Counts() {
			continue
		}
		var row []string
		for _, a := range about {
			row = append(row, a.of(x))
		}
		_, cells := x.Form.Cells(x.Answers)
		for _, c := range columns {
			row = append(row, cells[c])
		}
		rows = append(rows, row)
	}
	return v.SendCSV("answers.csv", rows)
}

// sendDictionary sends what each column of the answers is.
func sendDictionary(v *visit.Visit) error {
	p, err := download(v, studies.Follow)
	if err != nil {
		return err
	}
	rows := [][]string{{"name", "kind", "asked", "choices", "asked_when", "left_out"}}
	for _, a := range p.about() {
		rows = append(rows, []string{a.name, "About the response", a.words, "", "", ""})
	}
	for i := range p.Form.All() {
		if i.Kind == form.Group || i.Kind == form.Statement {
			continue
		}
		var choices []string
		for _, c := range i.Choices {
			choices = append(choices, c.Code+" = "+p.Form.In(c.Label, p.Form.Main()))
		}
		choices = append(choices, p.limits(i)...)
		out := ""
		if i.Identifies || i.Kind == form.Photo {
			out = "yes"
		}
		rows = append(rows, []string{i.Name, i.Kind.Words(), p.Form.In(i.Label, p.Form.Main()), strings.Join(choices, "; "), i.When.String(), out})
	}
	for _, r := range form.Reasons {
		rows = append(rows, []string{"((" + string(r) + "))", "In place of an answer", r.Words(), "", "", ""})
	}
	return v.SendCSV("dictionary.csv", rows)
}

// limits are the least and the most of a number or a scale, with what its ends say.
func (p page) limits(i form.Item) (all []string) {
	for _, end := range []struct {
		at   *float64
		name string
		says form.Words
	}{{i.Min, "least", i.Low}, {i.Max, "most", i.High}} {
		if end.at == nil {
			continue
		}
		words := end.name + " " + strconv.FormatFloat(*end.at, 'f', -1, 64)
		if says := p.Form.In(end.says, p.Form.Main()); says != "" {
			words += " = " + says
		}
		all = append(all, words)
	}
	return all
}

func sendREDCap(v *visit.Visit) error {
	p, err := download(v, studies.Follow)
	if err != nil {
		return err
	}
	if p.Edition == 0 {
		return db.ErrNotFound
	}
	body, _, err := redcap.Write(p.Form, p.Edition)
	if err != nil {
		return err
	}
	return v.SendBody("redcap-dictionary.csv", "text/csv; charset=utf-8", body)
}
