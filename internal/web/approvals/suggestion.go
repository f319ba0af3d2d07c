package approvals

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/keepers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showSuggestion(v *visit.Visit) error { return suggestionPageOf(v, nil) }

func suggestionPageOf(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := keepers.GetSuggestion(r, v.Path("suggestion"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			for _, c := range s.Changes {
				v.Fields.Add("take", c.Field)
			}
		}
		page := shell.Page{Title: "What they say has changed", Section: section, Wide: true, Back: back()}
		return v.FormView(page, suggestionPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// decide takes the fields that are ticked, or none.
func decide(v *visit.Visit) error {
	d := keepers.Decision{Reason: v.Fields.Get("reason"), Seen: v.Fields.Get("seen")}
	if v.Fields.Is("do", "approve") {
		d.Take = v.Fields.All("take")
	}
	err := act(v, func(tx *db.Tx) error {
		if v.Fields.Is("do", "approve") && len(d.Take) == 0 {
			var bad db.Invalid
			bad.Add("take", "Tick what goes into the entry, or decline it all")
			return bad.Err()
		}
		return keepers.Decide(tx, v.Actor.Audit(), v.Path("suggestion"), d)
	})
	if errors.Is(err, db.ErrConflict) && !errors.Is(err, once.ErrOther) {
		return v.Done(Path, "It was decided already, or they have written again since.")
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return suggestionPageOf(v, bad) })
	}
	if len(d.Take) == 0 {
		return v.Done(Path, "Declined. They get a mail that says why.")
	}
	return v.Done(Path, "The entry says it now. They get a mail that says so.")
}

func act(v *visit.Visit, do func(tx *db.Tx) error) error {
	return once.Act(v.Context(), v.House.DB, v.Once(), do)
}
