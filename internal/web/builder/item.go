package builder

import (
	"errors"
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/web/visit"
)

// question is the page on which one item is written.
type question struct {
	draft
	Item   form.Item   // as it was saved; of a new one, its kind
	Seen   form.Item   // as it is drawn beside: saved, or typed and not accepted
	Known  []form.Item // of which its formulas can speak
	New    bool
	Action string
}

// place says where a new question goes: after another, in a group, or at the end.
func place(v *visit.Visit) (after, in string) { return v.Fields.Get("after"), v.Fields.Get("in") }

func put(f form.Form, i form.Item, after, in string) (form.Form, error) {
	if in != "" {
		return f.AddIn(in, i)
	}
	return f.AddAfter(after, i)
}

func showAdd(v *visit.Visit) error { return addForm(v, nil) }

func addForm(v *visit.Visit, bad *db.Invalid) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		after, in := place(v)
		kind := form.Kind(v.Fields.Get("kind"))
		if !slices.Contains(form.Kinds, kind) {
			return visit.View{Page: d.page(v, "Add a question"), Body: kindsPage(d, after, in)}, nil
		}
		f, err := put(d.Draft, form.Item{Kind: kind}, after, in)
		if err != nil {
			return visit.View{}, db.ErrNotFound // of an address that was made by hand, or is old
		}
		q := question{draft: d, Item: form.Item{Kind: kind}, Known: f.Before(""), New: true, Action: d.Href("/add")}
		return q.view(v, bad), nil
	})
}

func showItem(v *visit.Visit) error { return itemForm(v, nil) }

func itemForm(v *visit.Visit, bad *db.Invalid) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		i, ok := d.Draft.Item(v.Path("item"))
		if !ok {
			return visit.View{}, db.ErrNotFound
		}
		if bad == nil {
			putItem(v.Fields, i, d.Draft.Languages)
		}
		q := question{draft: d, Item: i, Known: d.Draft.Before(i.Name), Action: d.HrefOf(i.Name)}
		return q.view(v, bad), nil
	})
}

func (q question) title() string {
	if q.New {
		return "New: " + q.Item.Kind.Words()
	}
	return q.says(q.Item)
}

func (q question) view(v *visit.Visit, bad *db.Invalid) visit.View {
	q.Seen = q.Item
	if bad != nil {
		q.Seen = takeItem(v.Fields, q.Item.Kind, q.Draft, new(db.Invalid))
	}
	page := q.page(v, q.title())
	page.Wide = true
	return v.FormView(page, itemPage(v.Fields, q, visit.NewToken(), visit.Faults(bad)), bad)
}

func add(v *visit.Visit) error {
	var name string
	err := change(v, func(d draft) (form.Form, error) {
		kind := form.Kind(v.Fields.Get("kind"))
		if !slices.Contains(form.Kinds, kind) {
			return d.Draft, db.ErrNotFound
		}
		var bad db.Invalid
		i := takeItem(v.Fields, kind, d.Draft, &bad)
		if i.Name == "" {
			i.Name = freeName(d.Draft, d.In(i.Label), kind)
		}
		name = i.Name
		after, in := place(v)
		return checked(i, &bad, d.Draft, func() (form.Form, error) { return put(d.Draft, i, after, in) })
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return addForm(v, bad) })
	}
	if name == "" { // it was sent twice and is there
		return v.Go(hrefOf(v.Path("form"), ""))
	}
	return v.Done(hrefOf(v.Path("form"), "/items/"+url.PathEscape(name)), "Added. Here you can still change it, or go back to the form.")
}

func keepItem(v *visit.Visit) error {
	err := change(v, func(d draft) (form.Form, error) {
		old, ok := d.Draft.Item(v.Path("item"))
		if !ok {
			return d.Draft, db.ErrNotFound
		}
		var bad db.Invalid
		i := takeItem(v.Fields, old.Kind, d.Draft, &bad)
		if !old.Kind.Asks() {
			i.Help = old.Help // the page does not ask for it
		}
		return checked(i, &bad, d.Draft, func() (form.Form, error) { return d.Draft.Change(old.Name, i) })
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return itemForm(v, bad) })
	}
	return v.Done(hrefOf(v.Path("form"), ""), "Saved.")
}

// checked makes an edit, unless something is wrong with the item: what was typed
// could not be read, the edit is refused, or what the form's own check says of it.
func checked(i form.Item, bad *db.Invalid, f form.Form, edit func() (form.Form, error)) (form.Form, error) {
	if len(bad.Fields) > 0 {
		return f, bad
	}
	next, err := edit()
	if refusal, ok := errors.AsType[form.Refusal](err); ok {
		bad.Add("name", refusal.Words)
		return f, bad
	}
	for _, p := range next.Check() {
		if field := fieldOf(p, f.Main()); p.Item == i.Name && field != "" {
			bad.Add(field, p.Words)
		}
	}
	return next, bad.Err()
}

