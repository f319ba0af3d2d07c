package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	forms "linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// response is one set of answers to an instrument.
type response struct {
	about.Subject
	measures.Response
	Offer   measures.Offer
	Earlier measures.Response // that these correct, where they do
}

func (r response) at(below string) string {
	return r.Href("/wellbeing/answers/" + r.Response.ID + below)
}

// answers are all questions with what was said, in the words in which they were
// asked; their names, where the wording is not here.
func (r response) answers() (rows []ui.SummaryRow) {
	f, err := r.Offer.Form()
	if err != nil {
		for _, q := range r.Offer.Questions {
			_, words := r.Offer.Said(q.Name, r.Answers)
			rows = append(rows, ui.SummaryRow{Key: questions.OrElse(q.Short, q.Name), Value: questions.OrElse(words, questions.OrElse(r.Answers[q.Name].Missing.Words(), "Not answered"))})
		}
		return rows
	}
	for _, said := range questions.Said(forms.Fill(f, r.Answers, r.Day), f.Main()) {
		rows = append(rows, ui.SummaryRow{Key: said.Asked, Value: said.Answer})
	}
	return rows
}

func readResponse(r *db.Snapshot, v *visit.Visit, s about.Subject) (x response, err error) {
	x.Subject = s
	if x.Response, err = measures.Get(r, s.ID, v.Path("answers")); err != nil {
		return x, err
	}
	if x.CorrectsID != "" {
		if x.Earlier, err = measures.Get(r, s.ID, x.CorrectsID); err != nil {
			return x, err
		}
	}
	return x, x.readOffer(r)
}

// readOffer reads the instrument with its wording; its name alone, where Linkwork
// does not bring it any more.
func (x *response) readOffer(r *db.Snapshot) (err error) {
	x.Offer, err = measures.GetOffer(r, x.Instrument)
	if visit.IsGone(err) {
		x.Offer, err = measures.Offer{Pack: x.Pack()}, nil
	}
	return err
}

func showResponse(v *visit.Visit) error { return responseForm(v, nil) }

func responseForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Answers", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		x, err := readResponse(r, v, s)
		return responsePage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), err
	})
}

func answersAt(v *visit.Visit) string { return href(v, "/wellbeing/answers/"+v.Path("answers")) }

func noteRead(v *visit.Visit) error {
	if err := measures.NoteRead(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("answers")); err != nil {
		return err
	}
	return v.Done(answersAt(v), "Noted that you have read them.")
}

func noteDone(v *visit.Visit) error {
	if err := measures.NoteDone(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("answers"), v.Fields.Get("did")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return responseForm(v, bad) })
	}
	return v.Done(answersAt(v), "Noted. It stays with these answers.")
}

func showOut(v *visit.Visit) error { return outForm(v, nil) }

func outForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Take answers out", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		x, err := readResponse(r, v, s)
		if err == nil && !x.Out.Stands() {
			err = db.ErrNotFound
		}
		return outPage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), err
	})
}

func takeOut(v *visit.Visit) error {
	err := measures.TakeOut(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("answers"), asking.OutHow(v.Fields.Get("how")), v.Fields.Get("why"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return outForm(v, bad) })
	}
	return v.Done(href(v, "/wellbeing"), "The answers count nowhere any more. They stay under “Answers that do not count”.")
}

func showCorrectAnswers(v *visit.Visit) error { return correctAnswersForm(v, nil) }

func correctAnswersForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Correct the answers", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		x, err := readResponse(r, v, s)
		if err != nil {
			return nil, err
		}
		f, err := x.Offer.Form()
		if err != nil || !x.Out.Stands() {
			return nil, db.ErrNotFound
		}
		a := staffAsks{s, x.Offer, f}
		if bad == nil {
			for i := range f.All() {
				questions.Put(v.Fields, a.fieldOf(i), i, x.Answers[i.Name])
			}
			v.Fields.SetDate("day", x.Day)
			v.Fields.Set("who", string(x.Who))
		}
		return correctAnswersPage(v.Fields, x, a, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func correctAnswers(v *visit.Visit) error {
	var earlier response
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err == nil {
			earlier, err = readResponse(r, v, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	asked, again, err := askedOn(v, earlier.Offer, func(bad *db.Invalid) error { return correctAnswersForm(v, bad) })
	if err != nil {
		return err
	}
	worries, err := measures.Correct(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("answers"), asked, v.Fields.Get("why"))
	if err != nil {
		return v.Again(err, again)
	}
	return answersKept(v, "Corrected. The earlier answers stay under “Answers that do not count”.", worries)
}

func outHowItems() (items []ui.Choice) {
	for _, h := range asking.Outs {
		items = append(items, ui.Choice{Value: string(h), Text: h.Words()})
	}
	return items
}

// worryLines say what must be looked at in answers, and how far that is.
func worryLines(r measures.Response, p instruments.Pack) (lines []string) {
	for _, words := range r.WorryWords(p) {
		lines = append(lines, words+". "+doneWords(r)+".")
	}
	return lines
}

// doneWords are who noted last what was done, or else who has read the answers.
func doneWords(r measures.Response) string {
	if done := r.Done(); len(done) > 0 {
		return "What was done is noted by " + done[len(done)-1].Who()
	}
	return r.ReadWords()
}

func possibleAgain(v *visit.Visit) error {
	if err := measures.PossibleAfterAll(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("miss")); err != nil {
		return err
	}
	return v.Done(href(v, "/wellbeing"), "Taken back. It can be asked again while its time lasts.")
}
