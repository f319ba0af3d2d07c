package assets

import (
	"net/http"
	"strconv"
	"strings"
)

const notBuilt = "The styles and scripts are not in this binary. Run: make assets\n"

// Handler serves Prefix. A request with an old hash gets today's file, not to
// be kept, so that a page opened before an upgrade still works.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := load()
		if len(s.files) == 0 {
			http.Error(w, notBuilt, http.StatusNotFound)
			return
		}
		hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
		f, ok := s.files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Cache-Control", "no-cache")
		if hash == s.hash {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		h.Set("X-Content-Type-Options", "nosniff")
		f.send(w, r)
	})
}

// Serve answers with one asset under an address of its own, such as /licences.
func Serve(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := load().files[name]
		if !ok {
			http.Error(w, notBuilt, http.StatusNotFound)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		f.send(w, r)
	})
}

func (f file) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	body := f.body
	if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.zipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body) // the only failure is a reader who has gone
	}
}
