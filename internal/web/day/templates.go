package day

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// templates are the words that contacts can start from.
type templates struct {
	Team, Own []casework.Template
	Manages   bool // the reader may change the team's
	Works     bool // the reader keeps their own
}

func showTemplates(v *visit.Visit) error { return templatesForm(v, nil) }

func templatesForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := casework.Templates(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		t := templates{Manages: v.Actor.Manages(v.Actor.TeamID()), Works: v.Actor.Is(access.LinkWorker)}
		for _, one := range all {
			if one.OfTeam() {
				t.Team = append(t.Team, one)
			} else {
				t.Own = append(t.Own, one)
			}
		}
		page := shell.Page{Title: "Templates for contacts", Section: "My day", Back: &ui.Link{Text: "Back to my day", Href: "/day"}}
		if !t.Works {
			page.Section, page.Back = "Team", &ui.Link{Text: "Back to the team", Href: "/team"}
		}
		return v.FormView(page, templatesPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func keepTemplate(v *visit.Visit) error {
	_, err := casework.KeepTemplate(v.Context(), v.House.DB, v.Actor, v.Once(), v.Fields.Get("name"), v.Fields.Get("words"), v.Fields.Is("whose", "team"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return templatesForm(v, bad) })
	}
	return v.Done("/contact-templates", "Template saved.")
}

func showTemplate(v *visit.Visit) error { return templateForm(v, nil) }

// templateForm is for who may change the template; for everybody else there is
// no such page.
func templateForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := casework.TheTemplate(r, v.Actor, v.Path("wording"))
		if err == nil && !t.ChangedBy(v.Actor) {
			err = db.ErrNotFound
		}
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("name", t.Name)
			v.Fields.Set("words", t.Words)
		}
		page := shell.Page{Title: "Change a template", Back: &ui.Link{Text: "Back to the templates", Href: "/contact-templates"}}
		return v.FormView(page, templatePage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func changeTemplate(v *visit.Visit) error {
	t := casework.Template{ID: v.Path("wording"), Version: v.Fields.Version(), Name: v.Fields.Get("name"), Words: v.Fields.Get("words")}
	if err := casework.ChangeTemplate(v.Context(), v.House.DB, v.Actor, v.Once(), t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return templateForm(v, bad) })
	}
	return v.Done("/contact-templates", "Template changed.")
}

func dropTemplate(v *visit.Visit) error {
	if err := casework.DropTemplate(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("wording")); err != nil {
		return err
	}
	return v.Done("/contact-templates", "Template deleted. What was recorded with it is as it was.")
}
