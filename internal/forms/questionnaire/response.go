package questionnaire

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

type response struct {
	Type          string         `json:"resourceType"`
	Extension     []extension    `json:"extension,omitempty"`
	Identifier    *identifier    `json:"identifier,omitempty"`
	Questionnaire string         `json:"questionnaire,omitempty"`
	Status        string         `json:"status"`
	Subject       *reference     `json:"subject,omitempty"`
	Authored      string         `json:"authored,omitempty"`
	Item          []responseItem `json:"item,omitempty"`
}

type responseItem struct {
	Extension []extension    `json:"extension,omitempty"`
	LinkID    string         `json:"linkId"`
	Text      string         `json:"text,omitempty"`
	Answer    []answer       `json:"answer,omitempty"`
	Item      []responseItem `json:"item,omitempty"`
}

type answer struct {
	Boolean    *bool          `json:"valueBoolean,omitempty"`
	Decimal    *json.Number   `json:"valueDecimal,omitempty"`
	Integer    *json.Number   `json:"valueInteger,omitempty"`
	Date       string         `json:"valueDate,omitempty"`
	String     string         `json:"valueString,omitempty"`
	Coding     *coding        `json:"valueCoding,omitempty"`
	Attachment *attachment    `json:"valueAttachment,omitempty"`
	Item       []responseItem `json:"item,omitempty"`
}

type attachment struct {
	URL string `json:"url,omitempty"`
}

// reasons are ours in the words of FHIR.
var reasons = map[form.Reason]string{form.Declined: "asked-declined", form.NotAsked: "not-asked", form.Unable: "asked-unknown", form.Stopped: "not-performed", form.Unreached: "unknown", form.FormError: "error"}

// WriteResponse writes answers to a form as a QuestionnaireResponse. Lost is what it cannot say. The error is of the writing
// alone.
func WriteResponse(f form.Form, id string, version int, answers form.Answers, c Completed) (body []byte, lost []form.Lost, err error) {
	w := &answering{form: f, kinds: f.Kinds()}
	out := response{Type: "QuestionnaireResponse", Questionnaire: Canonical(id) + "|" + strconv.Itoa(version), Status: "completed", Authored: c.At.Format(time.RFC3339), Identifier: c.identifier(), Subject: c.Subject.reference()}
	out.Item = w.items(f.Items, answers, "")
	out.Extension = w.none
	body, err = json.MarshalIndent(out, "", "  ")
	return body, w.lost, err
}

type answering struct {
	form  form.Form
	kinds map[string]formula.Kind
	none  []extension // repeats of which it was said that there are no more rows
	lost  []form.Lost
}

