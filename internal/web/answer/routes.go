package answer

import "linkwork/internal/web/visit"

const askPath = "/see-your-referrals"

// Routes of the place.
func Routes() []visit.Route {
	routes := append(quiet.Routes(), []visit.Route{
		{Pattern: "POST /answer/{token}/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST /answer/{token}/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "GET /answer/{token}/referrals", Who: visit.Public, Handle: enter(proven(showList))},
		{Pattern: "GET /answer/{token}/room/{service}", Who: visit.Public, Handle: enter(proven(showRoom))},
		{Pattern: "POST /answer/{token}/room/{service}", Who: visit.Public, Handle: enter(proven(saveRoom))},
		{Pattern: "POST /answer/{token}/reminders", Who: visit.Public, Handle: enter(proven(setReminders))},
		{Pattern: "POST /answer/{token}/forget", Who: visit.Public, Handle: enter(proven(forget))},
		{Pattern: "GET /answer/{token}/forgotten", Who: visit.Public, Handle: enter(showForgotten)},
		{Pattern: "GET " + askPath, Who: visit.Public, Handle: showAsk},
		{Pattern: "POST " + askPath, Who: visit.Public, Handle: ask},
		{Pattern: "GET " + askPath + "/sent", Who: visit.Public, Handle: showAsked},
	}...)
	// A referral is the one of the link, or any other to the same address.
	for _, at := range []string{"/answer/{token}", "/answer/{token}/referrals/{connection}"} {
		routes = append(routes,
			visit.Route{Pattern: "GET " + at, Who: visit.Public, Handle: enter(of(show))},
			visit.Route{Pattern: "POST " + at, Who: visit.Public, Handle: enter(proven(of(give)))},
			visit.Route{Pattern: "POST " + at + "/open", Who: visit.Public, Handle: enter(proven(of(open)))},
			visit.Route{Pattern: "POST " + at + "/came", Who: visit.Public, Handle: enter(proven(of(sayCame)))},
			visit.Route{Pattern: "GET " + at + "/thanks", Who: visit.Public, Handle: enter(proven(of(showThanks)))},
		)
	}
	return routes
}
