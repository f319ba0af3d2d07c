package stop

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: people.WayOutPurpose, Path: "/stop"}

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /stop/{token}", Who: visit.Public, Handle: ask},
		{Pattern: "POST /stop/{token}", Who: visit.Public, Handle: stop},
	}
}

func ask(v *visit.Visit) error {
	return page(v, "Stop emails", func(a teams.Area) templ.Component { return askPage(door.Href(v, ""), a, visit.NewToken()) })
}

func stop(v *visit.Visit) error {
	err := people.OptOutByLink(v.Context(), v.House.DB, v.Path("token"))
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return err
	}
	return page(v, "Emails have stopped", stoppedPage)
}

// page sends a page, or the one for a link that has ended.
func page(v *visit.Visit, title string, body func(teams.Area) templ.Component) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		p := shell.Page{Title: title, Public: visit.ForPeople(area)}
		_, err = door.Find(r, v)
		if errors.Is(err, links.ErrEnded) {
			p.Title = "This link has ended"
			return visit.View{Page: p, Body: endedPage(area), Status: http.StatusGone}, nil
		}
		return visit.View{Page: p, Body: body(area)}, err
	})
}
