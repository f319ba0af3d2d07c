package groups

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study is for package studies to say.
func Routes() []visit.Route {
	who, at, beside := visit.Anybody, "/studies/{study}/groups", "/studies/{study}/involvement"
	group := at + "/{group}"
	meeting := group + "/meetings/{sitting}"
	routes := []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: showGroups},
		{Pattern: "POST " + at, Who: who, Handle: addGroup},
		{Pattern: "GET " + group, Who: who, Handle: showGroup},
		{Pattern: "POST " + group + "/members/{member}/leave", Who: who, Handle: leave},
		{Pattern: "POST " + group + "/members/{member}/page", Who: who, Handle: sendPage},
		{Pattern: "POST " + group + "/actions/{action}/done", Who: who, Handle: finish},
		{Pattern: "GET " + group + "/payments", Who: who, Handle: showPayments},
		{Pattern: "GET " + group + "/payments/csv", Who: who, Handle: sendPayments},
		{Pattern: "POST " + group + "/payments/{payment}/paid", Who: who, Handle: payOut},
		{Pattern: "POST " + group + "/payments/{payment}/take-back", Who: who, Handle: takeBackOffer},
		{Pattern: "POST " + group + "/payments/{payment}/not-paid", Who: who, Handle: payoutNotPaid},
		{Pattern: "POST " + group + "/claims/{claim}/not-paid", Who: who, Handle: claimNotPaid},
		{Pattern: "GET " + group + "/claims/{claim}/receipt", Who: who, Handle: sendReceipt},
		{Pattern: "POST " + group + "/claims/{claim}", Who: who, Handle: settle},
		{Pattern: "POST " + group + "/claims/{claim}/paid", Who: who, Handle: payClaim},
		{Pattern: "GET " + group + "/steering", Who: who, Handle: showSteering},

		{Pattern: "GET " + meeting, Who: who, Handle: showMeeting},
		{Pattern: "POST " + meeting + "/invite", Who: who, Handle: invite},
		{Pattern: "GET " + meeting + "/papers/{paper}", Who: who, Handle: sendPaper},
		{Pattern: "POST " + meeting + "/papers/{paper}/remove", Who: who, Handle: removePaper},

		{Pattern: "GET " + beside + "/rates", Who: who, Handle: showRates},
		{Pattern: "POST " + beside + "/rates", Who: who, Handle: setRate},
		{Pattern: "POST " + beside + "/rates/{rate}/end", Who: who, Handle: endRate},
		{Pattern: "GET " + beside + "/standards", Who: who, Handle: showStandards},
		{Pattern: "POST " + beside + "/standards", Who: who, Handle: assess},
		{Pattern: "GET " + beside + "/report", Who: who, Handle: showReport},
		{Pattern: "POST " + beside + "/report", Who: who, Handle: editReport},
		{Pattern: "GET " + beside + "/report/text", Who: who, Handle: sendReport},
	}
	for below, f := range forms {
		routes = append(routes, visit.Route{Pattern: "GET " + group + below, Who: who, Handle: f.show}, visit.Route{Pattern: "POST " + group + below, Who: who, Handle: f.send})
	}
	return routes
}
