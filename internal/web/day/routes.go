package day

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /day", Who: visit.Supporters, Handle: showDay},
		{Pattern: "POST /tasks/{task}/done", Who: visit.Supporters, Handle: doneTask},
		{Pattern: "GET /tasks/{task}/move", Who: visit.Supporters, Handle: showMove},
		{Pattern: "POST /tasks/{task}/move", Who: visit.Supporters, Handle: moveTask},
		{Pattern: "GET /caseload", Who: visit.Supporters, Handle: showCaseload},
		{Pattern: "POST /people/search", Who: visit.Supporters, Handle: findPeople},
		{Pattern: "GET /practice-record", Who: visit.Supporters, Handle: showNotThereYet},
		{Pattern: "POST /practice-record/copied", Who: visit.Supporters, Handle: markCopied},
	}
}
