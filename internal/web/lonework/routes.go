package lonework

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /visits", Who: visit.Supporters, Handle: showBoard},
		{Pattern: "GET /visits/me", Who: visit.Supporters, Handle: showMe},
		{Pattern: "POST /visits/me", Who: visit.Supporters, Handle: saveMe},
		{Pattern: "GET /team/visits", Who: visit.Managers, Handle: showRules},
		{Pattern: "POST /team/visits", Who: visit.Managers, Handle: saveRules},
		{Pattern: "GET /visits/{outing}", Who: visit.Supporters, Handle: showOuting},
		{Pattern: "POST /visits/{outing}/out", Who: visit.Supporters, Handle: setOut},
		{Pattern: "POST /visits/{outing}/longer", Who: visit.Supporters, Handle: takeLonger},
		{Pattern: "POST /visits/{outing}/left", Who: visit.Supporters, Handle: checkOut},
		{Pattern: "POST /visits/{outing}/help", Who: visit.Supporters, Handle: askForHelp},
		{Pattern: "POST /visits/{outing}/off", Who: visit.Supporters, Handle: callOff},
		{Pattern: "POST /visits/{outing}/answer", Who: visit.Supporters, Handle: answer},
		{Pattern: "POST /visits/{outing}/finish", Who: visit.Supporters, Handle: finish},
		{Pattern: "GET /people/{person}/appointments/{appointment}/visit", Who: visit.Supporters, Handle: showTimer},
		{Pattern: "POST /people/{person}/appointments/{appointment}/visit", Who: visit.Supporters, Handle: setTimer},
	}
}
