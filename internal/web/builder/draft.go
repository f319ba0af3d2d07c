package builder

import (
	"net/url"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// draft is the form that a page is about, as its makers are making it.
type draft struct{ forms.Entry }

func hrefOf(id, path string) string { return at + "/" + id + path }

// Href is an address below the form's.
func (d draft) Href(path string) string { return hrefOf(d.ID, path) }

// HrefOf is where a question is changed.
func (d draft) HrefOf(item string) string { return d.Href("/items/" + url.PathEscape(item)) }

// In is words of the draft in its main language.
func (d draft) In(w form.Words) string { return d.Draft.In(w, d.Draft.Main()) }

// state says where a form stands.
func state(e forms.Entry) string {
	switch {
	case e.Retired():
		return "Retired"
	case e.Edition == 0:
		return "Not published yet"
	case e.ToPublish():
		return "In use, and changed since"
	}
	return "In use"
}

func changedWords(e forms.Entry) string {
	return dates.Of(e.ChangedAt).Long() + ", " + e.ChangedBy
}

// section is the entry of the navigation through which the reader came.
func section(a access.Actor) string {
	if a.Is(access.Administrator) {
		return "Administration"
	}
	return "Team"
}

// home leads back to where forms are listed among other things.
func home(a access.Actor) *ui.Link {
	if a.Is(access.Administrator) {
		return &ui.Link{Text: "Back to administration", Href: "/admin"}
	}
	return &ui.Link{Text: "Back to the team", Href: "/team"}
}

// of is the form of the page.
func of(r db.Reader, v *visit.Visit) (draft, error) {
	e, err := forms.Get(r, v.Actor, v.Path("form"))
	return draft{e}, err
}

// look is of, in a read of its own, for acts.
func look(v *visit.Visit) (d draft, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		d, err = of(r, v)
		return err
	})
	return d, err
}

// page is a page below the form's own.
func (d draft) page(v *visit.Visit, title string) shell.Page {
	return shell.Page{Title: title + " – " + d.Title, Section: section(v.Actor), Back: &ui.Link{Text: "Back to the form", Href: d.Href("")}}
}

// showDraft shows a page about a form.
func showDraft(v *visit.Visit, view func(r *db.Snapshot, d draft) (visit.View, error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		d, err := of(r, v)
		if err != nil {
			return visit.View{}, err
		}
		return view(r, d)
	})
}

// change keeps what an edit makes of the draft that the page showed. Where that
// has changed since, nothing is edited: it is refused, or was kept before.
func change(v *visit.Visit, edit func(draft) (form.Form, error)) error {
	d, err := look(v)
	if err != nil {
		return err
	}
	f := d.Draft
	if d.Version == v.Fields.Version() {
		if f, err = edit(d); err != nil {
			return err
		}
	}
	return forms.KeepDraft(v.Context(), v.House.DB, v.Actor, v.Once(), d.ID, v.Fields.Version(), f)
}
