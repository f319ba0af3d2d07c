package fhir

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
)

// refusal is an error with the status it is answered with.
type refusal struct {
	status int
	issues r4.Issues
}

func (r refusal) Error() string { return r.issues.Error() }

// answer is what goes back.
type answer struct {
	status   int
	resource r4.Resource
	version  string    // ETag, empty for none
	modified time.Time // zero for none
}

const contentType = "application/fhir+json; charset=utf-8"

func (a answer) write(w http.ResponseWriter, r *http.Request) {
	body, err := r4.Encode(a.resource)
	if err != nil {
		a = refused(err)
		body, _ = r4.Encode(a.resource) // an outcome of ours can be written
	}
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	if a.version != "" {
		header.Set("ETag", `W/"`+a.version+`"`)
	}
	if !a.modified.IsZero() {
		header.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
	}
	switch a.status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", `Bearer realm="Linkwork"`)
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "30")
	}
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead && a.status != http.StatusNotModified {
		_, _ = w.Write(body) // the only failure is a reader who has gone
	}
}

// refused turns an error into an OperationOutcome. What nobody foresaw is told
// as "try again later": nothing is known to have been stored.
func refused(err error) answer {
	var r refusal
	var faults r4.Issues
	switch {
	case errors.As(err, &r):
	case errors.As(err, &faults):
		r = refusal{statusOf(faults), faults}
	case errors.Is(err, db.ErrNotFound):
		r = refusal{http.StatusNotFound, issue("not-found", "", "There is no such resource")}
	case errors.Is(err, db.ErrConflict), errors.Is(err, db.ErrDuplicate):
		r = refusal{http.StatusConflict, issue("conflict", "Bundle", "Something else was stored at the same time. Send it again")}
	default:
		if !errors.Is(err, db.ErrUnavailable) {
			slog.Error("fhir", "error", err)
		}
		r = refusal{http.StatusServiceUnavailable, issue("transient", "", "This cannot be done now. Send it again later: a repeated request is stored once")}
	}
	return answer{status: r.status, resource: outcome(r.issues)}
}

// statusOf tells a body that cannot be read from one that is too long.
func statusOf(faults r4.Issues) int {
	if faults[0].Code == "too-long" && faults[0].Expression == "" {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// outcome writes issues as an OperationOutcome. What is wrong with the HTTP
// request rather than the resource has a location: "http.status".
func outcome(issues r4.Issues) *r4.OperationOutcome {
	made := issues.Outcome()
	for i, issue := range issues {
		if strings.HasPrefix(issue.Expression, "http.") {
			made.Issue[i].Location, made.Issue[i].Expression = []string{issue.Expression}, nil
		}
	}
	return made
}
