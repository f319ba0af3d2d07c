package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/fhir/r4"
)

// request is a transaction Bundle that can be acted upon: its parts found and
// its references checked.
type request struct {
	body    []byte // as sent
	hash    string // of the content: the order of members and white space do not matter
	bundle  *r4.Bundle
	places  map[string]int // of fullUrls, and of Type/id, to their entries
	patient int            // entry of the Patient
	order   int            // entry of the ServiceRequest
	task    int            // entry of the Task
}

// maxEntries is how many resources one request can bring.
const maxEntries = 100

// parseRequest reads a body. The error is r4.Issues for what is not R4, and a
// refusal for what is but cannot be acted upon.
func parseRequest(body []byte) (*request, error) {
	resource, err := r4.Decode(body, r4.Strict())
	if err != nil {
		return nil, err
	}
	bundle, ok := resource.(*r4.Bundle)
	if !ok || bundle.Type != "transaction" {
		return nil, unprocessable(issue("not-supported", expressionOfType(ok, resource), "must be a Bundle of type transaction"))
	}
	req := &request{body: body, bundle: bundle, places: make(map[string]int)}
	if len(bundle.Entry) > maxEntries {
		return nil, unprocessable(issue("too-costly", "Bundle.entry", fmt.Sprintf("must not have more than %d", maxEntries)))
	}
	issues := req.entries()
	issues = append(issues, req.parts()...)
	if len(issues) == 0 {
		issues = req.references()
	}
	if len(issues) == 0 {
		issues = req.sense()
	}
	if len(issues) > 0 {
		return nil, unprocessable(issues)
	}
	req.hash, err = contentHash(bundle)
	return req, err
}

// reopen reads a body that was accepted before, perhaps by rules that were
// milder than today's.
func reopen(body string) (*request, error) {
	resource, err := r4.Decode([]byte(body))
	if err != nil {
		return nil, err
	}
	bundle, ok := resource.(*r4.Bundle)
	if !ok {
		return nil, errors.New("fhir: not a Bundle")
	}
	req := &request{body: []byte(body), bundle: bundle, places: make(map[string]int)}
	req.entries()
	if issues := req.parts(); len(issues) > 0 {
		return nil, issues
	}
	return req, nil
}

func unprocessable(issues r4.Issues) error {
	return refusal{http.StatusUnprocessableEntity, issues}
}

func expressionOfType(bundle bool, resource r4.Resource) string {
	if bundle {
		return "Bundle.type"
	}
	return resource.ResourceType()
}

func at(entry int, element string) string {
	return fmt.Sprintf("Bundle.entry[%d].%s", entry, element)
}

// in is the path of an element of the resource in an entry.
func in(entry int, element string) string { return at(entry, "resource."+element) }

// entries checks what each entry asks for and notes where each resource is.
func (req *request) entries() (issues r4.Issues) {
	for i, entry := range req.bundle.Entry {
		if entry.Resource == nil || entry.Request.Method != http.MethodPost {
			issues = append(issues, issue("not-supported", at(i, "request.method"), "must be POST, with a resource")...)
			continue
		}
		typ := entry.Resource.ResourceType()
		if !kept[typ] {
			issues = append(issues, issue("not-supported", at(i, "resource"), "is of a type that a request cannot bring")...)
			continue
		}
		if asked := path(string(entry.Request.URL)); asked != typ {
			issues = append(issues, issue("value", at(i, "request.url"), "must be the type of the resource, "+typ)...)
		}
		if _, err := parseCriteria(entry.Request.IfNoneExist); err != nil {
			issues = append(issues, issue("not-supported", at(i, "request.ifNoneExist"), err.Error())...)
		}
		if entry.FullURL != "" {
			req.places[string(entry.FullURL)] = i
		}
		if id := entry.Resource.Common().ID; id != "" {
			req.places[typ+"/"+string(id)] = i
		}
	}
	return issues
}

// path returns the last part of a relative or absolute URL.
func path(address string) string {
	address = strings.TrimSuffix(address, "/")
	return address[strings.LastIndex(address, "/")+1:]
}

