package day

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

func saveView(v *visit.Visit) error {
	choices := casework.ParseChoices(v.Fields.Values, casework.Whichs(v.Actor))
	id, err := casework.SaveView(v.Context(), v.House.DB, v.Actor, v.Once(), v.Fields.Text("name"), choices)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			return caseloadView(v, choices, bad, func(*db.Snapshot, *caseload) error { return nil })
		})
	}
	return v.Done("/caseload/views/"+id, "View saved.")
}

func showView(v *visit.Visit) error { return savedView(v, nil) }

// savedView opens a view. Lists that its owner no longer has are replaced by
// their first.
func savedView(v *visit.Visit, bad *db.Invalid) error {
	var view casework.SavedView
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		view, err = casework.TheSavedView(r, v.Actor, v.Path("view"))
		return err
	})
	if err != nil {
		return err
	}
	return caseloadView(v, casework.ParseChoices(view.Choices, casework.Whichs(v.Actor)), bad, func(_ *db.Snapshot, c *caseload) error {
		c.View = view
		return nil
	})
}

func renameView(v *visit.Visit) error {
	err := casework.RenameView(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("view"), v.Fields.Text("name"), v.Fields.Version())
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return savedView(v, bad) })
	}
	return v.Done("/caseload/views/"+v.Path("view"), "Renamed.")
}

func deleteView(v *visit.Visit) error {
	if err := casework.DeleteView(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("view")); err != nil {
		return err
	}
	return v.Done("/caseload", "View deleted. The people in it are as they were.")
}
