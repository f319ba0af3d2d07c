package study

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study is for package studies to say: somebody
// of any role can play a part in one.
func Routes() []visit.Route {
	who := visit.Anybody
	return []visit.Route{
		{Pattern: "GET /studies", Who: who, Handle: showStudies},
		{Pattern: "GET /studies/new", Who: visit.Founders, Handle: showNew},
		{Pattern: "POST /studies/new", Who: visit.Founders, Handle: found},
		{Pattern: "GET /studies/{study}", Who: who, Handle: showHome},
	}
}
