package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkwork/internal/openreferral/document"
)

// reference is an id that something must have.
type reference struct {
	at             place
	path, kind, id string // kind is anything where it may lead to any
}

// maxWanted bounds the memory of references.
const maxWanted = 1_000_000

// anything is the kind of what a reference that may lead to any kind leads to.
const anything = "anything"

// leadsTo are the fields by which a record refers to others, and the kind of
// record that they lead to. They mean the same wherever they stand.
var leadsTo = map[string]string{
	"service_id": "service", "organization_id": "organization", "parent_organization_id": "organization", "reviewer_organization_id": "organization",
	"location_id": "location", "service_at_location_id": "service_at_location", "program_id": "program", "contact_id": "contact", "phone_id": "phone",
	"taxonomy_id": "taxonomy", "taxonomy_term_id": "taxonomy_term", "taxonomy_ids": "taxonomy_term", "unit_id": "unit",
	"eligibility_id": "eligibility", "service_area_id": "service_area", "cost_option_id": "cost_option", "link_id": anything, "resource_id": anything,
}

// target is the kind of record to which a field of a record leads, if to any.
func target(kind, field string) string {
	switch {
	case field == "parent_id" && (kind == "taxonomy_term" || kind == "taxonomy"):
		return kind
	case field == "taxonomy_id" && (kind == "service_taxonomy" || kind == "link_taxonomy"): // before version 3, terms had this name
		return "taxonomy_term"
	}
	return leadsTo[field]
}

// refer remembers to what a record refers. Only a table says to what an
// attribute is linked: in a record it lies within that.
func (l *links) refer(at place, path, kind string, f fields) {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		to := target(kind, name)
		if to == "" || to == anything && !at.table {
			continue
		}
		for id := range strings.SplitSeq(f.text(name), ",") {
			if id = strings.TrimSpace(id); id != "" && len(l.wanted) < maxWanted {
				l.wanted = append(l.wanted, reference{at, within(path, name), to, id})
			}
		}
	}
}

// inTables notes of which kinds a package has every record, and of which it has
// no table at all. A table with lines that cannot be read may have had it.
func (l *links) inTables(p document.Package) {
	files, kinds := map[string]bool{}, map[string]bool{}
	for _, fault := range p.Faults {
		files[fault.File] = true
	}
	for _, kind := range kindsOfTables {
		l.absent[kind] = true
	}
	for _, table := range p.Tables {
		kind := kindsOfTables[table.Name]
		kinds[kind] = kinds[kind] || files[table.File]
		l.absent[kind], l.complete[kind] = false, !kinds[kind]
	}
	l.complete[anything] = len(p.Faults) == 0
}

// follow notes a reference that leads nowhere.
func (l *links) follow(x *inspection, r reference) {
	switch {
	case l.absent[r.kind]:
		x.note(Consistency, x.loose(), r.at, r.path, fmt.Sprintf("It refers to %s, and the package has no table of those. Add the table, or leave the reference out.", nameOf(r.kind)), r.id)
	case l.complete[r.kind] && !l.has(r):
		x.note(Consistency, x.loose(), r.at, r.path, fmt.Sprintf("It refers to %s that the %s does not have. Publish it, or leave the reference out.", nameOf(r.kind), r.at.whole()), r.id)
	}
}

func (l *links) has(r reference) bool {
	id := strings.ToLower(r.id)
	if r.kind != anything {
		_, found := l.known[r.kind][id]
		return found
	}
	for _, known := range l.known {
		if _, found := known[id]; found {
			return true
		}
	}
	return false
}

// nameOf says a kind of record in words: "an organisation", "a service area".
func nameOf(kind string) string {
	words := strings.NewReplacer("organization", "organisation", "_", " ").Replace(kind)
	switch {
	case kind == anything:
		return "something"
	case strings.ContainsRune("aeio", rune(words[0])):
		return "an " + words
	}
	return "a " + words
}