// parts finds the one Patient, the one ServiceRequest and the one Task.
func (req *request) parts() (issues r4.Issues) {
	for _, part := range []struct {
		typ   string
		entry *int
	}{{"Patient", &req.patient}, {"ServiceRequest", &req.order}, {"Task", &req.task}} {
		*part.entry = slices.IndexFunc(req.bundle.Entry, ofType(part.typ))
		if *part.entry < 0 {
			issues = append(issues, issue("required", "Bundle.entry", "must include a "+part.typ)...)
			continue
		}
		if again := slices.IndexFunc(req.bundle.Entry[*part.entry+1:], ofType(part.typ)); again >= 0 {
			issues = append(issues, issue("business-rule", at(*part.entry+1+again, "resource"), "is a second "+part.typ+"; send one request at a time")...)
		}
	}
	return issues
}

func ofType(typ string) func(r4.BundleEntry) bool {
	return func(entry r4.BundleEntry) bool { return entry.Resource != nil && entry.Resource.ResourceType() == typ }
}

// references checks that references within the Bundle lead somewhere, and that
// the three parts belong together.
func (req *request) references() (issues r4.Issues) {
	r4.References(req.bundle, func(path string, ref *r4.Reference) {
		if strings.HasPrefix(ref.Reference, "urn:") {
			if _, ok := req.places[ref.Reference]; !ok {
				issues = append(issues, issue("not-found", path+".reference", "is not the fullUrl of an entry")...)
			}
		}
	})
	order, task := req.serviceRequest(), req.taskResource()
	for _, tie := range []struct {
		path string
		ref  *r4.Reference
		to   int
		what string
	}{
		{in(req.order, "subject"), order.Subject, req.patient, "Patient"},
		{in(req.task, "focus"), task.Focus, req.order, "ServiceRequest"},
		{in(req.task, "for"), task.For, req.patient, "Patient"},
	} {
		if entry, ok := req.entryOf(tie.ref); !ok || entry != tie.to {
			issues = append(issues, issue("business-rule", tie.path, "must refer to the "+tie.what+" of this Bundle")...)
		}
	}
	return issues
}

// entryOf returns the entry a reference leads to, if it is in the Bundle.
func (req *request) entryOf(ref *r4.Reference) (entry int, ok bool) {
	if ref == nil || ref.Reference == "" {
		return 0, false
	}
	entry, ok = req.places[ref.Reference]
	return entry, ok
}

func (req *request) patientResource() *r4.Patient {
	return req.bundle.Entry[req.patient].Resource.(*r4.Patient)
}

func (req *request) serviceRequest() *r4.ServiceRequest {
	return req.bundle.Entry[req.order].Resource.(*r4.ServiceRequest)
}

func (req *request) taskResource() *r4.Task { return req.bundle.Entry[req.task].Resource.(*r4.Task) }

// identifier is the sender's name for the request: that of the ServiceRequest,
// or else of the Task, or else of the Bundle.
func (req *request) identifier() (system, value string, ok bool) {
	all := slices.Concat(req.serviceRequest().Identifier, req.taskResource().Identifier)
	if req.bundle.Identifier != nil {
		all = append(all, *req.bundle.Identifier)
	}
	for _, identifier := range all {
		if identifier.Value != "" {
			return string(identifier.System), identifier.Value, true
		}
	}
	return "", "", false
}

// contentHash is of a Bundle as it would be written here.
func contentHash(bundle *r4.Bundle) (string, error) {
	canonical, err := r4.Encode(bundle)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}

// criteria is what If-None-Exist looks for.
type criteria struct{ system, value string }

type criteriaError string

func (e criteriaError) Error() string { return string(e) }

// parseCriteria reads "identifier=system|value"; empty is none.
func parseCriteria(text string) (*criteria, error) {
	if text == "" {
		return nil, nil
	}
	query, err := url.ParseQuery(strings.TrimPrefix(text, "?"))
	if err != nil || len(query) != 1 || len(query["identifier"]) != 1 {
		return nil, criteriaError("must be identifier=system|value")
	}
	system, value, ok := strings.Cut(query.Get("identifier"), "|")
	if !ok {
		system, value = "", system
	}
	if value == "" || !storable(system+value) {
		return nil, criteriaError("must be identifier=system|value")
	}
	return &criteria{system, value}, nil
}

// storable says whether a text can be in the database, and so be found there.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }
