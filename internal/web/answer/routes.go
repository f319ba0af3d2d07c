package answer

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /answer/{token}", Who: visit.Public, Handle: enter(show)},
		{Pattern: "POST /answer/{token}", Who: visit.Public, Handle: enter(proven(give))},
		{Pattern: "POST /answer/{token}/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST /answer/{token}/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "POST /answer/{token}/open", Who: visit.Public, Handle: enter(proven(open))},
		{Pattern: "GET /answer/{token}/thanks", Who: visit.Public, Handle: enter(proven(showThanks))},
	}
}
