package builder

import "linkwork/internal/web/visit"

// at is where the place is.
const at = "/admin/forms"

// Routes of the place.
func Routes() []visit.Route {
	var routes []visit.Route
	for _, r := range []struct {
		method, path string
		handle       visit.Handler
	}{
		{"GET", "", list},
		{"GET", "/new", showNew},
		{"POST", "/new", begin},
		{"GET", "/bring", showBring},
		{"POST", "/bring", bring},
		{"GET", "/{form}", show},
		{"GET", "/{form}/brought", brought},
		{"GET", "/{form}/words", showWords},
		{"POST", "/{form}/words", keepWords},
		{"GET", "/{form}/add", showAdd},
		{"POST", "/{form}/add", add},
		{"GET", "/{form}/items/{item}", showItem},
		{"POST", "/{form}/items/{item}", keepItem},
		{"POST", "/{form}/items/{item}/move", move},
		{"GET", "/{form}/items/{item}/remove", showRemove},
		{"POST", "/{form}/items/{item}/remove", remove},
		{"POST", "/{form}/preview", preview},
		{"GET", "/{form}/publish", showPublish},
		{"POST", "/{form}/publish", publish},
		{"GET", "/{form}/editions", editions},
		{"GET", "/{form}/editions/{edition}", edition},
		{"POST", "/{form}/copy", copyForm},
		{"POST", "/{form}/retire", retire},
		{"POST", "/{form}/revive", revive},
		{"GET", "/{form}/try", showTry},
		{"POST", "/{form}/try", take},
		{"GET", "/{form}/try/end", end},
		{"POST", "/{form}/try/again", again},
		{"GET", "/{form}/paper", paper},
		{"GET", "/{form}/give", showGive},
		{"GET", "/{form}/as/{format}", give},
	} {
		routes = append(routes, visit.Route{Pattern: r.method + " " + at + r.path, Who: visit.FormMakers, Handle: r.handle})
	}
	return routes
}
