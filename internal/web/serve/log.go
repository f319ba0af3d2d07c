package serve

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"
)

// entry is one line of the request log while the request is served. Handlers
// in between may copy the request, so the route is written here by the mux.
type entry struct{ route string }

type entryKey struct{}

// logged writes one line for each request: method, route, status, milliseconds
// and bytes. The route is the pattern ("GET /people/{id}"), never the path.
func logged(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &entry{}
		start := time.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			log.Info("request", "method", method(r), "route", cmp.Or(e.route, "none"), "status", cmp.Or(rec.status, http.StatusOK),
				"ms", float64(time.Since(start).Microseconds())/1000, "bytes", rec.bytes)
		}()
		next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), entryKey{}, e)))
	})
}

// routed serves with the mux and notes which route it took.
func routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if e, ok := r.Context().Value(entryKey{}).(*entry); ok {
				e.route = r.Pattern
			}
		}()
		mux.ServeHTTP(w, r)
	})
}

// method keeps made-up methods out of the log.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// recorder notes status and size of an answer.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
