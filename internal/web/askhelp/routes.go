package askhelp

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /ask-for-help", Who: visit.Public, Handle: show},
		{Pattern: "POST /ask-for-help", Who: visit.Public, Handle: send},
		{Pattern: "GET /ask-for-help/sent", Who: visit.Public, Handle: showSent},
	}
}
