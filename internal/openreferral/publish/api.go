package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// Root is where the directory is published.
const Root = "/openreferral"

// Version is what the feed says it is; Profile names the profile it follows.
const (
	Version = "HSDS-UK-3.0"
	Profile = "https://docs.openreferraluk.org/en/latest/"
)

type api struct {
	db        *db.DB
	dir       *directory.Directory
	baseURL   string
	catalogue catalogue
}

// lists are the lists that can be asked for, by the last word of their address.
var lists = []struct{ path, kind, words string }{
	{"services", kindService, "Services, groups and activities"},
	{"organizations", kindOrganization, "Organisations that run them"},
	{"service_at_locations", kindAt, "Services at the places where they happen"},
	{"taxonomies", kindTaxonomy, "Lists of topics"},
	{"taxonomy_terms", kindTerm, "Topics"},
}

// New returns the interface, to be mounted at Root and below. baseURL is the
// area's own address without a slash at the end.
func New(d *db.DB, dir *directory.Directory, baseURL string) http.Handler {
	a := &api{db: d, dir: dir, baseURL: baseURL}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Root, a.about)
	mux.HandleFunc("GET "+Root+"/{$}", a.about)
	mux.HandleFunc("GET "+Root+"/openapi.json", a.openAPI)
	for _, list := range lists {
		mux.HandleFunc("GET "+Root+"/"+list.path, func(w http.ResponseWriter, r *http.Request) { a.list(w, r, list.kind) })
		mux.HandleFunc("GET "+Root+"/"+list.path+"/{id}", func(w http.ResponseWriter, r *http.Request) { a.one(w, r, list.kind) })
	}
	mux.HandleFunc("OPTIONS "+Root+"/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc(Root+"/", func(w http.ResponseWriter, r *http.Request) {
		problem(w, http.StatusNotFound, "There is nothing at this address", nil)
	})
	return open(mux)
}

// open lets every website read the feed, and whoever has a copy ask whether it
// is still good.
func open(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match, If-Modified-Since")
		h.Set("Access-Control-Expose-Headers", "ETag, Last-Modified")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Cache-Control", "public, no-cache")
		next.ServeHTTP(w, r)
	})
}

func (a *api) about(w http.ResponseWriter, r *http.Request) {
	body, err := json.Marshal(map[string]string{"version": Version, "profile": Profile, "openapi_url": a.baseURL + Root + "/openapi.json"})
	a.send(w, r, body, time.Time{}, err)
}

func (a *api) list(w http.ResponseWriter, r *http.Request, kind string) {
	p, contents, bad, err := a.page(r.Context(), kind, r)
	switch {
	case len(bad) > 0:
		problem(w, http.StatusBadRequest, "A parameter cannot be read", bad)
	case err == nil && p.query.lines:
		w.Header().Set("Content-Type", "application/x-ndjson")
		if err := a.stream(r.Context(), w, p); err != nil { // the head has gone; a broken last line tells
			slog.Warn("publish: a stream broke off", "err", err)
		}
	default:
		a.send(w, r, []byte(p.envelope(contents)), p.modified, err)
	}
}

func (a *api) one(w http.ResponseWriter, r *http.Request, kind string) {
	var body string
	var modified time.Time
	err := a.db.Read(r.Context(), func(s *db.Snapshot) (err error) {
		err = s.QueryRow(`SELECT full_body, modified_at FROM publications WHERE kind = $1 AND id = $2`, kind, strings.ToLower(r.PathValue("id"))).
			Scan(&body, db.At(&modified))
		if err == nil && kind == kindOrganization {
			body, err = withServices(s, body, r.PathValue("id"), r.URL.Query().Get("full_service") == "true")
		}
		if err == nil && kind == kindTaxonomy {
			body, err = withTerms(s, body, r.PathValue("id"))
		}
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		problem(w, http.StatusNotFound, "There is no such record", nil)
		return
	}
	a.send(w, r, []byte(body), modified, err)
}

// withServices puts the services of an organisation into it.
func withServices(s *db.Snapshot, body, id string, full bool) (string, error) {
	column := "list_body"
	if full {
		column = "full_body"
	}
	return nested(s, body, "services", `SELECT `+column+` FROM publications WHERE parent_id = $1 AND kind = $2 ORDER BY ordinal`, strings.ToLower(id), kindService)
}

func withTerms(s *db.Snapshot, body, id string) (string, error) {
	return nested(s, body, "taxonomy_terms", `SELECT list_body FROM publications WHERE parent_id = $1 AND kind = $2 ORDER BY ordinal`, strings.ToLower(id), kindTerm)
}

func nested(s *db.Snapshot, body, name, query string, args ...any) (string, error) {
	parts, err := db.List(s, scanText, query, args...)
	if err != nil || len(parts) == 0 {
		return body, err
	}
	return strings.TrimSuffix(body, "}") + fmt.Sprintf(`,%q:[%s]}`, name, strings.Join(parts, ",")), nil
}

// send writes an answer, or that the copy of whoever asks is still good.
func (a *api) send(w http.ResponseWriter, r *http.Request, body []byte, modified time.Time, err error) {
	if err != nil {
		slog.Error("publish", "err", err)
		problem(w, http.StatusServiceUnavailable, "The directory cannot be read at the moment. Try again in a minute", nil)
		return
	}
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", tag)
	if !modified.IsZero() {
		w.Header().Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	}
	if match := r.Header.Get("If-None-Match"); match == "*" || strings.Contains(match, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body) // whoever asked has gone
}

// problem says what is wrong, and with which parameter (RFC 9457).
func problem(w http.ResponseWriter, status int, title string, bad faults) {
	body := map[string]any{"title": title, "status": status}
	if len(bad) > 0 {
		body["parameters"] = bad
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // whoever asked has gone
}
