package day

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /day", Who: visit.Supporters, Handle: showDay},
		{Pattern: "GET /day/sheet", Who: visit.Supporters, Handle: showSheet},
		{Pattern: "POST /handed-over/{handing}/read", Who: visit.Supporters, Handle: haveRead},
		{Pattern: "POST /transfers/{transfer}/seen", Who: visit.Supporters, Handle: seenDeclined},
		{Pattern: "POST /handed-over/read", Who: visit.Supporters, Handle: haveReadAll},
		{Pattern: "GET /contact-templates", Who: visit.Supporters, Handle: showTemplates},
		{Pattern: "POST /contact-templates", Who: visit.Supporters, Handle: keepTemplate},
		{Pattern: "GET /contact-templates/{wording}", Who: visit.Supporters, Handle: showTemplate},
		{Pattern: "POST /contact-templates/{wording}", Who: visit.Supporters, Handle: changeTemplate},
		{Pattern: "POST /contact-templates/{wording}/delete", Who: visit.Supporters, Handle: dropTemplate},
		{Pattern: "GET /tasks", Who: visit.Supporters, Handle: showTasks},
		{Pattern: "POST /tasks/search", Who: visit.Supporters, Handle: searchTasks},
		{Pattern: "GET /tasks/new", Who: visit.Supporters, Handle: showNewTask},
		{Pattern: "POST /tasks/new", Who: visit.Supporters, Handle: addTask},
		{Pattern: "GET /people/{person}/tasks/new", Who: visit.Supporters, Handle: showNewTask},
		{Pattern: "POST /people/{person}/tasks/new", Who: visit.Supporters, Handle: addTask},
		{Pattern: "GET /tasks/{task}", Who: visit.Supporters, Handle: showEditTask},
		{Pattern: "POST /tasks/{task}", Who: visit.Supporters, Handle: changeTask},
		{Pattern: "POST /tasks/{task}/undo", Who: visit.Supporters, Handle: undoTask},
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
		{Pattern: "POST /practice-record/send", Who: visit.Supporters, Handle: sendEntries},
		{Pattern: "POST /practice-record/copied", Who: visit.Supporters, Handle: markCopied},
	}
}
