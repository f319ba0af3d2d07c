package check

import (
	"encoding/json"
	"slices"
	"strings"

	"linkwork/internal/openreferral/document"
)

// fields is a JSON object whose odd parts are simply not there: the schema
// level has said what is wrong with them.
type fields map[string]any

// decoded reads a record.
func decoded(raw json.RawMessage) (fields, error) {
	f, err := document.Fields(raw)
	return fields(f), err
}

func (f fields) text(name string) string {
	text, _ := f[name].(string)
	return strings.TrimSpace(text)
}

func (f fields) number(name string) (float64, bool) {
	number, ok := f[name].(json.Number)
	if !ok {
		return 0, false
	}
	n, err := number.Float64()
	return n, err == nil
}

func (f fields) object(name string) fields {
	object, _ := f[name].(map[string]any)
	return object
}

// list is the objects of a list under one of the names.
func (f fields) list(names ...string) (objects []fields) {
	for _, name := range names {
		elements, _ := f[name].([]any)
		for _, element := range elements {
			if object, ok := element.(map[string]any); ok {
				objects = append(objects, object)
			}
		}
	}
	return objects
}

func (f fields) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f[name] != nil })
}

// any says whether one of the texts is not empty.
func (f fields) any(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f.text(name) != "" })
}

// kindOf tells what a record of a file is by the fields that only such a record
// has. In doubt it is a service, which is what files are about.
func kindOf(f fields) string {
	switch {
	case f.has("service") && f.has("location"), f.has("service_id") && f.has("location_id"), f.has("location") && !f.has("status", "name"):
		return "service_at_location"
	case f.has("services") && !f.has("status"):
		return "organization"
	case f.has("location_type"):
		return "location"
	case f.has("status", "service_at_locations", "schedules", "cost_options", "organization_id", "organization", "assured_date"):
		return "service"
	case f.has("openapi_url"):
		return "about"
	case f.has("term_uri", "taxonomy", "taxonomy_id", "parent_id", "taxonomy_detail"):
		return "taxonomy_term"
	case f.has("website", "organization_identifiers", "legal_status", "logo", "parent_organization_id"):
		return "organization"
	case f.has("taxonomy_terms", "version") || f.has("uri") && !f.has("url", "email"):
		return "taxonomy"
	}
	return "service"
}
