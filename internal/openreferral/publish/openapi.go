package publish

import (
	"encoding/json"
	"net/http"
	"time"
)

// parameter is one that a list understands.
type parameter struct{ name, kind, words string }

var (
	paging = []parameter{
		{"page", "integer", "Which page, from 1"},
		{"per_page", "integer", "Records on a page, from 1 to 500; 50 unless told"},
		{"modified_after", "string", "Only records changed at or after this date and time"},
		{"minimal", "boolean", "Only the id and date of change of every record, in one answer"},
		{"full", "boolean", "Everything nested, as for a single record"},
		{"format", "string", "json, or ndjson for every record on a line of its own"},
	}
	finding = []parameter{
		{"search", "string", "Words to look for"},
		{"taxonomy_term_id", "string", "Only with this topic"},
		{"taxonomy_id", "string", "Only with a topic of this list"},
		{"minimum_age", "number", "Only with a lower limit of at least this"},
		{"maximum_age", "number", "Only with an upper limit of at most this"},
		{"age", "number", "Only for somebody of this age, services without limits included"},
		{"day", "string", "Only on this day of the week"},
		{"start_time", "string", "Only beginning at this time of day or later"},
		{"end_time", "string", "Only ending at this time of day or earlier"},
		{"postcode", "string", "Only for people from here, or with proximity near here"},
		{"proximity", "number", "Metres from the middle of the postcode's district"},
	}
	more = map[string][]parameter{
		kindService: append([]parameter{{"organization_id", "string", "Only of this organisation"}}, finding...),
		kindAt:      finding,
		kindTerm:    {{"taxonomy_id", "string", "Only of this list"}},
	}
)

// openAPI describes the interface as it is here.
func (a *api) openAPI(w http.ResponseWriter, r *http.Request) {
	paths := fields{"/": fields{"get": operation("What this feed is", nil, false)}}
	for _, list := range lists {
		paths["/"+list.path] = fields{"get": operation(list.words, append(append([]parameter{}, paging...), more[list.kind]...), false)}
		paths["/"+list.path+"/{id}"] = fields{"get": operation(list.words+": one, with everything nested", nil, true)}
	}
	body, err := json.Marshal(fields{
		"openapi": "3.1.0",
		"info":    fields{"title": "Directory of community services", "version": Version, "description": "Open Referral UK 3.0, with further fields of HSDS 3.1. No key is needed."},
		"servers": []any{fields{"url": a.baseURL + Root}},
		"paths":   paths,
	})
	a.send(w, r, body, time.Time{}, err)
}

func operation(words string, parameters []parameter, byID bool) fields {
	var list []any
	for _, p := range parameters {
		list = append(list, fields{"name": p.name, "in": "query", "required": false, "description": p.words, "schema": fields{"type": p.kind}})
	}
	answers := fields{"200": answered("As asked for")}
	if byID {
		list = append(list, fields{"name": "id", "in": "path", "required": true, "schema": fields{"type": "string", "format": "uuid"}})
		answers["404"] = answered("There is no such record")
	} else if len(parameters) > 0 {
		answers["400"] = answered("A parameter cannot be read")
	}
	op := fields{"summary": words, "responses": answers}
	if len(list) > 0 {
		op["parameters"] = list
	}
	return op
}

func answered(words string) fields {
	return fields{"description": words, "content": fields{"application/json": fields{"schema": fields{"type": "object"}}}}
}
