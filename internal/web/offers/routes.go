package offers

import (
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who, team := visit.TeamAndPractice, visit.Supporters
	return []visit.Route{
		{Pattern: "GET /offers", Who: who, Handle: showAll},
		{Pattern: "GET /offers/new", Who: who, Handle: showNew},
		{Pattern: "POST /offers/change", Who: who, Handle: showNew},
		{Pattern: "POST /offers/check", Who: who, Handle: showCheck},
		{Pattern: "POST /offers/new", Who: who, Handle: add},
		{Pattern: "GET /offers/{offers}", Who: who, Handle: showList},
		{Pattern: "POST /offers/{offers}/end", Who: who, Handle: end},
		{Pattern: "POST /offers/{offers}/share", Who: team, Handle: share},
		{Pattern: "POST /offers/{offers}/lines/{line}", Who: team, Handle: note},
		{Pattern: "POST /offers/{offers}/lines/{line}/give", Who: team, Handle: give},
		{Pattern: "POST /offers/{offers}/lines/{line}/back", Who: team, Handle: takeBack},
	}
}

// section is where the place stands in the reader's menu.
func section(v *visit.Visit) string {
	if v.Actor.TeamID() != "" {
		return "Groups and calls"
	}
	return "Lists"
}

// below is the frame of a page below the place's own.
func below(v *visit.Visit, title string) shell.Page {
	return shell.Page{Title: title, Section: section(v), Back: &ui.Link{Text: "Back to lists", Href: "/offers"}}
}
