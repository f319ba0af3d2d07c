package team

import (
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// holdingPage is the team's view of who is supported while they wait, get
// ready, or carry something.
type holdingPage struct {
	Rows       []casework.Supported // of the page
	Total      int
	Page, Last int
	Workers    map[string]string // names, by account
	Today      dates.Date
}

// holdingsShown is how many rows a page of the team's view shows.
const holdingsShown = 50

func showHolding(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := casework.SupportedNow(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		p := holdingPage{Total: len(all), Last: max(1, (len(all)+holdingsShown-1)/holdingsShown), Today: dates.Of(r.Now())}
		p.Page = min(max(1, v.Fields.Number("page")), p.Last)
		p.Rows = all[(p.Page-1)*holdingsShown : min(p.Page*holdingsShown, len(all))]
		p.Workers, err = workerNames(r, v)
		return visit.View{Page: furnished("Who is supported while they wait", "Back to the team", "/team"), Body: holdingView(p)}, err
	})
}

func furnished(title, back, href string) shell.Page {
	return shell.Page{Title: title, Section: "Team", Wide: true, Back: &ui.Link{Text: back, Href: href}}
}

func workerNames(r db.Reader, v *visit.Visit) (map[string]string, error) {
	names := make(map[string]string)
	all, err := casework.Workers(r, v.Actor.TeamID())
	for _, w := range all {
		names[w.ID] = w.Name
	}
	return names, err
}
