package asked

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// passer is somebody who came by an open link.
type passer struct {
	Area teams.Area
	Form form.Form
	Href string
	// Language is that in which they read the start.
	Language string
}

func (p passer) in(w form.Words) string { return p.Form.In(w, p.Language) }

// showOpen says what a form is about, with a button that starts it.
func showOpen(v *visit.Visit) error {
	p := passer{Href: forms.OpenPath + "/" + v.Path("token")}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var err error
		if p.Area, err = teams.TheArea(r); err != nil {
			return visit.View{}, err
		}
		_, e, err := forms.OfOpenLink(r, v.Path("token"))
		if errors.Is(err, links.ErrEnded) {
			return p.view("This form is closed", http.StatusGone, closedPage(p.Area)), nil
		}
		p.Form, p.Language = e.Form, e.Form.Main()
		if asked := v.Fields.Get("language"); slices.Contains(p.Form.Languages, asked) {
			p.Language = asked
		}
		return p.view(p.in(p.Form.Title), http.StatusOK, openPage(p, visit.NewToken())), err
	})
}

func (p passer) view(title string, status int, body templ.Component) visit.View {
	return visit.View{Page: shell.Page{Title: title, Public: visit.ForPeople(p.Area)}, Status: status, Body: body}
}

// startOpen gives somebody who came by an open link a link of their own.
func startOpen(v *visit.Visit) error {
	token, err := forms.Start(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("language"))
	switch {
	case errors.Is(err, links.ErrEnded), err == nil && token == "":
		return v.Go(forms.OpenPath + "/" + v.Path("token"))
	case err != nil:
		return err
	}
	return v.Go(asking.Path + "/" + token + "/question")
}
