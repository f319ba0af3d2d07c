package fhir

import (
	"errors"
	"net/http"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/identity"
)

// Root is the path of the interface.
const Root = "/fhir/R4"

// Handler answers everything below Root.
type Handler struct {
	db   *db.DB
	base string // absolute address of Root, for links
}

// New returns the handler. BaseURL is the address of the site without a slash
// at its end: "https://linkwork.example".
func New(d *db.DB, baseURL string) *Handler {
	return &Handler{db: d, base: strings.TrimSuffix(baseURL, "/") + Root}
}

// sender is the practice on whose behalf a token speaks.
type sender struct {
	practiceID string
	actor      audit.Actor
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.answer(w, r)
	if err != nil {
		answer = refused(err)
	}
	answer.write(w, r)
}

// answer finds what is asked for.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request) (answer, error) {
	if err := acceptable(r); err != nil {
		return answer{}, err
	}
	path := strings.Trim(strings.TrimPrefix(r.URL.Path, Root), "/")
	parts := strings.Split(path, "/")
	switch {
	case path == "metadata":
		return h.metadata(r)
	case path == "":
		return only(r, http.MethodPost, func() (answer, error) { return h.transaction(w, r) })
	case len(parts) == 1 && searched[parts[0]]:
		return only(r, http.MethodGet, func() (answer, error) { return h.search(r, parts[0], r.URL.RawQuery) })
	case len(parts) == 2 && searched[parts[0]] && parts[1] == "_search":
		return only(r, http.MethodPost, func() (answer, error) { return h.postedSearch(w, r, parts[0]) })
	case len(parts) == 2 && kept[parts[0]]:
		return only(r, http.MethodGet, func() (answer, error) { return h.read(r, parts[0], parts[1]) })
	}
	return answer{}, refusal{http.StatusNotFound, issue("not-supported", "", "This server does not offer that. See "+Root+"/metadata")}
}

// searched are the types with a search; kept those that can be read.
var (
	searched = map[string]bool{"ServiceRequest": true, "Task": true}
	kept     = map[string]bool{
		"ServiceRequest": true, "Task": true, "Patient": true, "Practitioner": true, "PractitionerRole": true,
		"Organization": true, "Consent": true, "Condition": true,
	}
)

func only(r *http.Request, method string, act func() (answer, error)) (answer, error) {
	if r.Method == method || r.Method == http.MethodHead && method == http.MethodGet {
		return act()
	}
	return answer{}, refusal{http.StatusMethodNotAllowed, issue("not-supported", "", "Use "+method+" here")}
}

// acceptable refuses a client that wants something other than JSON.
func acceptable(r *http.Request) error {
	wanted := r.URL.Query().Get("_format")
	if wanted == "" {
		wanted = r.Header.Get("Accept")
	}
	if wanted == "" || strings.Contains(wanted, "json") || strings.Contains(wanted, "*/*") || strings.Contains(wanted, "application/*") {
		return nil
	}
	return refusal{http.StatusNotAcceptable, issue("not-supported", "http._format", "This server speaks application/fhir+json only")}
}

// who finds the sender of a request by its token.
func (h *Handler) who(r db.Reader, req *http.Request) (sender, error) {
	scheme, token, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return sender{}, refusal{http.StatusUnauthorized, issue("login", "http.authorization", "Send a token: Authorization: Bearer …")}
	}
	found, err := identity.FindToken(r, token)
	if errors.Is(err, db.ErrNotFound) {
		return sender{}, refusal{http.StatusUnauthorized, issue("login", "http.authorization", "The token is not known or was ended")}
	}
	return sender{found.PracticeID, audit.Actor{ID: found.ID, Name: found.Name, Role: "Practice's system"}}, err
}

func issue(code r4.Code, expression, text string) r4.Issues {
	return r4.Issues{{Code: code, Expression: expression, Text: text}}
}
