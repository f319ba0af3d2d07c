package serve

import (
	"log/slog"
	"net/http"

	"linkwork/internal/web/assets"
	"linkwork/internal/web/shell"
)

// Options are what the whole site has in common.
type Options struct {
	Log *slog.Logger // slog.Default() when nil
	// Page makes the frame of the pages that are written before anybody is
	// known to be logged in: refusals and faults.
	Page func(*http.Request) shell.Page
	// Session wraps the routes with the session, inside everything else.
	Session func(http.Handler) http.Handler
	// BodyLimit gives a route another limit than FormLimit, in bytes; 0 leaves it.
	BodyLimit func(*http.Request) int64
	// FromAnywhere are patterns of routes to which other sites may post.
	FromAnywhere []string
	Secure       bool // served over TLS, by a proxy in front
	Reports      *Reports
}

// Handler puts the routes of mux behind everything this package does, and adds
// the assets, the licences and the policy reports to them.
func Handler(mux *http.ServeMux, o Options) http.Handler {
	o = o.filled()
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	mux.Handle("GET /licences", assets.Serve("third-party-notices.txt"))
	mux.Handle("POST "+ReportPath, o.Reports)

	// From the inside out.
	h := routed(mux)
	if o.Session != nil {
		h = o.Session(h)
	}
	h = limited(h, o.BodyLimit, o.Page)
	h = sameOrigin(h, o.Page, o.FromAnywhere)
	h = recovered(h, o.Log, o.Page)
	h = gzipped(h)
	h = headers(h, o.Secure)
	return logged(h, o.Log)
}

func (o Options) filled() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Page == nil {
		o.Page = func(*http.Request) shell.Page { return shell.Page{} }
	}
	if o.Reports == nil {
		o.Reports = NewReports(o.Log)
	}
	return o
}

// sameOrigin refuses a form that another site's page sent with our reader's
// cookies. Requests that no browser made, such as those of the API, pass.
func sameOrigin(next http.Handler, page func(*http.Request) shell.Page, fromAnywhere []string) http.Handler {
	p := http.NewCrossOriginProtection()
	for _, pattern := range fromAnywhere {
		p.AddInsecureBypassPattern(pattern)
	}
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Render(w, r, http.StatusForbidden, shell.Forbidden(page(r), ""))
	}))
	return p.Handler(next)
}
