package gathered

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	at, who := "/admin/forms/{form}/gathered", visit.FormMakers
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: show},
		{Pattern: "POST " + at, Who: who, Handle: makeLink},
		{Pattern: "POST " + at + "/{link}/close", Who: who, Handle: closeLink},
		{Pattern: "GET " + at + "/answers.csv", Who: who, Handle: download},
	}
}

// gathered is a form with its open links and what came by them.
type gathered struct {
	forms.Entry
	Links   []forms.OpenLink
	Answers []forms.Asked
}

func (g gathered) href(below string) string { return "/admin/forms/" + g.ID + "/gathered" + below }

func read(r db.Reader, v *visit.Visit) (g gathered, err error) {
	if g.Entry, err = forms.Get(r, v.Actor, v.Path("form")); err != nil {
		return g, err
	}
	if g.Links, err = forms.OpenLinks(r, v.Actor, g.ID); err != nil {
		return g, err
	}
	g.Answers, err = forms.FromOpenLinks(r, v.Actor, g.ID)
	return g, err
}

func show(v *visit.Visit) error { return page(v, nil) }

func page(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		g, err := read(r, v)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Open links and answers: " + g.Title, Section: "Administration", Back: &ui.Link{Text: "Back to the form", Href: "/admin/forms/" + g.ID}}
		return v.FormView(page, body(v.Fields, g, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// makeLink makes an open link and shows its address, which only this page has.
func makeLink(v *visit.Visit) error {
	var bad db.Invalid
	closes := v.Fields.Date("closes", &bad)
	if err := bad.Err(); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return page(v, bad) })
	}
	place := v.Fields.Text("place")
	token, err := forms.MakeOpenLink(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form"), place, closes)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return page(v, bad) })
	}
	if token == "" {
		return v.Done("/admin/forms/"+v.Path("form")+"/gathered", "The link was shown once. Make another if you need it.")
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		e, err := forms.Get(r, v.Actor, v.Path("form"))
		if err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		back := &ui.Link{Text: "Back to open links", Href: gathered{Entry: e}.href("")}
		return visit.View{
			Page: shell.Page{Title: e.Title, Section: "Administration", Back: back},
			Body: poster(wall{area.Name, e.Title, strings.TrimSpace(place), closes, v.House.BaseURL + forms.OpenPath + "/" + token}),
		}, err
	})
}

// wall is what a poster says: who asks what, where it hangs and until when.
type wall struct {
	Area, Title, Place string
	Closes             dates.Date
	Address            string
}

func closeLink(v *visit.Visit) error {
	if err := forms.CloseOpenLink(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form"), v.Path("link")); err != nil {
		return err
	}
	return v.Done("/admin/forms/"+v.Path("form")+"/gathered", "The link is closed. Who has begun can finish.")
}

func download(v *visit.Visit) error {
	var g gathered
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		g, err = read(r, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("answers.csv", answerRows(g))
}

// answerRows are one line an answer, with the names of the questions of all
// editions as headings. Questions whose answers can tell who somebody is are left
// out, and photographs.
func answerRows(g gathered) [][]string {
	columns := columnsOf(g.Answers)
	rows := [][]string{append([]string{"finished_on", "edition", "language", "place"}, columns...)}
	places := make(map[string]string)
	for _, l := range g.Links {
		places[l.ID] = l.Place
	}
	for _, a := range g.Answers {
		row := []string{dates.Of(a.FinishedAt).String(), strconv.Itoa(a.Asking.Edition), a.Language, places[a.OpenID]}
		_, cells := a.Edition.Form.Cells(a.Answers)
		for _, c := range columns {
			row = append(row, cells[c])
		}
		rows = append(rows, row)
	}
	return rows
}

// columnsOf are the headings that answers need, in the order of their forms.
func columnsOf(all []forms.Asked) (columns []string) {
	known := make(map[string]bool)
	for _, a := range all {
		names, _ := a.Edition.Form.Cells(a.Answers)
		for _, name := range names {
			if !known[name] {
				known[name] = true
				columns = append(columns, name)
			}
		}
	}
	return columns
}
