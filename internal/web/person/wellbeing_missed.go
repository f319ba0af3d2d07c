package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	forms "linkwork/internal/forms/form"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// cannotAsk is something due that somebody says is not possible.
type cannotAsk struct {
	about.Subject
	Offer measures.Offer
	Due   casework.MeasureDue
}

func showNotPossible(v *visit.Visit) error { return notPossibleForm(v, nil) }

func notPossibleForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Not possible to ask", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		due, err := casework.MeasuresDueOf(r, v.Actor, s.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range due {
			if x.Instrument == instrument(v) && x.Months == v.Fields.Number("months") {
				offer, err := measures.GetOffer(r, x.Instrument)
				return notPossiblePage(v.Fields, cannotAsk{s, offer, x}, visit.NewToken(), visit.Faults(bad)), err
			}
		}
		return nil, db.ErrNotFound
	})
}

func notPossible(v *visit.Visit) error {
	f := v.Fields
	err := casework.CannotAsk(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), instrument(v), f.Number("months"), forms.Reason(f.Get("reason")))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return notPossibleForm(v, bad) })
	}
	return v.Done("/questionnaires", "Written down. It is not due any more.")
}

func whyItems() (items []ui.Choice) {
	for _, r := range forms.Reasons {
		items = append(items, ui.Choice{Value: string(r), Text: r.Words()})
	}
	return items
}
