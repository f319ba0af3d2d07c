package wordings

import (
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// place is where the reader looks after templates: their team, or the area.
type place struct {
	correspondence.Shelf
	Path, Section string
	Back          ui.Link
}

// Routes of the place.
func Routes() []visit.Route {
	team := func(do func(*visit.Visit, place) error) visit.Handler {
		return func(v *visit.Visit) error {
			return do(v, place{correspondence.Shelf{TeamID: v.Actor.TeamID()}, "/team/wordings", "Team", ui.Link{Text: "Back to the team", Href: "/team"}})
		}
	}
	area := func(do func(*visit.Visit, place) error) visit.Handler {
		return func(v *visit.Visit) error {
			return do(v, place{correspondence.Shelf{}, "/admin/wordings", "Administration", ui.Link{Text: "Back to administration", Href: "/admin"}})
		}
	}
	var routes []visit.Route
	for _, p := range []struct {
		path string
		who  visit.Who
		in   func(func(*visit.Visit, place) error) visit.Handler
	}{{"/team/wordings", visit.Managers, team}, {"/admin/wordings", visit.Administrators, area}} {
		routes = append(routes,
			visit.Route{Pattern: "GET " + p.path, Who: p.who, Handle: p.in(list)},
			visit.Route{Pattern: "GET " + p.path + "/new", Who: p.who, Handle: p.in(show)},
			visit.Route{Pattern: "POST " + p.path + "/new", Who: p.who, Handle: p.in(keep)},
			visit.Route{Pattern: "GET " + p.path + "/{template}", Who: p.who, Handle: p.in(show)},
			visit.Route{Pattern: "POST " + p.path + "/{template}", Who: p.who, Handle: p.in(keep)},
			visit.Route{Pattern: "POST " + p.path + "/{template}/retire", Who: p.who, Handle: p.in(retire)})
	}
	return routes
}

func list(v *visit.Visit, p place) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := correspondence.Templates(r, p.Shelf)
		page := shell.Page{Title: "Templates for messages and letters", Section: p.Section, Back: &p.Back}
		return visit.View{Page: page, Body: listPage(p, all)}, err
	})
}

func show(v *visit.Visit, p place) error { return form(v, p, nil) }

func form(v *visit.Visit, p place, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, versions, err := read(r, v, p)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("name", t.Name)
			v.Fields.Set("audience", string(t.Audience))
			v.Fields.Set("words", t.Words)
			v.Fields.Set("easy", t.Easy)
		}
		page := shell.Page{Title: "Template", Section: p.Section, Back: &ui.Link{Text: "Back to templates", Href: p.Path}}
		return v.FormView(page, formPage(v.Fields, p, t, versions, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// read finds the template of the page and its versions; none for a new one.
func read(r *db.Snapshot, v *visit.Visit, p place) (t correspondence.Template, versions []correspondence.Template, err error) {
	code := v.Path("template")
	if code == "" {
		return t, nil, nil
	}
	if t, err = correspondence.TheTemplate(r, p.Shelf, code); err != nil {
		return t, nil, err
	}
	versions, err = correspondence.Versions(r, p.Shelf, code)
	return t, versions, err
}

// version is that of a template on the shelf of the place: none where what
// stands there is the area's, or came with Linkwork.
func (p place) version(t correspondence.Template) int {
	if t.TeamID != p.TeamID {
		return 0
	}
	return t.Version
}

func keep(v *visit.Visit, p place) error {
	f := v.Fields
	t := correspondence.Template{Code: v.Path("template"), Version: f.Version(), Name: f.Get("name"), Audience: correspondence.Audience(f.Get("audience")), Words: f.Get("words"), Easy: f.Get("easy")}
	if _, err := correspondence.Keep(v.Context(), v.House.DB, v.Actor, v.Once(), p.Shelf, t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return form(v, p, bad) })
	}
	return v.Done(p.Path, "Template kept. What was sent before keeps its words.")
}

func retire(v *visit.Visit, p place) error {
	if err := correspondence.Retire(v.Context(), v.House.DB, v.Actor, v.Once(), p.Shelf, v.Path("template"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done(p.Path, "Taken away. What was sent with it keeps its words.")
}
