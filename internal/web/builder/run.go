package builder

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/drafts"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// run is a form that its maker tries: it is asked as a person is asked, and
// nothing of it is an answer of anybody. What was said so far is among the drafts
// of whoever tries it, and begins anew when the form has changed.
type run struct {
	draft
	Filling  *form.Filling
	Language string
}

func runKey(formID string) string { return "form-run-" + formID }

func runOf(r db.Reader, v *visit.Visit, d draft) (run, error) {
	t := run{draft: d, Language: language(v, d.Draft)}
	kept, err := drafts.Load(r, v.Actor.AccountID, runKey(d.ID))
	if err != nil && !visit.IsGone(err) {
		return t, err
	}
	var answers form.Answers
	if kept.Fields.Get("version") == strconv.Itoa(d.Version) {
		if err := json.Unmarshal([]byte(kept.Fields.Get("answers")), &answers); err != nil {
			return t, err
		}
	}
	t.Filling = form.Fill(d.Draft, answers, dates.Of(v.House.DB.Now()))
	return t, nil
}

// at is the address of a step.
func (t run) at(path string) string {
	return t.Href("/try?at=" + url.QueryEscape(path) + "&language=" + url.QueryEscape(t.Language))
}

// end is where it ends.
func (t run) end() string { return t.Href("/try/end?language=" + url.QueryEscape(t.Language)) }

// showRun shows a page of a run; a form with problems is put right first.
func showRun(v *visit.Visit, view func(t run) (visit.View, error)) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		if len(d.Draft.Check()) > 0 {
			return visit.View{Page: d.page(v, "Try it"), Body: notYet(d)}, nil
		}
		t, err := runOf(r, v, d)
		if err != nil {
			return visit.View{}, err
		}
		return view(t)
	})
}

func showTry(v *visit.Visit) error { return ask(v, nil) }

// ask shows a step: the first, or with ?at=phone another one.
func ask(v *visit.Visit, bad *db.Invalid) error {
	return showRun(v, func(t run) (visit.View, error) {
		step, ok := t.Filling.Step(v.Fields.Get("at"))
		if !ok {
			if step, ok = t.Filling.After(""); !ok {
				return visit.View{}, db.ErrNotFound
			}
		}
		if bad == nil {
			questions.Put(v.Fields, answerTo(step), step.Item, t.Filling.Answer(step))
		}
		item := questions.Item{Item: step.Item, More: step.More, Form: t.Draft, Language: t.Language, Name: answerTo(step), Fields: v.Fields, Alone: true, Caption: t.caption(step)}
		page := t.page(v, "Try it: "+item.Asks())
		if before, any := t.Filling.Before(step.Path); any {
			page.Back = &ui.Link{Text: "Back", Href: t.at(before.Path)}
		}
		view := visit.View{Page: page, Body: askPage(t, step, item, visit.NewToken(), visit.Faults(bad))}
		if bad != nil {
			view.Page.Error, view.Status = true, http.StatusUnprocessableEntity
		}
		return view, nil
	})
}

func answerTo(step form.Step) string { return "answer-" + step.Path }

// caption says where in the form a step stands.
func (t run) caption(step form.Step) string {
	var words []string
	for _, g := range step.Groups {
		if label := t.Draft.In(g.Label, t.Language); label != "" {
			words = append(words, label)
		}
	}
	if step.Row >= 0 && len(words) > 0 {
		words[len(words)-1] += fmt.Sprintf(" %d", step.Row+1)
	}
	if step.Item.Kind != form.Statement {
		n, of := t.Filling.Place(step.Path)
		words = append(words, fmt.Sprintf("Question %d of %d", n, of))
	}
	return strings.Join(words, " · ")
}

// take takes the answer to a step and goes on.
func take(v *visit.Visit) error {
	t, err := lookRun(v)
	if err != nil {
		return err
	}
	step, ok := t.Filling.Step(v.Fields.Get("at"))
	if !ok {
		return v.Go(t.Href("/try")) // the form has changed meanwhile
	}
	given := questions.Given(v.Fields, answerTo(step), step.Item)
	if step.Item.Kind == form.Photo && !given.Declined && v.Fields.Is("photo", form.Yes) {
		given = form.Given{Values: []string{"photograph"}}
	}
	next, err := t.Filling.Take(step.Path, given)
	if err != nil {
		bad := new(db.Invalid)
		bad.Add(answerTo(step), err.Error())
		return ask(v, bad)
	}
	if err := t.keep(v, next); err != nil {
		return err
	}
	if after, more := next.Next(step.Path); more {
		return v.Go(t.at(after.Path))
	}
	return v.Go(t.end())
}

