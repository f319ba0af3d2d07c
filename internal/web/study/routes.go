package study

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study is for package studies to say: somebody
// of any role can play a part in one.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}"
	return []visit.Route{
		{Pattern: "GET /studies", Who: who, Handle: showStudies},
		{Pattern: "GET /studies/new", Who: visit.Founders, Handle: showNew},
		{Pattern: "POST /studies/new", Who: visit.Founders, Handle: found},
		{Pattern: "GET " + at, Who: who, Handle: showHome},
		{Pattern: "GET " + at + "/report", Who: who, Handle: showReport},
		{Pattern: "GET " + at + "/counted", Who: who, Handle: showCounted},

		{Pattern: "GET " + at + "/plan", Who: who, Handle: showPlan},
		{Pattern: "GET " + at + "/plan/change", Who: who, Handle: showChange},
		{Pattern: "POST " + at + "/plan/change", Who: who, Handle: change},
		{Pattern: "POST " + at + "/plan/state", Who: who, Handle: move},
		{Pattern: "POST " + at + "/plan/page", Who: who, Handle: publish},
		{Pattern: "POST " + at + "/plan/aims", Who: who, Handle: setAims},
		{Pattern: "POST " + at + "/plan/targets", Who: who, Handle: setTarget},
		{Pattern: "POST " + at + "/plan/waves", Who: who, Handle: addWave},
		{Pattern: "POST " + at + "/plan/commitments", Who: who, Handle: promise},
		{Pattern: "POST " + at + "/plan/commitments/{commitment}", Who: who, Handle: keep},

		{Pattern: "GET " + at + "/team", Who: who, Handle: showTeam},
		{Pattern: "POST " + at + "/team", Who: who, Handle: take},
		{Pattern: "POST " + at + "/team/{seat}/leave", Who: who, Handle: leave},

		{Pattern: "GET " + at + "/sites", Who: who, Handle: showSites},
		{Pattern: "POST " + at + "/sites", Who: who, Handle: addSite},
		{Pattern: "GET " + at + "/sites/{site}", Who: who, Handle: showSite},
		{Pattern: "POST " + at + "/sites/{site}/words", Who: who, Handle: changeSite},
		{Pattern: "POST " + at + "/sites/{site}/state", Who: who, Handle: moveSite},
		{Pattern: "POST " + at + "/sites/{site}/tasks", Who: who, Handle: addTask},
		{Pattern: "POST " + at + "/sites/{site}/tasks/{duty}", Who: who, Handle: settleTask},
		{Pattern: "POST " + at + "/sites/{site}/tasks/{duty}/correct", Who: who, Handle: correctTask},
		{Pattern: "POST " + at + "/sites/{site}/letters", Who: who, Handle: addLetter},
		{Pattern: "POST " + at + "/sites/{site}/delegations", Who: who, Handle: delegate},
		{Pattern: "POST " + at + "/sites/{site}/delegations/{delegation}/authorise", Who: who, Handle: authorise},
		{Pattern: "POST " + at + "/sites/{site}/delegations/{delegation}/end", Who: who, Handle: endDelegation},

		{Pattern: "GET " + at + "/documents", Who: who, Handle: showDocuments},
		{Pattern: "POST " + at + "/documents", Who: who, Handle: addDocument},
		{Pattern: "GET " + at + "/documents/{document}", Who: who, Handle: showDocument},
		{Pattern: "POST " + at + "/documents/{document}/upload", Who: who, Handle: addVersion},
		{Pattern: "POST " + at + "/documents/{document}/clauses", Who: who, Handle: addClauses},
		{Pattern: "GET " + at + "/versions/{version}", Who: who, Handle: showVersion},
		{Pattern: "GET " + at + "/versions/{version}/file", Who: who, Handle: sendVersion},
		{Pattern: "POST " + at + "/versions/{version}/approve", Who: who, Handle: approve},

		{Pattern: "GET " + at + "/amendments", Who: who, Handle: showAmendments},
		{Pattern: "POST " + at + "/amendments", Who: who, Handle: amend},
		{Pattern: "GET " + at + "/amendments/{amendment}", Who: who, Handle: showAmendment},
		{Pattern: "POST " + at + "/amendments/{amendment}", Who: who, Handle: changeAmendment},
		{Pattern: "POST " + at + "/amendments/{amendment}/sites", Who: who, Handle: implement},

		{Pattern: "GET " + at + "/events", Who: who, Handle: showEvents},
		{Pattern: "POST " + at + "/events", Who: who, Handle: noteEvent},
		{Pattern: "GET " + at + "/events/{event}", Who: who, Handle: showEvent},
		{Pattern: "POST " + at + "/events/{event}", Who: who, Handle: changeEvent},

		{Pattern: "GET " + at + "/enquiries", Who: who, Handle: showEnquiries},
		{Pattern: "POST " + at + "/enquiries/{enquiry}", Who: who, Handle: answerEnquiry},

		{Pattern: "GET /research", Who: visit.Public, Handle: showProjects},
		{Pattern: "GET /research/{study}", Who: visit.Public, Handle: showProject},
		{Pattern: "POST /research/{study}", Who: visit.Public, Handle: enquire},
	}
}
