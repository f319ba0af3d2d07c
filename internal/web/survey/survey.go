package survey

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showAll(v *visit.Visit) error { return allPage(v, nil) }

func allPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := questionnaires.List(r, s)
		return v.FormView(instudy.Page(s, "Questionnaires", "Questionnaires", nil), allBody(v.Fields, s, all, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func begin(v *visit.Visit) error {
	id, err := questionnaires.Begin(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Get("title"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return allPage(v, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+id, "Begun. Make its form next.")
}

// page is one questionnaire with what is known of it.
type page struct {
	studies.Seat
	questionnaires.Questionnaire
	Entry     forms.Entry // for those who make the form
	Form      form.Form   // that is asked; empty in draft
	Doors     []questionnaires.Door
	List      questionnaires.Invited
	Quotas    []questionnaires.Quota
	Responses []questionnaires.Response
	AllWaves  []fieldwork.Wave // of the study, for those who lead
	Waves     []duePage        // in which participants are asked, for those who meet them
	Address   string           // of a link that was made just now
	Failed    string
	Today     dates.Date
}

func (p page) href(below string) string {
	return instudy.Href(p.Study, "/questionnaires/"+p.Questionnaire.ID+below)
}

func show(v *visit.Visit) error { return one(v, "", "", nil) }

func one(v *visit.Visit, address, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		p.Address, p.Failed = address, failed
		if failed != "settings" {
			fill(v.Fields, p.Questionnaire)
		}
		frame := instudy.Page(s, p.Title, "", instudy.Back(s.Study, "Back to questionnaires", "/questionnaires"))
		return v.FormView(frame, oneBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Follow)
}

func read(r *db.Snapshot, s studies.Seat, id string) (p page, err error) {
	p.Seat, p.Today = s, dates.Of(r.Now())
	if p.Questionnaire, err = questionnaires.Get(r, s, id); err != nil {
		return p, err
	}
	if p.Edition > 0 {
		if p.Form, err = p.Questionnaire.Form(r); err != nil {
			return p, err
		}
	}
	if p.Doors, err = questionnaires.Doors(r, id); err != nil {
		return p, err
	}
	if p.List, err = questionnaires.HowMany(r, id); err != nil {
		return p, err
	}
	if s.Has(studies.Meet) {
		if err := p.readDue(r); err != nil {
			return p, err
		}
	}
	if s.Has(studies.Lead) {
		if p.AllWaves, err = fieldwork.Waves(r, s); err != nil {
			return p, err
		}
		if p.Entry, err = forms.Get(r, s.By, p.FormID); err != nil {
			return p, err
		}
	}
	if !s.Has(studies.Read) {
		return p, nil
	}
	if p.Responses, err = questionnaires.Responses(r, s, p.Questionnaire); err != nil {
		return p, err
	}
	p.Quotas, err = questionnaires.Filled(r, s, p.Questionnaire, p.Responses)
	return p, err
}

// readDue reads where participants stand, wave by wave.
func (p *page) readDue(r *db.Snapshot) error {
	if !p.Numbered() || p.State == questionnaires.Draft {
		return nil
	}
	all, err := readDue(r, p.Seat, p.Questionnaire.ID, "")
	for _, w := range all.Waves {
		p.Waves = append(p.Waves, all.in(w))
	}
	return err
}

func fill(f visit.Fields, q questionnaires.Questionnaire) {
	f.SetDate("opens", q.OpensOn)
	f.SetDate("closes", q.ClosesOn)
	f.SetNumber("grace", q.Grace)
	f.Set("eligible", q.Eligible)
	f.Set("audience", string(q.Audience))
	f.Set("who", string(q.Who))
	f.Values["waves"] = q.Waves
	f.Set("opt_in_as", string(q.OptInAs))
	if q.OptIn {
		f.Set("opt_in", "yes")
	}
	f.Values["traits"] = q.Traits
}

// done leads back to the questionnaire, or shows it with the form that came back.
func done(v *visit.Visit, err error, form, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return one(v, "", form, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire"), words)
}

func set(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := questionnaires.Settings{Audience: questionnaires.Audience(f.Get("audience")), Who: studies.Kind(f.Get("who")), Waves: f.All("waves"), OpensOn: f.Date("opens", bad), ClosesOn: f.Date("closes", bad), Grace: f.Number("grace"), Eligible: f.Get("eligible"), OptIn: f.Is("opt_in", "yes"), OptInAs: studies.Kind(f.Get("opt_in_as")),
		Traits: slices.DeleteFunc(slices.Clone(f.All("traits")), func(name string) bool { return name == "" })}
	err := bad.Err()
	if err == nil {
		err = questionnaires.Set(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), f.Version(), x)
	}
	return done(v, err, "settings", "Saved.")
}

func toTest(v *visit.Visit) error {
	err := questionnaires.ToTest(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Version())
	return done(v, err, "state", "It can be tested by its links. What is answered in the test is thrown away when it opens.")
}

func toOpen(v *visit.Visit) error {
	err := questionnaires.ToOpen(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Version())
	return done(v, err, "state", "It is open. What is asked is locked.")
}

func showClose(v *visit.Visit) error { return closeForm(v, nil) }

func closeForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetNumber("grace", max(p.Grace, 3))
		}
		frame := instudy.Page(s, "Close now", "", &backTo(p)[0])
		return v.FormView(frame, closeBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Lead)
}

func toClose(v *visit.Visit) error {
	err := questionnaires.ToClose(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Version(), v.Fields.Number("grace"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return closeForm(v, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire"), "It is closed.")
}

func correct(v *visit.Visit) error {
	err := questionnaires.Correct(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Version(), v.Fields.Get("note"))
	return done(v, err, "correct", "The corrected words are asked from now on.")
}

func setQuota(v *visit.Visit) error {
	f := v.Fields
	question, choice := cut(f.Get("kind"))
	x := questionnaires.Quota{Question: question, Choice: choice, Most: f.Number("most")}
	return done(v, questionnaires.SetQuota(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), f.Version(), x), "quota", "Saved.")
}

func makeDoor(v *visit.Visit) error {
	token, err := questionnaires.MakeDoor(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Get("place"))
	if err != nil || token == "" {
		return done(v, err, "door", "The link was shown once. Make another if you need it.")
	}
	return one(v, v.House.BaseURL+questionnaires.Path+"/"+token, "", nil)
}

func endDoor(v *visit.Visit) error {
	err := questionnaires.EndDoor(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Get("door"))
	return done(v, err, "door", "The link has ended. Whoever has begun by it can finish.")
}

func addList(v *visit.Visit) error {
	n, err := questionnaires.AddList(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Get("list"))
	return done(v, err, "list", dates.Count(n, "address is", "addresses are")+" new on the list.")
}

func invite(v *visit.Visit) error {
	err := questionnaires.Invite(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.House.BaseURL)
	return done(v, err, "list", "The invitations go out. You can leave this page.")
}
