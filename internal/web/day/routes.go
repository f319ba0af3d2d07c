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
		{Pattern: "POST /caseload/views", Who: visit.Supporters, Handle: saveView},
		{Pattern: "GET /caseload/views/{view}", Who: visit.Supporters, Handle: showView},
		{Pattern: "POST /caseload/views/{view}/rename", Who: visit.Supporters, Handle: renameView},
		{Pattern: "POST /caseload/views/{view}/delete", Who: visit.Supporters, Handle: deleteView},
		{Pattern: "POST /people/search", Who: visit.Supporters, Handle: findPeople},
		{Pattern: "GET /practice-record", Who: visit.Supporters, Handle: showNotThereYet},
		{Pattern: "POST /practice-record/copied", Who: visit.Supporters, Handle: markCopied},
	}
}
