package wellbeing

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// ask shows one question: the first without an answer, or with ?n=2 an earlier
// one, with the answer given.
func ask(v *visit.Visit, c caller) error {
	switch {
	case !c.Known:
		return v.Go(c.Href)
	case c.done():
		return v.Go(c.Href + "/end")
	}
	at := c.open()
	if n, err := strconv.Atoi(v.Fields.Get("n")); err == nil && n >= 1 && n <= at+1 {
		at = n - 1
	}
	step := c.Filling.Steps()[at]
	questions.Put(v.Fields, field(at), step.Item, c.Filling.Answer(step))
	return question(v, c, at, nil)
}

// open is the place of the first question without an answer.
func (c caller) open() int {
	first, _ := c.Filling.Open()
	for i, step := range c.Filling.Steps() {
		if step.Path == first.Path {
			return i
		}
	}
	return 0
}

func question(v *visit.Visit, c caller, at int, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	item := questions.Item{Item: c.Filling.Steps()[at].Item, Form: c.Filling.Form, Name: field(at), Fields: v.Fields, Alone: true, Caption: c.caption(at)}
	page := shell.Page{Title: item.Caption + ": " + c.Filling.Label(c.Filling.Steps()[at], item.Form.Main()), Back: back(c.Href)}
	if at > 0 {
		page.Back = back(c.Href + "/question?n=" + strconv.Itoa(at))
	}
	return c.page(v, page, status, questionPage(c, at, item, visit.NewToken(), visit.Faults(bad)))
}

// save keeps one answer and goes on. Sending it twice leaves the same answer.
func save(v *visit.Visit, c caller) error {
	at := v.Fields.Number("n") - 1
	switch {
	case !c.Known:
		return v.Go(c.Href)
	case c.done():
		return v.Go(c.Href + "/end")
	case at < 0 || at >= len(c.Filling.Steps()):
		return db.ErrNotFound
	}
	step := c.Filling.Steps()[at]
	finished, err := measures.AnswerOne(v.Context(), v.House.DB, c.Link.ID, step.Path, given(v, at, step.Item))
	switch {
	case errors.Is(err, measures.ErrAnswered), err == nil && finished:
		return v.Go(c.Href + "/end")
	case err != nil && !errors.Is(err, links.ErrEnded):
		return v.Again(err, func(bad *db.Invalid) error {
			for i := range bad.Fields {
				bad.Fields[i].Field = field(at)
			}
			return question(v, c, at, bad)
		})
	case err != nil:
		return err
	}
	return v.Go(c.Href + "/question")
}

func given(v *visit.Visit, at int, i form.Item) form.Given {
	return questions.Given(v.Fields, field(at), i)
}

// field names the answer to one question. Each has a name of its own, so that
// a browser that goes back does not tick the answer to another question.
func field(at int) string { return "answer-" + strconv.Itoa(at+1) }

func (c caller) caption(at int) string {
	return fmt.Sprintf("Question %d of %d", at+1, len(c.Filling.Steps()))
}
