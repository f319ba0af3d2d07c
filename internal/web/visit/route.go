package visit

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/studies"
)

// Who says who may use a route.
type Who struct {
	name   string
	public bool
	roles  []access.Role
}

// Who may use a route. The zero Who is nobody's and is refused.
var (
	Public          = Who{name: "public", public: true}
	Anybody         = Who{name: "anybody with an account", roles: access.Roles}
	Supporters      = Who{name: "supporters", roles: []access.Role{access.LinkWorker, access.Manager}}
	LinkWorkers     = Who{name: "link workers", roles: []access.Role{access.LinkWorker}}
	Managers        = Who{name: "managers", roles: []access.Role{access.Manager}}
	PracticeStaff   = Who{name: "practice staff", roles: []access.Role{access.Practice}}
	TeamAndPractice = Who{name: "supporters and practice staff", roles: []access.Role{access.LinkWorker, access.Manager, access.Practice}}
	Administrators  = Who{name: "administrators", roles: []access.Role{access.Administrator}}
	Founders        = Who{name: "founders of studies", roles: studies.Founders}
	FormMakers      = Who{name: "makers of forms", roles: []access.Role{access.Administrator, access.Manager, access.Researcher}}
)

// Allows reports whether an actor may use a route of this kind.
func (w Who) Allows(a access.Actor) bool { return w.public || a.Is(w.roles...) }

// IsPublic reports whether nobody needs to be logged in.
func (w Who) IsPublic() bool { return w.public }

// Roles lists the roles that may use the route; nil for a public one.
func (w Who) Roles() []access.Role { return slices.Clone(w.roles) }

// Handler answers one visit.
type Handler func(v *Visit) error

// Route is one address and method, who may use it, and what answers.
type Route struct {
	Pattern string // as net/http.ServeMux: "GET /people/{person}"
	Who     Who
	Handle  Handler
	// FromAnywhere lets other sites' pages and programs post here: only for what a token in
	// the address allows and no cookie does, such as leaving a list (RFC 8058).
	FromAnywhere bool
}

// FromAnywhere are the patterns of the routes to which other sites may post.
func FromAnywhere(routes []Route) (patterns []string) {
	for _, r := range routes {
		if r.FromAnywhere {
			patterns = append(patterns, r.Pattern)
		}
	}
	return patterns
}

// Mux registers routes on a new mux. It panics on a route without a permission
// or with a pattern without a method: such a program must not start.
func Mux(h *House, routes []Route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, route := range routes {
		if !route.Who.public && len(route.Who.roles) == 0 {
			panic(fmt.Sprintf("visit: route %q has no permission", route.Pattern))
		}
		if method, _, ok := strings.Cut(route.Pattern, " "); !ok || method != http.MethodGet && method != http.MethodPost {
			panic(fmt.Sprintf("visit: route %q needs GET or POST", route.Pattern))
		}
		mux.Handle(route.Pattern, h.handler(route))
	}
	h.pages = mux
	return mux
}
