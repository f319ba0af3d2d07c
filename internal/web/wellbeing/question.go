package wellbeing

import (
	"errors"
	"net/http"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// ratherNot is "I would rather not say" as the form sends it.
const ratherNot = "rather-not"

// ask shows one question: the first without an answer, or with ?n=2 an earlier
// one, with the answer given.
func ask(v *visit.Visit, c caller) error {
	switch {
	case !c.Known:
		return v.Go(c.Href)
	case c.done():
		return v.Go(c.Href + "/end")
	}
	at := c.Request.Answers.NextQuestion()
	if n, err := strconv.Atoi(v.Fields.Get("n")); err == nil && n >= 1 && n <= at+1 && n <= len(measures.ONS4) {
		at = n - 1
	}
	return question(v, c, at, answerText(c.Request.Answers, measures.ONS4[at].Key), nil)
}

func question(v *visit.Visit, c caller, at int, value string, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	page := shell.Page{Title: caption(at) + ": " + measures.ONS4[at].Words, Back: back(c.Href)}
	if at > 0 {
		page.Back = back(c.Href + "/question?n=" + strconv.Itoa(at))
	}
	return c.page(v, page, status, questionPage(c, at, value, visit.NewToken(), visit.Faults(bad)))
}

// save keeps one answer and goes on. Sending it twice leaves the same answer.
func save(v *visit.Visit, c caller) error {
	at := v.Fields.Number("n") - 1
	switch {
	case !c.Known:
		return v.Go(c.Href)
	case c.done():
		return v.Go(c.Href + "/end")
	case at < 0 || at >= len(measures.ONS4):
		return db.ErrNotFound
	}
	finished, err := measures.AnswerOne(v.Context(), v.House.DB, c.Link.ID, measures.ONS4[at].Key, answerNumber(v.Fields.Get(field(at))))
	switch {
	case errors.Is(err, measures.ErrAnswered), err == nil && finished:
		return v.Go(c.Href + "/end")
	case err != nil && !errors.Is(err, links.ErrEnded):
		return v.Again(err, func(bad *db.Invalid) error {
			for i := range bad.Fields {
				bad.Fields[i].Field = field(at)
			}
			return question(v, c, at, v.Fields.Get(field(at)), bad)
		})
	case err != nil:
		return err
	}
	return v.Go(c.Href + "/question")
}

// field names the answer to one question. Each has a name of its own, so that
// a browser that goes back does not tick the answer to another question.
func field(at int) string { return "answer-" + strconv.Itoa(at+1) }

// notAnAnswer is a number that no question accepts.
const notAnAnswer = -2

func answerNumber(text string) int {
	if text == ratherNot {
		return measures.RatherNot
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return notAnAnswer
	}
	return n
}

func answerText(answers measures.Answers, key string) string {
	n, ok := answers[key]
	switch {
	case !ok:
		return ""
	case n == measures.RatherNot:
		return ratherNot
	}
	return strconv.Itoa(n)
}

func caption(at int) string {
	return "Question " + strconv.Itoa(at+1) + " of " + strconv.Itoa(len(measures.ONS4))
}
