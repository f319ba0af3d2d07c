package wellbeing

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /wellbeing/{token}", Who: visit.Public, Handle: enter(start)},
		{Pattern: "POST /wellbeing/{token}/check", Who: visit.Public, Handle: enter(check)},
		{Pattern: "GET /wellbeing/{token}/question", Who: visit.Public, Handle: enter(ask)},
		{Pattern: "POST /wellbeing/{token}/question", Who: visit.Public, Handle: enter(save)},
		{Pattern: "GET /wellbeing/{token}/end", Who: visit.Public, Handle: enter(end)},
	}
}
