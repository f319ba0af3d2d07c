package builder

import (
	"errors"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showPublish(v *visit.Visit) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		return visit.View{Page: d.page(v, "Publish"), Body: publishPage(d, visit.NewToken())}, nil
	})
}

func publish(v *visit.Visit) error {
	err := forms.Publish(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form"), v.Fields.Version())
	_, unsound := errors.AsType[forms.Unsound](err)
	switch {
	case unsound:
		return v.Done(hrefOf(v.Path("form"), ""), "Not published. Put right what is listed first.")
	case errors.Is(err, forms.ErrNothingNew):
		return v.Done(hrefOf(v.Path("form"), ""), "Nothing has changed since it was published.")
	case err != nil:
		return v.Again(err, func(bad *db.Invalid) error { return v.Done(hrefOf(v.Path("form"), ""), bad.Fields[0].Message) })
	}
	return v.Done(hrefOf(v.Path("form"), ""), "Published.")
}

func copyForm(v *visit.Visit) error {
	id, err := forms.Copy(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form"))
	if err != nil {
		return err
	}
	return v.Done(hrefOf(id, ""), "This is the copy.")
}

func retire(v *visit.Visit) error {
	if err := forms.Retire(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form")); err != nil {
		return err
	}
	return v.Done(hrefOf(v.Path("form"), ""), "Retired. Nobody is asked any more.")
}

func revive(v *visit.Visit) error {
	if err := forms.Revive(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("form")); err != nil {
		return err
	}
	return v.Done(hrefOf(v.Path("form"), ""), "In use again.")
}

// editions lists what was published of a form.
func editions(v *visit.Visit) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		all, err := forms.Editions(r, d.ID)
		return visit.View{Page: d.page(v, "Editions"), Body: editionsPage(d, all)}, err
	})
}

// edition shows one edition as it was published.
func edition(v *visit.Visit) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		number, _ := strconv.Atoi(v.Path("edition")) // 0 is no edition
		e, err := forms.GetEdition(r, d.ID, number)
		if err != nil {
			return visit.View{}, err
		}
		page := d.page(v, "Edition "+strconv.Itoa(number))
		page.Back = &ui.Link{Text: "Back to editions", Href: d.Href("/editions")}
		s := sheet{Form: e.Form, Language: language(v, e.Form), Caption: publishedAt(e), Here: d.Href("/editions/" + strconv.Itoa(number)), Codes: true}
		return visit.View{Page: page, Body: s.Page()}, nil
	})
}

// paper shows the draft as it is asked on paper.
func paper(v *visit.Visit) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		s := sheet{Form: d.Draft, Language: language(v, d.Draft), Here: d.Href("/paper")}
		return visit.View{Page: d.page(v, "On paper"), Body: s.Page()}, nil
	})
}