// fieldOf is the field of the page at which a problem of an item is put right; ""
// for what is put right elsewhere, as an empty group, which gets its questions later.
func fieldOf(p form.Problem, main string) string {
	switch p.Field {
	case form.FieldLabel, form.FieldHelp, form.FieldLow, form.FieldHigh, form.FieldChoices, form.FieldRuleWords:
		return box(string(p.Field), main)
	}
	return string(p.Field)
}

// putItem fills the fields of a question.
func putItem(f visit.Fields, i form.Item, languages []string) {
	f.Set("name", i.Name)
	for name, w := range map[string]form.Words{"label": i.Label, "help": i.Help, "low": i.Low, "high": i.High, "rule-words": i.RuleWords} {
		putWords(f, name, w)
	}
	for name, on := range map[string]bool{"required": i.Required, "may-decline": i.MayDecline, "identifies": i.Identifies, "whole": i.Whole, "long": i.Long} {
		if on {
			f.Add("is", name)
		}
	}
	for name, v := range map[string]*float64{"min": i.Min, "max": i.Max} {
		if v != nil {
			f.Set(name, strconv.FormatFloat(*v, 'f', -1, 64))
		}
	}
	if i.Most > 0 {
		f.SetNumber("most", i.Most)
	}
	f.Set("when", i.When.String())
	f.Set("rule", i.Rule.String())
	f.Set("worth", i.Worth.String())
	for _, language := range languages {
		f.Set(box("choices", language), choiceLines(i.Choices, language))
	}
}

// takeItem reads them.
func takeItem(f visit.Fields, kind form.Kind, of form.Form, bad *db.Invalid) form.Item {
	is := func(name string) bool { return slices.Contains(f.All("is"), name) }
	words := func(name string) form.Words { return takeWords(f, name, of.Languages) }
	i := form.Item{Name: f.Text("name"), Kind: kind, Label: words("label"), Help: words("help"), Low: words("low"), High: words("high"), RuleWords: words("rule-words"),
		Required: is("required"), MayDecline: is("may-decline"), Identifies: is("identifies"), Whole: is("whole"), Long: is("long"),
		When: takeFormula(f, "when", bad), Rule: takeFormula(f, "rule", bad), Worth: takeFormula(f, "worth", bad),
		Min: takeNumber(f, "min", bad), Max: takeNumber(f, "max", bad)}
	if kind == form.Single || kind == form.Several {
		i.Choices = takeChoices(f, of, bad)
	}
	if i.Most = f.Number("most"); i.Most < 0 {
		bad.Add("most", "Enter a whole number, like 5")
	}
	return i
}

func takeFormula(f visit.Fields, name string, bad *db.Invalid) formula.Formula {
	read, err := formula.Read(f.Text(name))
	if err != nil {
		bad.Add(name, err.Error())
	}
	return read
}

func takeNumber(f visit.Fields, name string, bad *db.Invalid) *float64 {
	text := f.Text(name)
	if text == "" {
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v > 1e12 || v < -1e12 || v != v {
		bad.Add(name, "Enter a number, like 12")
		return nil
	}
	return &v
}

// move moves a question one place up or down.
func move(v *visit.Visit) error {
	err := change(v, func(d draft) (form.Form, error) {
		if v.Fields.Is("way", "up") {
			return gone(d.Draft.Up(v.Path("item")))
		}
		return gone(d.Draft.Down(v.Path("item")))
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return v.Done(hrefOf(v.Path("form"), ""), bad.Fields[0].Message) })
	}
	return v.Go(hrefOf(v.Path("form"), ""))
}

// gone is db.ErrNotFound for a question that is not there.
func gone(f form.Form, err error) (form.Form, error) {
	if err != nil {
		err = db.ErrNotFound
	}
	return f, err
}

func showRemove(v *visit.Visit) error { return removeForm(v, nil) }

func removeForm(v *visit.Visit, bad *db.Invalid) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		i, ok := d.Draft.Item(v.Path("item"))
		if !ok {
			return visit.View{}, db.ErrNotFound
		}
		return v.FormView(d.page(v, "Remove a question"), removePage(d, i, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func remove(v *visit.Visit) error {
	err := change(v, func(d draft) (form.Form, error) {
		if _, ok := d.Draft.Item(v.Path("item")); !ok {
			return d.Draft, db.ErrNotFound
		}
		f, err := d.Draft.Remove(v.Path("item"))
		if refusal, ok := errors.AsType[form.Refusal](err); ok {
			var bad db.Invalid
			bad.Add("remove", refusal.Words)
			err = &bad
		}
		return f, err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return removeForm(v, bad) })
	}
	return v.Done(hrefOf(v.Path("form"), ""), "Removed.")
}
