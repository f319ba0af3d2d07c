package serve

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"linkwork/internal/web/shell"
)

// Reference is a short number that ties a page to its line in the log.
func Reference() string {
	t := rand.Text() // base32
	return t[:4] + "-" + t[4:8]
}

// recovered turns a panic into the page for a fault of ours. The log gets the
// place of the fault and its type, not its text, which may hold personal data.
func recovered(next http.Handler, log *slog.Logger, page func(*http.Request) shell.Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler { //nolint:errorlint // the sentinel is compared by identity in net/http too
				panic(p)
			}
			ref := Reference()
			log.Error("panic", "reference", ref, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			if rec.status == 0 {
				Fail(rec, r, page(r), ref)
			}
		}()
		next.ServeHTTP(rec, r)
	})
}

// Fail writes the page for a fault of ours. After a form it does not claim that
// nothing was saved: nobody knows how far it came.
func Fail(w http.ResponseWriter, r *http.Request, p shell.Page, reference string) {
	saved := ""
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		saved = "It may not have been saved. Sending the same page again is safe: nothing is saved twice."
	}
	Render(w, r, http.StatusInternalServerError, shell.Failed(p, reference, saved))
}
