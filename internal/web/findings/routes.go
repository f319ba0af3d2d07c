package findings

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study is for package studies to say.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}"
	return []visit.Route{
		{Pattern: "GET " + at + "/findings", Who: who, Handle: showList},
		{Pattern: "POST " + at + "/findings", Who: who, Handle: add},
		{Pattern: "GET " + at + "/findings/{finding}", Who: who, Handle: showFinding},
		{Pattern: "POST " + at + "/findings/{finding}", Who: who, Handle: change},
		{Pattern: "POST " + at + "/findings/{finding}/voices", Who: who, Handle: hear},
		{Pattern: "POST " + at + "/findings/{finding}/voices/{voice}/remove", Who: who, Handle: unhear},
		{Pattern: "POST " + at + "/findings/{finding}/shown", Who: who, Handle: recognise},
		{Pattern: "POST " + at + "/findings/{finding}/shown/remove", Who: who, Handle: unrecognise},
		{Pattern: "POST " + at + "/findings/{finding}/quotes", Who: who, Handle: chooseQuote},
		{Pattern: "POST " + at + "/findings/{finding}/quotes/remove", Who: who, Handle: dropQuote},
		{Pattern: "POST " + at + "/recommendations", Who: who, Handle: recommend},
		{Pattern: "GET " + at + "/recommendations/{recommendation}", Who: who, Handle: showRecommendation},
		{Pattern: "POST " + at + "/recommendations/{recommendation}", Who: who, Handle: changeRecommendation},
		{Pattern: "GET " + at + "/outputs/{output}/evidence", Who: who, Handle: showEvidence},
		{Pattern: "POST " + at + "/outputs/{output}/evidence", Who: who, Handle: rest},
		{Pattern: "POST " + at + "/outputs/{output}/versions", Who: who, Handle: addVersion},
		{Pattern: "POST " + at + "/outputs/{output}/reach", Who: who, Handle: noteReach},
	}
}
