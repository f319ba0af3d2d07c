package find

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// capacityShown is how many observations of room a service's page shows.
const capacityShown = 5

// showService shows everything that is known of one service.
func showService(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := directory.Get(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		seen, err := directory.Capacities(r, s.ID, capacityShown)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.Name, Section: "Services", Back: &ui.Link{Text: "All services", Href: "/services"}}
		return visit.View{Page: page, Body: servicePage(s, seen, dates.Of(r.Now()), r.Now())}, nil
	})
}
