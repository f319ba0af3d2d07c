package calendar

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /calendar", Who: visit.Supporters, Handle: showDay},
		{Pattern: "GET /calendar/week", Who: visit.Supporters, Handle: showWeek},
		{Pattern: "GET /calendar/feed", Who: visit.Supporters, Handle: showFeed},
		{Pattern: "POST /calendar/feed", Who: visit.Supporters, Handle: openFeed},
		{Pattern: "POST /calendar/feed/stop", Who: visit.Supporters, Handle: closeFeed},
		{Pattern: "GET /calendar/feed/{token}", Who: visit.Public, Handle: sendFeed},
	}
}
