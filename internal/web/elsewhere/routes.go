package elsewhere

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /refer-somebody", Who: visit.Public, Handle: show},
		{Pattern: "POST /refer-somebody", Who: visit.Public, Handle: send},
		{Pattern: "GET /refer-somebody/sent", Who: visit.Public, Handle: showSent},
		{Pattern: "GET /follow/{token}", Who: visit.Public, Handle: enter(follow)},
		{Pattern: "POST /follow/{token}/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST /follow/{token}/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "POST /follow/{token}/answer", Who: visit.Public, Handle: enter(proven(answer))},
		{Pattern: "POST /follow/{token}/take-back", Who: visit.Public, Handle: enter(proven(takeBack))},
	}
}
