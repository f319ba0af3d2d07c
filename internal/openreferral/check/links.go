package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// links are the ids of a feed and what refers to them.
type links struct {
	known    map[string]map[string]int // kind of record, id: where it came first in its collection
	complete map[string]bool           // kinds of which everything was read
	wanted   []reference
	parents  map[string]map[string]string // kind, id: id of its parent
}

// reference is an id that something must have.
type reference struct {
	at             place
	path, kind, id string
}

func newLinks() links {
	return links{known: map[string]map[string]int{}, complete: map[string]bool{}, parents: map[string]map[string]string{}}
}

// maxWanted bounds the memory of references.
const maxWanted = 1_000_000

// refersTo are the fields by which a record refers to others, by kind of record.
var refersTo = map[string]map[string]string{
	"service":             {"organization_id": "organization"},
	"service_at_location": {"service_id": "service", "location_id": "location"},
	"taxonomy_term":       {"taxonomy_id": "taxonomy", "parent_id": "taxonomy_term"},
	"organization":        {"parent_organization_id": "organization"},
	"attribute":           {"taxonomy_term_id": "taxonomy_term"},
}

// learn remembers a record of a collection: its id, its parent, and what it
// refers to. An id that was there before is noted.
func (l *links) learn(x *inspection, at place, kind string, f fields) {
	if id := strings.ToLower(at.id); id != "" {
		if l.known[kind] == nil {
			l.known[kind] = map[string]int{}
		}
		if before, again := l.known[kind][id]; again {
			x.note(Consistency, x.loose(), at, "id", "The id is that of an earlier record. Give each record an id of its own, and list it once.", fmt.Sprintf("as in record %d", before))
		} else {
			l.known[kind][id] = at.number
		}
	}
	l.refer(at, "", kind, f)
	for i, a := range f.list("attributes") {
		l.refer(at, fmt.Sprintf("attributes[%d]", i), "attribute", a)
	}
	parent := f.text("parent_id") + f.text("parent_organization_id")
	if at.id != "" && parent != "" {
		if l.parents[kind] == nil {
			l.parents[kind] = map[string]string{}
		}
		l.parents[kind][strings.ToLower(at.id)] = strings.ToLower(parent)
	}
}

func (l *links) refer(at place, path, kind string, f fields) {
	for _, name := range slices.Sorted(maps.Keys(refersTo[kind])) {
		if id := f.text(name); id != "" && len(l.wanted) < maxWanted {
			l.wanted = append(l.wanted, reference{at, within(path, name), refersTo[kind][name], id})
		}
	}
}

// resolve notes references to records that the feed does not have, where all
// records of the kind were read, and parents in a circle.
func (l *links) resolve(x *inspection) {
	for _, r := range l.wanted {
		if _, found := l.known[r.kind][strings.ToLower(r.id)]; !found && l.complete[r.kind] {
			x.note(Consistency, x.loose(), r.at, r.path, fmt.Sprintf("It refers to %s that the feed does not have. Publish it, or leave the reference out.", kindNames[r.kind]), r.id)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(l.parents)) {
		for _, id := range circles(l.parents[kind]) {
			x.note(Consistency, x.loose(), place{where: x.endpoint(kind), number: l.known[kind][id], id: id}, "", "Its parents go round in a circle. Nothing can be its own ancestor.", nil)
		}
	}
}

var kindNames = map[string]string{
	"organization": "an organisation", "service": "a service", "location": "a location", "taxonomy": "a taxonomy", "taxonomy_term": "a taxonomy term",
}

// circles returns the smallest id of each circle of parents, in order.
func circles(parents map[string]string) (ids []string) {
	done := map[string]int{} // ids, to the walk in which they were met
	for walk, start := range slices.Sorted(maps.Keys(parents)) {
		at, ok := start, true
		for ok && done[at] == 0 {
			done[at] = walk + 1
			at, ok = parents[at]
		}
		if ok && done[at] == walk+1 {
			ids = append(ids, smallest(parents, at))
		}
	}
	slices.Sort(ids)
	return ids
}

func smallest(parents map[string]string, in string) string {
	least := in
	for at := parents[in]; at != in; at = parents[at] {
		least = min(least, at)
	}
	return least
}
