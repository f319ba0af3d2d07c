package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// links are the ids of a feed and what refers to them.
type links struct {
	known    map[string]map[string]place // kind of record, id: where it came first
	complete map[string]bool             // kinds of which everything was read
	absent   map[string]bool             // kinds whose table a package does not have
	wanted   []reference
	parents  map[string]map[string]string // kind, id: id of its parent
}

func newLinks() links {
	return links{known: map[string]map[string]place{}, complete: map[string]bool{}, absent: map[string]bool{}, parents: map[string]map[string]string{}}
}

// learn remembers a record of a collection: its id, its parent, and what it
// refers to. An id that was there before is noted.
func (l *links) learn(x *inspection, at place, kind string, f fields) {
	if id := strings.ToLower(at.id); id != "" {
		if l.known[kind] == nil {
			l.known[kind] = map[string]place{}
		}
		if before, again := l.known[kind][id]; again {
			x.note(Consistency, x.loose(), at, "id", fmt.Sprintf("The id is that of an earlier %s. Give each %[1]s an id of its own, and list it once.", at.word()), "as in "+before.words(at.where))
		} else {
			l.known[kind][id] = at
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

// resolve notes references to records that the feed does not have, where all
// records of the kind were read, and parents in a circle.
func (l *links) resolve(x *inspection) {
	for _, r := range l.wanted {
		l.follow(x, r)
	}
	for _, kind := range slices.Sorted(maps.Keys(l.parents)) {
		for _, id := range circles(l.parents[kind]) {
			at := l.known[kind][id]
			if !at.table {
				at.where = x.endpoint(kind)
			}
			x.note(Consistency, x.loose(), at, "", "Its parents go round in a circle. Nothing can be its own ancestor.", nil)
		}
	}
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
