// Package info holds the pages that explain: help, accessibility, privacy.
package info

import (
	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /help", Who: visit.Public, Handle: show("Help", helpPage)},
		{Pattern: "GET /accessibility", Who: visit.Public, Handle: show("Accessibility", accessibilityPage)},
		{Pattern: "GET /privacy", Who: visit.Public, Handle: show("Privacy", privacyPage)},
	}
}

func show(title string, page func(teams.Area) templ.Component) visit.Handler {
	return func(v *visit.Visit) error {
		return v.Show(func(r *db.Snapshot) (visit.View, error) {
			area, err := teams.TheArea(r)
			if err != nil && !visit.IsGone(err) {
				return visit.View{}, err
			}
			return visit.View{Page: shell.Page{Title: title}, Body: page(area)}, nil
		})
	}
}