func (w *answering) lose(where, what string, values ...any) {
	w.lost = append(w.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

func (w *answering) items(items []form.Item, answers form.Answers, at string) (all []responseItem) {
	for _, i := range items {
		a := answers[i.Name]
		switch i.Kind {
		case form.Group:
			if in := w.items(i.Items, answers, at); len(in) > 0 {
				all = append(all, responseItem{LinkID: i.Name, Text: w.form.In(i.Label, w.form.Main()), Item: in})
			}
		case form.Repeat:
			if a.None {
				w.none = append(w.none, extension{URL: ourNone, String: i.Name})
				w.lose(i.Name, "For other programs: that there are no more rows")
			}
			for n, row := range a.Rows {
				all = append(all, responseItem{LinkID: i.Name, Text: w.form.In(i.Label, w.form.Main()), Item: w.items(i.Items, row, i.Name+"."+strconv.Itoa(n)+".")})
			}
		default:
			if a.Given() && i.Kind != form.Statement {
				all = append(all, w.item(i, a, at))
			}
		}
	}
	return all
}

func (w *answering) item(i form.Item, a form.Answer, at string) responseItem {
	out := responseItem{LinkID: i.Name, Text: w.form.In(i.Label, w.form.Main())}
	switch {
	case a.Missing != "":
		out.Extension = []extension{{URL: absent, Code: reasons[a.Missing]}}
		return out
	case a.None:
		out.Extension = []extension{flag(ourNone)}
		w.lose(at+i.Name, "For other programs: that none of the choices was selected")
	case i.Kind == form.Several:
		for _, code := range a.Codes {
			out.Answer = append(out.Answer, answer{Coding: w.coded(i, code)})
		}
		return out
	}
	one, ok := w.answer(i, a)
	if ok {
		out.Answer = []answer{one}
	} else if !a.None {
		w.lose(at+i.Name, "The answer %q, which is none that this question has", a.Text)
	}
	return out
}

func (w *answering) coded(i form.Item, code string) *coding {
	c, _ := i.Choice(code)
	return &coding{Code: code, Display: w.form.In(c.Label, w.form.Main())}
}

// answer is one value.
func (w *answering) answer(i form.Item, a form.Answer) (out answer, ok bool) {
	kind := w.kinds[i.Name]
	switch {
	case a.Text == "":
		return out, false
	case i.Kind == form.Single:
		out.Coding = w.coded(i, a.Text)
	case kind == formula.Number:
		v, known := a.Number()
		n := numeral(v)
		if ok = known; i.Kind == form.Scale || i.Whole {
			out.Integer = &n
		} else {
			out.Decimal = &n
		}
		return out, ok
	case kind == formula.Date:
		_, err := dates.Parse(a.Text)
		out.Date = a.Text
		return out, err == nil
	case i.Kind == form.Consent || kind == formula.Truth:
		yes := a.Text == form.Yes
		out.Boolean = &yes
		return out, yes || a.Text == form.No
	case i.Kind == form.Photo:
		out.Attachment = &attachment{URL: a.Text}
		w.lose(i.Name, "The photograph itself: its name is given")
		return out, !strings.ContainsAny(a.Text, " \t\r\n")
	default:
		out.String = a.Text
	}
	return out, true
}

// ReadResponse reads the answers to a form out of a QuestionnaireResponse.
// Lost is what is in it and not in the answers: questions that the form does
// not have, and answers that it does not take. The error says in plain words
// why it is no QuestionnaireResponse.
func ReadResponse(f form.Form, body []byte) (form.Answers, []form.Lost, error) {
	var in response
	if err := decode(body, &in, "QuestionnaireResponse"); err != nil {
		return nil, nil, err
	}
	r := &hearing{form: f, kinds: f.Kinds()}
	answers := make(form.Answers)
	r.items(in.Item, f.Items, answers, "", 1)
	for _, e := range in.Extension {
		i, ok := f.Item(e.String)
		switch {
		case e.URL == ourNone && ok && i.Kind == form.Repeat:
			a := answers[i.Name]
			a.None = true
			answers[i.Name] = a
		default:
			r.lose("", "The extension %s", e.URL)
		}
	}
	return answers, r.lost, nil
}

type hearing struct {
	form  form.Form
	kinds map[string]formula.Kind
	lost  []form.Lost
}

func (r *hearing) lose(where, what string, values ...any) {
	r.lost = append(r.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

// known is an item by its name, in groups but not in repeats.
func known(items []form.Item, name string) (form.Item, bool) {
	for _, i := range items {
		if i.Name == name {
			return i, true
		}
		if i.Kind == form.Group {
			if in, ok := known(i.Items, name); ok {
				return in, true
			}
		}
	}
	return form.Item{}, false
}

func (r *hearing) items(items []responseItem, of []form.Item, into form.Answers, at string, depth int) {
	for _, in := range items {
		i, ok := known(of, in.LinkID)
		switch {
		case !ok || depth > deepest:
			r.lose(at+in.LinkID, "The form has no such question there")
		case i.Kind == form.Repeat:
			r.row(in, i, into, depth)
		case i.Kind == form.Group || i.Kind == form.Statement:
			r.items(in.Item, of, into, at, depth+1)
		default:
			r.answer(in, i, into, at)
			r.items(in.Item, of, into, at, depth+1)
			for _, a := range in.Answer {
				r.items(a.Item, of, into, at, depth+1)
			}
		}
	}
}

func (r *hearing) row(in responseItem, i form.Item, into form.Answers, depth int) {
	a := into[i.Name]
	if len(a.Rows) >= i.MostRows() {
		r.lose(i.Name, "Rows after the first %d", len(a.Rows))
		return
	}
	row := make(form.Answers)
	r.items(in.Item, i.Items, row, i.Name+"."+strconv.Itoa(len(a.Rows))+".", depth+1)
	a.Rows = append(a.Rows, row)
	into[i.Name] = a
}

func (r *hearing) answer(in responseItem, i form.Item, into form.Answers, at string) {
	a, err := r.said(in, i)
	for _, e := range in.Extension {
		if e.URL != absent && e.URL != ourNone {
			r.lose(at+i.Name, "The extension %s", e.URL)
		}
	}
	if err != nil {
		r.lose(at+i.Name, "%s", err)
		if said := in.values(); len(said) > 0 && i.Kind != form.Calculation {
			r.lost[len(r.lost)-1].What += ". The file says " + strings.Join(said, ", ")
		}
		return
	}
	if _, twice := into[i.Name]; twice && a.Given() {
		r.lose(at+i.Name, "It is answered twice; the first answer stays")
		return
	}
	if a.Given() {
		into[i.Name] = a
	}
}

// said is what was answered to one question.
func (r *hearing) said(in responseItem, i form.Item) (a form.Answer, err error) {
	if e, ok := find(in.Extension, absent); ok && len(in.Answer) == 0 {
		for reason, code := range reasons {
			if code == e.Code {
				return form.Answer{Missing: reason}, nil
			}
		}
		return a, form.Fault{Words: "The reason why there is no answer: " + e.Code}
	}
	if has(in.Extension, ourNone) && i.Kind == form.Several {
		return form.Answer{None: true}, nil
	}
	values := in.values()
	if len(values) == 0 {
		return a, nil
	}
	if i.Kind == form.Calculation {
		return r.worked(i, values)
	}
	i.Required = false
	return i.Take(form.Given{Values: values})
}

// values are the answers of an item as we keep them.
func (in responseItem) values() (all []string) {
	for _, one := range in.Answer {
		all = append(all, one.value())
	}
	return all
}

// worked is what another program worked out.
func (r *hearing) worked(i form.Item, values []string) (form.Answer, error) {
	a := form.Answer{Text: values[0]}
	if _, number := a.Number(); r.kinds[i.Name] == formula.Number && !number {
		return form.Answer{}, form.Fault{Words: "What was worked out is no number: " + values[0]}
	}
	return a, nil
}

// value is an answer as we keep it; "" for one of a kind that we do not have.
func (a answer) value() string {
	switch {
	case a.Boolean != nil && *a.Boolean:
		return form.Yes
	case a.Boolean != nil:
		return form.No
	case a.Integer != nil:
		return plain(*a.Integer)
	case a.Decimal != nil:
		return plain(*a.Decimal)
	case a.Coding != nil:
		return a.Coding.Code
	case a.Attachment != nil:
		return a.Attachment.URL
	case a.Date != "":
		return a.Date
	}
	return a.String
}

func plain(n json.Number) string {
	if v, err := n.Float64(); err == nil {
		return numeral(v).String()
	}
	return n.String()
}
