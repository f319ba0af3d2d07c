package builder

import (
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/visit"
)

// given is a form as it goes to another program: an edition, or the draft as 0.
type given struct {
	draft
	Form   form.Form
	Number int
}

// givenOf is what the address asks for: an edition, the draft with ?edition=0,
// or without a word the latest edition, or the draft where there is none.
func givenOf(r db.Reader, v *visit.Visit, d draft) (given, error) {
	number := v.Fields.Number("edition")
	if v.Fields.Text("edition") == "" {
		number = d.Edition
	}
	if number == 0 {
		return given{d, d.Draft, 0}, nil
	}
	e, err := forms.GetEdition(r, d.ID, number)
	return given{d, e.Form, number}, err
}

// words say what goes.
func (g given) words() string {
	if g.Number == 0 {
		return "The draft"
	}
	return "Edition " + strconv.Itoa(g.Number)
}

func (g given) hrefAs(f format) string {
	return g.Href("/as/" + f.Code + "?edition=" + strconv.Itoa(g.Number))
}

// carried is a format and what it cannot carry of a form.
type carried struct {
	format
	Lost []form.Lost
}

// showGive says, before anything is taken, what each format cannot carry.
func showGive(v *visit.Visit) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		g, err := givenOf(r, v, d)
		if err != nil {
			return visit.View{}, err
		}
		var all []carried
		for _, f := range formats {
			_, lost, err := f.write(g.Form, g.ID, g.Number)
			if err != nil {
				return visit.View{}, err
			}
			all = append(all, carried{f, lost})
		}
		return visit.View{Page: d.page(v, "For other programs"), Body: givePage(g, all)}, nil
	})
}

// give sends a form as a file.
func give(v *visit.Visit) error {
	shape, ok := formatOf(func(f format) bool { return f.Code == v.Path("format") })
	if !ok {
		return db.ErrNotFound
	}
	var g given
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		d, err := of(r, v)
		if err == nil {
			g, err = givenOf(r, v, d)
		}
		return err
	})
	if err != nil {
		return err
	}
	body, _, err := shape.write(g.Form, g.ID, g.Number)
	if err != nil {
		return err
	}
	name := codeFrom(g.In(g.Form.Title), func(string) bool { return false })
	v.W.Header().Set("Content-Type", shape.Media)
	v.W.Header().Set("Content-Disposition", `attachment; filename="`+name+shape.Ending+`"`)
	_, err = v.W.Write(body)
	return err
}
