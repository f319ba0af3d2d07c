package calendar

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /calendar", Who: visit.Supporters, Handle: showDay},
		{Pattern: "GET /calendar/week", Who: visit.Supporters, Handle: showWeek},
	}
}
