package desk

import (
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showWayBack(v *visit.Visit) error { return wayBackForm(v, nil) }

func wayBackForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		w, err := teams.WayBackOf(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		if bad == nil {
			fillWayBack(v.Fields, w)
		}
		page := shell.Page{Title: "Replies to your messages", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, wayBackPage(v.Fields, w, area, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func fillWayBack(f visit.Fields, w teams.WayBack) {
	if w.Version == 0 {
		w.Opens, w.Closes = 9*60, 17*60
	}
	f.Set("replies", w.Replies)
	f.Set("read_by", w.ReadBy)
	f.Set("away_text", w.AwayText)
	f.SetNumber("opens", w.Opens)
	f.SetNumber("closes", w.Closes)
}

func setWayBack(v *visit.Visit) error {
	f := v.Fields
	w := teams.WayBack{TeamID: v.Actor.TeamID(), Replies: f.Get("replies"), ReadBy: f.Get("read_by"), AwayText: f.Get("away_text"), Opens: f.Number("opens"), Closes: f.Number("closes"), Version: f.Version()}
	if err := desk.SetWayBack(v.Context(), v.House.DB, v.Actor, v.Once(), w); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wayBackForm(v, bad) })
	}
	return v.Done("/team/way-back", "Saved. New messages say so from now on.")
}
