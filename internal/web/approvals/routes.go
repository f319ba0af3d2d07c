package approvals

import "linkwork/internal/web/visit"

// Path is that of what waits, and SettingsPath of whether organisations are
// asked by themselves.
const (
	Path         = "/admin/approvals"
	SettingsPath = "/admin/asking"
)

const section = "Administration"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET " + Path, Who: who, Handle: showAll},
		{Pattern: "POST " + Path, Who: who, Handle: approveSome},
		{Pattern: "GET " + Path + "/{suggestion}", Who: who, Handle: showSuggestion},
		{Pattern: "POST " + Path + "/{suggestion}", Who: who, Handle: decide},
		{Pattern: "GET " + Path + "/entries/{service}", Who: who, Handle: showHeld},
		{Pattern: "POST " + Path + "/entries/{service}", Who: who, Handle: approve},
		{Pattern: "GET " + SettingsPath, Who: who, Handle: showSettings},
		{Pattern: "POST " + SettingsPath, Who: who, Handle: saveSettings},
		{Pattern: "GET /services/{service}/ask", Who: visit.Supporters, Handle: showAsk},
		{Pattern: "POST /services/{service}/ask", Who: visit.Supporters, Handle: ask},
	}
}
