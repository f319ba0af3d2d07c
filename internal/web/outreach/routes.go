package outreach

import (
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Supporters
	return []visit.Route{
		{Pattern: "GET /outreach", Who: who, Handle: showAll},
		{Pattern: "GET /outreach/month", Who: who, Handle: showMonth},
		{Pattern: "GET /outreach/month.csv", Who: who, Handle: sendMonth},
		{Pattern: "GET /outreach/groups/new", Who: who, Handle: showNewGroup},
		{Pattern: "POST /outreach/groups/new", Who: who, Handle: addGroup},
		{Pattern: "GET /outreach/groups/{group}", Who: who, Handle: showGroup},
		{Pattern: "GET /outreach/groups/{group}/change", Who: who, Handle: showChangeGroup},
		{Pattern: "POST /outreach/groups/{group}/change", Who: who, Handle: changeGroup},
		{Pattern: "POST /outreach/groups/{group}/end", Who: who, Handle: endGroup},
		{Pattern: "POST /outreach/groups/{group}/sessions", Who: who, Handle: planSessions},
		{Pattern: "POST /outreach/groups/{group}/find", Who: who, Handle: findMember},
		{Pattern: "POST /outreach/groups/{group}/members", Who: who, Handle: letIn},
		{Pattern: "POST /outreach/groups/{group}/members/{member}/leave", Who: who, Handle: leave},
		{Pattern: "GET /outreach/sessions/{session}", Who: who, Handle: showRegister},
		{Pattern: "POST /outreach/sessions/{session}", Who: who, Handle: takeRegister},
		{Pattern: "POST /outreach/sessions/{session}/cancel", Who: who, Handle: cancelSession},
		{Pattern: "GET /outreach/informal/new", Who: who, Handle: showInformal},
		{Pattern: "POST /outreach/informal/new", Who: who, Handle: recordInformal},
		{Pattern: "GET /outreach/calls/new", Who: who, Handle: showNewList},
		{Pattern: "POST /outreach/calls/new", Who: who, Handle: addList},
		{Pattern: "GET /outreach/calls/{list}", Who: who, Handle: showList},
		{Pattern: "POST /outreach/calls/{list}/rows/{row}", Who: who, Handle: makeCall},
		{Pattern: "POST /outreach/calls/{list}/close", Who: who, Handle: closeList},
	}
}

// below is the frame of a page below the place's own.
func below(title, back, href string) shell.Page {
	return shell.Page{Title: title, Section: "Groups and calls", Back: &ui.Link{Text: back, Href: href}}
}
