package find

import (
	"slices"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// capacityShown is how many observations of room a service's page shows.
const capacityShown = 5

// entry is everything that is known of one service.
type entry struct {
	directory.Service
	Seen     []directory.Capacity
	To       connections.Standing
	Checks   []freshness.Checked
	Open     []freshness.Report // that nobody has dealt with
	Next     []directory.Occurrence
	Map      chart.Map
	Favoured bool   // by the reader
	Standing string // name of the service that stands for it, where it was joined
	Form     string // that came back: confirm or tell
}

// showService shows everything that is known of one service.
func showService(v *visit.Visit) error { return servicePageOf(v, "", nil) }

func servicePageOf(v *visit.Visit, form string, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := readEntry(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		s.Form = form
		favoured, err := directory.Favourites(r, v.Actor.AccountID)
		if err != nil {
			return visit.View{}, err
		}
		s.Favoured = slices.Contains(favoured, s.ID)
		page := shell.Page{Title: s.Name, Section: "Services", Back: &ui.Link{Text: "All services", Href: "/services"}}
		return withTiles(v.FormView(page, servicePage(s, r.Now(), v.Fields, visit.NewToken(), visit.Faults(bad)), bad), s.Map), nil
	})
}

func readEntry(r db.Reader, id string) (s entry, err error) {
	if s.Service, err = directory.Get(r, id); err != nil {
		return s, err
	}
	if s.Seen, err = directory.Capacities(r, s.ID, capacityShown); err != nil {
		return s, err
	}
	if s.To, err = connections.StandingOf(r, s.Service); err != nil {
		return s, err
	}
	if s.Checks, err = freshness.LastChecks(r, s.ID, shownChecks); err != nil {
		return s, err
	}
	reports, err := freshness.Of(r, s.ID, shownOpen)
	if err != nil {
		return s, err
	}
	for _, report := range reports {
		if report.ClosedAt.IsZero() {
			s.Open = append(s.Open, report)
		}
	}
	changes, err := directory.OccurrenceChanges(r, s.ID, dates.Of(r.Now()))
	if err != nil {
		return s, err
	}
	s.Next = listing.Next(s.Service, changes, r.Now())
	if s.Map, err = listing.MapOfPlaces(r, s.Service); err != nil {
		return s, err
	}
	if s.MergedInto != "" {
		var names map[string]string
		names, err = directory.Names(r, []string{s.MergedInto})
		s.Standing = names[s.MergedInto]
	}
	return s, err
}

// favour keeps a service among the reader's favourites, or no longer.
func favour(v *visit.Visit) error {
	on := v.Fields.Is("favourite", "yes")
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return directory.Favour(tx, v.Actor.AccountID, v.Path("service"), on)
	})
	if err != nil {
		return err
	}
	words := "No longer one of your favourites."
	if on {
		words = "Kept among your favourites."
	}
	return v.Done("/services/"+v.Path("service"), words)
}
