package serve

import (
	"bytes"
	"log/slog"
	"net/http"
	"strconv"
	"sync"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes a page with its status. The page is complete before anything
// leaves, so a fault while drawing never shows half of it.
func Render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b)
	if err := page.Render(r.Context(), b); err != nil {
		if r.Context().Err() != nil {
			return // the reader has gone
		}
		ref := Reference()
		slog.Error("page not drawn", "reference", ref, "route", r.Pattern, "err", err)
		http.Error(w, "Sorry, this page could not be shown. Reference: "+ref, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b.Bytes()) // the only failure is a reader who has gone
	}
}
