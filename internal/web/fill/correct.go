package fill

import (
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showCorrect(v *visit.Visit) error { return correctPage(v, nil, nil, false) }

// correctPage is the page on which a form is filled in together, with the answers
// that are to be corrected.
func correctPage(v *visit.Visit, filling *form.Filling, bad *db.Invalid, more bool) error {
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		t := together{Filling: filling, More: more, Corrects: v.Path("asking")}
		var err error
		if t.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
			return visit.View{}, err
		}
		a, err := forms.GetAnswered(r, t.ID, t.Corrects)
		if err == nil && !a.Out.Stands() {
			err = db.ErrNotFound
		}
		if err != nil {
			return visit.View{}, err
		}
		t.Edition, t.Language = a.Edition, a.Edition.Form.Main()
		if t.Filling == nil {
			t.Filling = a.Filling(a.Day())
			put(v, t.Filling)
		}
		page := shell.Page{Title: "Correct the answers", Back: &ui.Link{Text: "Back to the answers", Href: t.Href("/forms/answers/" + a.ID)}}
		t.Furnish(&page, "")
		return v.FormView(page, togetherBody(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// put fills in what was answered.
func put(v *visit.Visit, filling *form.Filling) {
	for _, s := range filling.Steps() {
		if s.More {
			v.Fields.SetNumber("rows-"+s.Path, len(filling.Answers[s.Path].Rows))
		}
		questions.Put(v.Fields, field(s.Path), s.Item, filling.Answer(s))
	}
}

func correct(v *visit.Visit) error {
	var a forms.Asked
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err == nil {
			a, err = forms.GetAnswered(r, s.ID, v.Path("asking"))
		}
		return err
	})
	if err != nil {
		return err
	}
	filling, bad, more := fillIn(v, a.Edition.Form, a.Filling(a.Day()))
	if more || len(bad.Fields) > 0 {
		if len(bad.Fields) == 0 {
			bad = nil
		}
		return correctPage(v, filling, bad, more)
	}
	if err := forms.Correct(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), a.ID, filling, v.Fields.Get("why")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return correctPage(v, filling, atFields(bad), false) })
	}
	return v.Done(href(v, "/forms"), "Corrected. The earlier answers stay under “Answers that do not count”.")
}
