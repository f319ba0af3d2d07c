package asked

import (
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// review shows the answers to a form before they are sent.
func review(v *visit.Visit, c caller) error { return reviewForm(v, c, nil) }

func reviewForm(v *visit.Visit, c caller, bad *db.Invalid) error {
	if !c.isForm() {
		return v.Go(c.Href + "/question")
	}
	page, status := shell.Page{Title: "Check your answers", Back: back(c.Href)}, http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	if steps := c.Filling.Steps(); len(steps) > 0 {
		page.Back = back(c.at(steps[len(steps)-1].Path))
	}
	return c.page(v, page, status, reviewPage(c, visit.NewToken(), visit.Faults(bad)))
}

// finish sends the answers to a form.
func finish(v *visit.Visit, c caller) error {
	if !c.isForm() {
		return v.Go(c.Href + "/question")
	}
	if err := questionnaires.Finish(v.Context(), v.House.DB, c.Link.ID); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return reviewForm(v, c, bad) })
	}
	return v.Go(c.Href + "/end")
}

// removeRow takes back one time that a group which repeats was answered.
func removeRow(v *visit.Visit, c caller) error {
	if !c.isForm() {
		return db.ErrNotFound
	}
	if err := forms.RemoveRow(v.Context(), v.House.DB, c.Link.ID, v.Fields.Get("repeat"), v.Fields.Number("row")); err != nil {
		return err
	}
	return v.Go(c.Href + "/answers")
}
