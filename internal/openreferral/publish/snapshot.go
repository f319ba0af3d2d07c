package publish

import (
	"encoding/json"
	"maps"
	"regexp"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// Kinds of publication, as the standard calls them.
const (
	kindService      = "service"
	kindOrganization = "organization"
	kindAt           = "service_at_location"
	kindTaxonomy     = "taxonomy"
	kindTerm         = "taxonomy_term"
)

// snapshot is a record as it is to be published.
type snapshot struct {
	kind, id, parent string
	full             fields
	facts            facts
	sure             bool // of a topic: how it is, whatever services say of it
}

// unfit says why a service cannot be written as the standard wants it.
type unfit struct{ error }

// snapshots are what one service publishes: itself, its organisation, where it
// happens, and its topics. The error is unfit where it cannot be
// published.
func snapshots(r db.Reader, s directory.Service, p directory.Privacy) ([]snapshot, error) {
	body := compose(s)
	identify(body, s)
	conceal(body, p)
	terms, err := linkTerms(r, body, s)
	if err != nil {
		return nil, err
	}
	if err := strict(kindService, s.Source, body); err != nil {
		return nil, unfit{err}
	}
	about := factsOf(body)
	terms.tell(&about, s)
	organization := body["organization"].(fields)
	all := []snapshot{
		{kind: kindService, id: s.ID, parent: s.Organisation.ID, full: body, facts: about},
		{kind: kindOrganization, id: textOf(organization["id"]), full: maps.Clone(organization)},
	}
	all[0].parent = all[1].id
	all = append(all, servicesAt(body, about)...)
	return append(all, terms.snapshots(topicsIn(body, s.Source))...), nil
}

// identify puts the ids that a service and its organisation have here. The
// compliance rules want an organisation always: a group that names none is its
// own.
func identify(body fields, s directory.Service) {
	body["id"] = s.ID
	organization, ok := body["organization"].(fields)
	if !ok {
		organization = fields{"id": openreferral.StableID(s.ID, kindOrganization, "0"), "name": s.Name}
	} else if s.Organisation.ID != "" {
		organization["id"] = s.Organisation.ID
	}
	body["organization"], body["organization_id"] = organization, organization["id"]
}

// conceal takes away what must not leave.
func conceal(body fields, p directory.Privacy) {
	if p.HidePlace {
		delete(body, "service_at_locations")
	}
	withoutPersonalPhones(body)
	withoutScripts(body)
}

var script = regexp.MustCompile(`(?i)^[\s\x00-\x20]*(javascript|vbscript|data):`)

// withoutScripts drops addresses that would run in a reader's browser. To the
// standard they are addresses like others.
func withoutScripts(body fields) {
	for name, value := range body {
		switch v := value.(type) {
		case string:
			if script.MatchString(v) {
				delete(body, name)
			}
		case fields:
			withoutScripts(v)
		case []any:
			for _, part := range objects(v) {
				withoutScripts(part)
			}
		}
	}
}

var mobile = regexp.MustCompile(`^(\+?44|0)7`)

// withoutPersonalPhones drops mobile numbers of contacts who have a name,
// wherever they stand.
func withoutPersonalPhones(body fields) {
	for _, contact := range objects(body["contacts"]) {
		if textOf(contact["name"]) != "" {
			contact["phones"] = keepPublic(contact["phones"])
		}
	}
	for _, value := range body {
		switch v := value.(type) {
		case fields:
			withoutPersonalPhones(v)
		case []any:
			for _, part := range objects(v) {
				withoutPersonalPhones(part)
			}
		}
	}
}

func keepPublic(phones any) any {
	list, ok := phones.([]any)
	if !ok {
		return phones
	}
	var kept []any
	for _, phone := range list {
		p, _ := phone.(fields)
		digits := strings.Map(func(r rune) rune {
			if r == '+' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, textOf(p["number"]))
		if !mobile.MatchString(digits) {
			kept = append(kept, phone)
		}
	}
	return kept
}

// servicesAt are the service at each of its places. The official interface
// document asks there for a service's name and status, so they stand there too.
func servicesAt(body fields, about facts) (all []snapshot) {
	list, _ := body["service_at_locations"].([]any)
	for _, element := range list {
		at := maps.Clone(element.(fields))
		alone := maps.Clone(body)
		delete(alone, "service_at_locations")
		at["service"], at["service_id"], at["name"], at["status"] = alone, body["id"], body["name"], body["status"]
		if location, ok := at["location"].(fields); ok {
			at["location_id"] = location["id"]
		}
		all = append(all, snapshot{kind: kindAt, id: textOf(at["id"]), parent: textOf(body["id"]), full: at, facts: about.at(at)})
	}
	return all
}

// topicsIn are the terms that a service names and the lists they belong to.
func topicsIn(body fields, source string) (all []snapshot) {
	attributes, _ := body["attributes"].([]any)
	for _, element := range attributes {
		attribute, _ := element.(fields)
		term, ok := attribute["taxonomy_term"].(fields)
		if !ok {
			continue
		}
		taxonomy := taxonomyOf(term, source)
		term = maps.Clone(term)
		term["taxonomy_id"] = taxonomy["id"]
		all = append(all, snapshot{kind: kindTerm, id: textOf(term["id"]), parent: textOf(taxonomy["id"]), full: term},
			snapshot{kind: kindTaxonomy, id: textOf(taxonomy["id"]), full: taxonomy})
	}
	return all
}

// taxonomyOf is the list that a term belongs to. Where it names none, it is
// that of the topics of its source.
func taxonomyOf(term fields, source string) fields {
	if detail, ok := term["taxonomy_detail"].(fields); ok && textOf(detail["id"]) != "" {
		return maps.Clone(detail)
	}
	name := textOf(term["taxonomy"])
	if name == "" {
		name = "Topics of " + source
	}
	id := textOf(term["taxonomy_id"])
	if id == "" {
		id = openreferral.StableID(source, kindTaxonomy, name)
	}
	return fields{"id": id, "name": name, "description": name}
}

// listed is a record without its lists: one-to-one relations only.
func listed(full fields) fields {
	body := make(fields, len(full))
	for name, value := range full {
		switch v := value.(type) {
		case []any:
		case fields:
			body[name] = listed(v)
		default:
			body[name] = v
		}
	}
	return body
}

func text(body fields) string {
	written, err := json.Marshal(body)
	if err != nil { // it was read from JSON, or made of texts and numbers
		panic("publish: " + err.Error())
	}
	return string(written)
}
