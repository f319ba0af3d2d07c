package admin

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET /admin", Who: who, Handle: show},
		{Pattern: "GET /admin/accounts", Who: who, Handle: showAccounts},
		{Pattern: "POST /admin/accounts", Who: who, Handle: invite},
		{Pattern: "POST /admin/accounts/{account}/invite", Who: who, Handle: inviteAgain},
		{Pattern: "POST /admin/accounts/{account}/disable", Who: who, Handle: disable},
		{Pattern: "POST /admin/accounts/{account}/enable", Who: who, Handle: enable},
		{Pattern: "POST /admin/accounts/{account}/end", Who: who, Handle: endSessions},
		{Pattern: "GET /admin/places", Who: who, Handle: showPlaces},
		{Pattern: "POST /admin/teams", Who: who, Handle: addTeam},
		{Pattern: "POST /admin/practices", Who: who, Handle: addPractice},
		{Pattern: "GET /admin/settings", Who: who, Handle: showSettings},
		{Pattern: "POST /admin/settings", Who: who, Handle: saveSettings},
		{Pattern: "GET /admin/messages", Who: who, Handle: showMessages},
		{Pattern: "POST /admin/messages/{message}/release", Who: who, Handle: release},
	}
}
