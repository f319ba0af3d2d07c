package asked

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// ask shows one step: the first without an answer, or with ?n=2 another one, with
// the answer given. Its name stands in no address: that a question is asked can
// tell what was answered before.
func ask(v *visit.Visit, c caller) error {
	step, asked := c.Filling.At(v.Fields.Number("n"))
	if asked && !c.isForm() && !c.Filling.Answer(step).Given() {
		asked = false // an instrument is asked in its order
	}
	if !asked {
		if step, asked = c.open(); !asked {
			return v.Go(c.Href + "/answers")
		}
	}
	questions.Put(v.Fields, field(step), step.Item, c.Filling.Answer(step))
	return question(v, c, step, nil)
}

// open is the first step without an answer; before the first answer, the first
// step, which may be words to read.
func (c caller) open() (form.Step, bool) {
	if len(c.Asking.Answers) == 0 {
		return c.Filling.After("")
	}
	return c.Filling.Open()
}

func question(v *visit.Visit, c caller, step form.Step, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	item := questions.Item{Item: step.Item, More: step.More, Form: c.Filling.Form, Language: c.language(), Name: field(step), Fields: v.Fields, Alone: true, Caption: c.caption(step)}
	page := shell.Page{Title: strings.TrimPrefix(item.Caption+": "+item.Asks(), ": "), Back: back(c.Href)}
	if before, any := c.Filling.Before(step.Path); any {
		page.Back = back(c.at(before.Path))
	}
	return c.page(v, page, status, questionPage(c, step, item, visit.NewToken(), visit.Faults(bad)))
}

// at is the address of a step.
func (c caller) at(path string) string { return c.numbered(c.Filling.Number(path)) }

func (c caller) numbered(n int) string { return c.Href + "/question?n=" + strconv.Itoa(n) }

// save keeps one answer and goes on. Sending it twice leaves the same answer.
func save(v *visit.Visit, c caller) error {
	step, asked := c.Filling.Step(v.Fields.Get("at"))
	if !asked {
		return db.ErrNotFound
	}
	next, err := c.take(v, step)
	return c.saved(v, step, next, err)
}

// saved goes on once an answer is kept, or asks again.
func (c caller) saved(v *visit.Visit, step form.Step, next string, err error) error {
	switch {
	case errors.Is(err, asking.ErrFinished):
		return v.Go(c.Href + "/end")
	case err != nil && !errors.Is(err, links.ErrEnded):
		return v.Again(err, func(bad *db.Invalid) error {
			for i := range bad.Fields {
				bad.Fields[i].Field = field(step)
			}
			return question(v, c, step, bad)
		})
	case err != nil:
		return err
	}
	return v.Go(next)
}

// take keeps an answer and says where it goes on.
func (c caller) take(v *visit.Visit, step form.Step) (href string, err error) {
	given := questions.Given(v.Fields, field(step), step.Item)
	if !c.isForm() {
		finished, err := measures.AnswerOne(v.Context(), v.House.DB, c.Link.ID, step.Path, given)
		if finished {
			return c.Href + "/end", err
		}
		return c.Href + "/question", err
	}
	next, err := forms.Take(v.Context(), v.House.DB, c.Link.ID, step.Path, given)
	return c.after(v, next), err
}

// after is where a form goes on: with a step, or with all answers at the end and
// for whoever changes one of them.
func (c caller) after(v *visit.Visit, next int) string {
	if next == 0 || v.Fields.Is("then", "answers") {
		return c.Href + "/answers"
	}
	return c.numbered(next)
}

// field names the answer to one step. Each has a name of its own, so that a
// browser that goes back does not tick the answer to another question.
func field(step form.Step) string { return "answer-" + step.Path }

// caption says where in the form a step stands.
func (c caller) caption(step form.Step) string {
	var words []string
	for _, g := range step.Groups {
		if label := c.in(g.Label); label != "" {
			words = append(words, label)
		}
	}
	if step.Row >= 0 && len(words) > 0 {
		words[len(words)-1] += fmt.Sprintf(" %d", step.Row+1)
	}
	if step.Item.Kind != form.Statement {
		n, of := c.Filling.Place(step.Path)
		words = append(words, fmt.Sprintf("Question %d of %d", n, of))
	}
	return strings.Join(words, " · ")
}
