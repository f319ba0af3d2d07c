package find

import (
	"errors"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/publicdirectory"
	"linkwork/internal/teams"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// publicPath is the other door: for anybody, without an account.
const publicPath = "/directory"

const publicTitle = "Find help near you"

// showPublic is the search of what is published. What somebody looks for stands
// in the address, as on every public website; it says nothing about who looks.
func (p place) showPublic(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		s := search{Public: true}
		bad, err := p.search(r, v, &s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.title(publicTitle), Wide: true, Public: visit.ForPeople(area)}
		return withTiles(v.FormView(page, publicPage(&s, area, visit.Faults(bad)), bad), s.Map), nil
	})
}

// published is a service as anybody sees it.
type published struct {
	directory.Service
	Room      directory.Capacity
	Next      []directory.Occurrence
	Map       chart.Map
	Area      teams.Area
	CheckedBy string // the kind of who looked last; "" where the source says so
	Told      bool   // what is wrong was just told
}

func showPublished(v *visit.Visit) error { return publishedPageOf(v, nil) }

func publishedPageOf(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p := published{Told: v.R.Method == "GET" && v.Fields.Is("told", "yes")}
		var err error
		if p.Area, err = teams.TheArea(r); err != nil {
			return visit.View{}, err
		}
		if p.Service, err = publicdirectory.Get(r, v.Path("service")); err != nil {
			return visit.View{}, err
		}
		changes, err := directory.OccurrenceChanges(r, p.ID, dates.Of(r.Now()))
		if err != nil {
			return visit.View{}, err
		}
		p.Next = listing.Next(p.Service, changes, r.Now())
		if p.Map, err = listing.MapOfPlaces(r, p.Service); err != nil {
			return visit.View{}, err
		}
		seen, err := directory.Capacities(r, p.ID, 1)
		if err != nil {
			return visit.View{}, err
		}
		if len(seen) > 0 {
			p.Room = seen[0]
		}
		checks, err := freshness.LastChecks(r, p.ID, shownChecks)
		if err != nil {
			return visit.View{}, err
		}
		p.CheckedBy = freshness.Behind(checks, p.AssuredOn).Kind()
		page := shell.Page{Title: p.Name, Public: visit.ForPeople(p.Area), Back: &ui.Link{Text: publicTitle, Href: publicPath}}
		return withTiles(v.FormView(page, publishedPage(p, r.Now(), v.Fields, visit.NewToken(), visit.Faults(bad)), bad), p.Map), nil
	})
}

// followCode leads from the short link of an entry to its page.
func followCode(v *visit.Visit) (err error) {
	var id string
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		id, err = publicdirectory.Coded(r, strings.ToLower(v.Path("code")))
		return err
	})
	if err != nil {
		return err
	}
	return v.Go(publicPath + "/" + id)
}

// tellFromAnybody takes what a reader says is wrong with an entry.
func tellFromAnybody(v *visit.Visit) error {
	id := v.Path("service")
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if _, err := publicdirectory.Get(tx, id); err != nil {
			return err
		}
		return freshness.TellFromAnybody(tx, id, v.Fields.Get("kind"), v.Fields.Text("words"))
	})
	if _, faulty := errors.AsType[*db.Invalid](err); err != nil && !faulty {
		return err
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return publishedPageOf(v, bad) })
	}
	return v.Go(publicPath + "/" + id + "?told=yes")
}
