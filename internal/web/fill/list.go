package fill

import (
	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/pictures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// list is the forms of a person.
type list struct {
	about.Subject
	Answered, Waiting []forms.Asked
	Out               []forms.Asked // that do not count any more
	InUse             []forms.Edition
}

func show(v *visit.Visit) error { return listPage(v, nil) }

func listPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		l, err := readList(r, v)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: l.FullName() + ": Forms", Wide: true}
		l.Furnish(&page, "Forms")
		return v.FormView(page, listBody(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readList(r *db.Snapshot, v *visit.Visit) (l list, err error) {
	if l.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return l, err
	}
	if l.Answered, err = forms.Answered(r, l.ID); err != nil {
		return l, err
	}
	if l.Out, err = forms.TakenOut(r, l.ID); err != nil {
		return l, err
	}
	if l.Waiting, err = forms.Waiting(r, l.ID); err != nil {
		return l, err
	}
	l.InUse, err = forms.InUse(r)
	return l, err
}

func href(v *visit.Visit, below string) string { return "/people/" + v.Path("person") + below }

func showLink(v *visit.Visit) error { return linkPage(v, nil) }

// linkPage shows what would go to the person before it goes.
func linkPage(v *visit.Visit, bad *db.Invalid) error {
	err := v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		e, err := forms.Current(r, v.Fields.Get("form"))
		if err != nil {
			return visit.View{}, err
		}
		plan, err := forms.PlanToAsk(r, v.Actor, s.ID, e.FormID, v.Ways())
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Send a link", Back: &ui.Link{Text: "Back to forms", Href: s.Href("/forms")}}
		s.Furnish(&page, "")
		return v.FormView(page, questions.Send(questions.Sending{Plan: plan, Fields: v.Fields, Name: s.CalledName(), What: titleOf(e), Action: s.Href("/forms/link"), Code: s.Href("/code"),
			Token: visit.NewToken(), Errors: visit.Faults(bad), Kind: asking.Form, AboutID: e.FormID}), bad), nil
	})
	return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) }) // there is no way
}

func sendLink(v *visit.Visit) error {
	err := v.ChoseWay()
	if err == nil {
		_, err = forms.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("form"), v.Ways())
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return linkPage(v, bad) })
	}
	return v.Done(href(v, "/forms"), "The link is on its way.")
}

// endAsking ends the links of something that a person was asked.
func endAsking(v *visit.Visit) error {
	if err := asking.TakeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("asking")); err != nil {
		return err
	}
	back := "/forms"
	if v.Fields.Is("back", "wellbeing") {
		back = "/wellbeing"
	}
	return v.Done(href(v, back), "The link does not open any more, and nobody is reminded.")
}

func showAnswers(v *visit.Visit) error { return answersOf(v, nil) }

func answersOf(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		a, err := forms.GetAnswered(r, s.ID, v.Path("asking"))
		if err != nil {
			return visit.View{}, err
		}
		title := a.Edition.Form.In(a.Edition.Form.Title, a.Edition.Form.Main())
		page := shell.Page{Title: title, Back: &ui.Link{Text: "Back to forms", Href: s.Href("/forms")}}
		s.Furnish(&page, "")
		return v.FormView(page, answersPage(s, a, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// showPicture shows a photograph that answered a question.
func showPicture(v *visit.Visit) error {
	return v.SendPicture(func(r *db.Snapshot) (p pictures.Kept, err error) {
		if err := access.SeePerson(r, v.Actor, v.Path("person")); err != nil {
			return p, err
		}
		return forms.Picture(r, v.Path("person"), v.Path("asking"), v.Path("picture"))
	})
}

// addPicture adds a photograph to answers that staff wrote down.
func addPicture(v *visit.Visit) error {
	if err := v.WithFiles(); err != nil {
		return err
	}
	path := v.Fields.Get("at")
	at := href(v, "/forms/answers/"+v.Path("asking"))
	picture, err := v.Photograph("photo-"+path, "photo-"+path)
	if err == nil && picture == nil {
		err = db.Fault("photo-"+path, "Choose a photograph")
	}
	if err == nil {
		err = forms.AddPicture(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("asking"), path, *picture)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return answersOf(v, bad) })
	}
	return v.Done(at, "The photograph is added.")
}
