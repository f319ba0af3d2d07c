package enter

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /{$}", Who: visit.Public, Handle: home},
		{Pattern: "GET /login", Who: visit.Public, Handle: showLogIn},
		{Pattern: "POST /login", Who: visit.Public, Handle: logIn},
		{Pattern: "GET /unlock", Who: visit.Public, Handle: showUnlock},
		{Pattern: "POST /unlock", Who: visit.Public, Handle: unlock},
		{Pattern: "POST /logout", Who: visit.Public, Handle: logOut},
		{Pattern: "GET /invitation/{token}", Who: visit.Public, Handle: showInvitation},
		{Pattern: "POST /invitation/{token}", Who: visit.Public, Handle: acceptInvitation},
		{Pattern: "POST /drafts/{key}", Who: visit.Anybody, Handle: keepDraft},
	}
}