func lookRun(v *visit.Visit) (t run, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		d, err := of(r, v)
		if err != nil {
			return err
		}
		t, err = runOf(r, v, d)
		return err
	})
	return t, err
}

func (t run) keep(v *visit.Visit, g *form.Filling) error {
	answers, err := json.Marshal(g.Answers)
	if err != nil {
		return err
	}
	fields := url.Values{"version": {strconv.Itoa(t.Version)}, "answers": {string(answers)}}
	return v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return drafts.Save(tx, v.Actor.AccountID, runKey(t.ID), fields)
	})
}

// again begins anew.
func again(v *visit.Visit) error {
	d, err := look(v)
	if err != nil {
		return err
	}
	if err := v.DropDraft(runKey(d.ID)); err != nil {
		return err
	}
	return v.Go(d.Href("/try?language=" + url.QueryEscape(language(v, d.Draft))))
}

// ended is what a run comes to.
type ended struct {
	run
	Stored  []stored
	Faults  []form.Fault
	Empty   []form.Step // asked and left empty, which is allowed
	Skipped []string
}

// stored is an answer as it would be kept.
type stored struct{ Name, Asks, Value string }

// end shows what would be stored, what is missing and what was not asked.
func end(v *visit.Visit) error {
	return showRun(v, func(t run) (visit.View, error) {
		answers, faults := t.Filling.Finish()
		e := ended{run: t, Stored: t.stored(t.Draft.Items, answers, ""), Faults: faults, Empty: t.empty(), Skipped: t.Filling.Skipped()}
		page := t.page(v, "Try it: the end")
		if steps := t.Filling.Steps(); len(steps) > 0 {
			page.Back = &ui.Link{Text: "Back", Href: t.at(steps[len(steps)-1].Path)}
		}
		return visit.View{Page: page, Body: endPage(e, visit.NewToken())}, nil
	})
}

// empty are the questions that were asked and may stay without an answer.
func (t run) empty() (all []form.Step) {
	for _, s := range t.Filling.Steps() {
		if s.Item.Kind.Asks() && !s.More && !s.Item.Required && !t.Filling.Answer(s).Given() {
			all = append(all, s)
		}
	}
	return all
}

// stored are the answers in the order of the form; those of a row of a group that
// repeats have its number before their names.
func (t run) stored(items []form.Item, answers form.Answers, before string) (all []stored) {
	for _, i := range items {
		a := answers[i.Name]
		for n, row := range a.Rows {
			all = append(all, t.stored(i.Items, row, fmt.Sprintf("%s%s %d: ", before, i.Name, n+1))...)
		}
		switch i.Kind {
		case form.Repeat:
		case form.Group:
			all = append(all, t.stored(i.Items, answers, before)...)
		default:
			if a.Given() {
				all = append(all, stored{before + i.Name, t.says(i), t.valueOf(i, a)})
			}
		}
	}
	return all
}

// valueOf is an answer as it is stored: the codes of choices, after their words.
func (t run) valueOf(i form.Item, a form.Answer) string {
	choice := func(code string) string {
		if c, ok := i.Choice(code); ok {
			return t.Draft.In(c.Label, t.Language) + " (" + code + ")"
		}
		return code
	}
	switch {
	case a.Missing != "":
		return a.Missing.Words()
	case a.None:
		return "None"
	case len(a.Codes) > 0:
		var all []string
		for _, code := range a.Codes {
			all = append(all, choice(code))
		}
		return strings.Join(all, ", ")
	}
	return choice(a.Text)
}

// asks is what a question asks, by its name.
func (t run) asks(name string) string {
	i, _ := t.Draft.Item(name)
	return t.says(i)
}

// labelOf is what a step asks, by its path.
func (t run) labelOf(path string) string {
	if step, ok := t.Filling.Step(path); ok {
		return t.Filling.Label(step, t.Language)
	}
	return path
}
