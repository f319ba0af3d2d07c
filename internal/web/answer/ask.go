package answer

import (
	"github.com/a-h/templ"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// showAsk is the page on which an organisation without its link at hand asks
// for one.
func showAsk(v *visit.Visit) error { return askPageOf(v, nil) }

func askPageOf(v *visit.Visit, bad *db.Invalid) error {
	return public(v, "See your referrals", bad, func(a teams.Area) templ.Component {
		return askPage(v.Fields, a, visit.NewToken(), visit.Faults(bad))
	})
}

// ask sends a link to an address at which a service answers. The page after it
// says the same for every address.
func ask(v *visit.Visit) error {
	err := connections.AskForLink(v.Context(), v.House.DB, v.Once(), v.Fields.Get("email"), v.House.BaseURL)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askPageOf(v, bad) })
	}
	return v.Go(askPath + "/sent")
}

func showAsked(v *visit.Visit) error {
	return public(v, "Look at your mail", nil, askedPage)
}

// public sends a page to an organisation that did not come by a link.
func public(v *visit.Visit, title string, bad *db.Invalid, body func(teams.Area) templ.Component) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(shell.Page{Title: title, Public: visit.ForOrganisations(area)}, body(area), bad), nil
	})
}

// quiet is the link at the end of a reminder.
var quiet = bylink.Stop{
	Door:  bylink.Door{Purpose: connections.QuietPurpose, Path: "/no-reminders"},
	Title: "Stop reminders", Stopped: "Reminders have stopped", Ask: quietPage, After: quietedPage,
	Act: func(v *visit.Visit, _ bylink.Visitor) error {
		return connections.QuietByLink(v.Context(), v.House.DB, v.Path("token"))
	},
}
