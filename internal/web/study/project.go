package study

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/photos"
	"linkwork/internal/teams"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showProjects(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := studies.Pages(r)
		if err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		return visit.View{Page: shell.Page{Title: "Research", Public: visit.ForOrganisations(area)}, Body: projectsPage(all)}, err
	})
}

// project is what everybody may read of a study.
type project struct {
	studies.Page
	Responsible studies.Responsible
	Gallery     bool // photographs hang in the public gallery
	Outputs     []outputs.Output
}

func showProject(v *visit.Visit) error { return projectPage(v, false, nil) }

func projectPage(v *visit.Visit, sent bool, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var p project
		var err error
		if p.Page, err = studies.ThePage(r, v.Path("study")); err != nil {
			return visit.View{}, err
		}
		if p.Responsible, err = studies.WhoAnswers(r, p.Study.ID); err != nil {
			return visit.View{}, err
		}
		p.Responsible.Published = false // this is the page to which it would lead
		hung, err := photos.Gallery(r, p.Study.ID)
		if err != nil {
			return visit.View{}, err
		}
		p.Gallery = len(hung) > 0
		if p.Outputs, err = outputs.Public(r, p.Study.ID); err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		page := shell.Page{Title: p.Study.Title, Public: visit.ForOrganisations(area), Back: &ui.Link{Text: "All research", Href: "/research"}}
		return v.FormView(page, projectBody(v.Fields, p, sent, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func enquire(v *visit.Visit) error {
	f := v.Fields
	e := studies.Enquiry{StudyID: v.Path("study"), Name: f.Get("name"), ReplyTo: f.Get("reply_to"), Words: f.Get("words")}
	if err := studies.Enquire(v.Context(), v.House.DB, v.Once(), e); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return projectPage(v, false, bad) })
	}
	v.Fields = visit.Fields{}
	return projectPage(v, true, nil)
}

func showEnquiries(v *visit.Visit) error { return enquiriesPage(v, "", nil) }

func enquiriesPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := s.Enquiries(r)
		page := instudy.Page(s, "Questions", "", instudy.Back(s.Study, "Back to the study", ""))
		return v.FormView(page, enquiriesBody(v.Fields, s, all, failed, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Lead)
}

func answerEnquiry(v *visit.Visit) error {
	if err := studies.Answer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("enquiry"), v.Fields.Get("answer")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return enquiriesPage(v, v.Path("enquiry"), bad) })
	}
	return instudy.Done(v, "/enquiries", "Noted as answered.")
}
