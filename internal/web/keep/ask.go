package keep

import (
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/keepers"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showAskForLink(v *visit.Visit) error { return askPage(v, nil) }

func askPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		page := shell.Page{Title: proofTitle, Public: visit.ForOrganisations(area)}
		return v.FormView(page, askForLinkPage(v.Fields, area, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// askForLink sends a link to an address that entries name. The answer is the
// same for any other.
func askForLink(v *visit.Visit) error {
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		return keepers.SendLink(tx, v.Fields.Text("email"), v.House.BaseURL)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askPage(v, bad) })
	}
	return v.Go(AskPath + "/sent")
}

func showSent(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		return visit.View{Page: shell.Page{Title: "Look at your mail", Public: visit.ForOrganisations(area)}, Body: sentPage(area)}, err
	})
}
