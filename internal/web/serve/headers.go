package serve

import "net/http"

// Policy is the content security policy of every page.
const Policy = toImages + afterImages

// WithImagesFrom lets a page show pictures of one more server, such as
// "https://tiles.example". Call it before writing.
func WithImagesFrom(w http.ResponseWriter, origin string) {
	w.Header().Set("Content-Security-Policy", toImages+" "+origin+afterImages)
}

const (
	toImages    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
	afterImages = "; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
		"report-uri " + ReportPath + "; report-to csp"
)

var fixedHeaders = map[string]string{
	"Content-Security-Policy":      Policy,
	"Reporting-Endpoints":          `csp="` + ReportPath + `"`,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "no-referrer", // addresses of records do not travel
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()",
	// Pages hold personal data: neither browser nor proxy keeps a copy. The
	// assets say otherwise for themselves.
	"Cache-Control": "no-store",
}

// headers sets the headers of every answer. With secure, browsers also learn to
// use only TLS for this host.
func headers(next http.Handler, secure bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for k, v := range fixedHeaders {
			h.Set(k, v)
		}
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// ClearSiteData tells the browser to forget what it kept of this site. Call it
// when somebody logs out, before writing.
func ClearSiteData(w http.ResponseWriter) {
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
}
