package search

import "math/bits"

// Index is an immutable view over documents. It is safe for use by many
// goroutines.
type Index struct {
	base, delta part
	synonyms    *Synonyms
}

// New builds an index. Of documents with one id the last counts. It keeps
// nothing of docs.
func New(docs []Doc, synonyms *Synonyms) *Index {
	return &Index{base: part{segment: build(lastOfEach(docs))}, delta: part{segment: build(nil)}, synonyms: synonyms}
}

// Len is how many documents there are.
func (ix *Index) Len() int { return ix.base.count() + ix.delta.count() }

// With is the same index with other synonyms.
func (ix *Index) With(synonyms *Synonyms) *Index {
	return &Index{ix.base, ix.delta, synonyms}
}

// smallDelta and deltaPart bound the delta: beyond the larger of so many
// documents and that part of the base, the two become one.
const (
	smallDelta = 512
	deltaPart  = 32
)

// Apply returns an index in which changed documents stand in place of those
// with their ids, and the removed ones are gone.
func (ix *Index) Apply(changed []Doc, removed []string) *Index {
	changed = lastOfEach(changed)
	gone := removed
	for i := range changed {
		gone = append(gone[:len(gone):len(gone)], changed[i].ID)
	}
	next := &Index{base: ix.base.without(gone), delta: ix.delta.without(gone), synonyms: ix.synonyms}
	if len(changed) > 0 {
		next.delta = part{segment: merge(next.delta, part{segment: build(changed)})}
	}
	if next.delta.records > max(smallDelta, next.base.records/deltaPart) {
		next.base, next.delta = part{segment: merge(next.base, next.delta)}, part{segment: build(nil)}
	}
	return next
}

// without returns the part with more documents dead.
func (p part) without(ids []string) part {
	var dead set
	for _, id := range ids {
		doc, ok := p.docOf(id)
		if !ok || !p.alive(doc) {
			continue
		}
		if dead == nil {
			dead = newSet(p.records)
			copy(dead, p.dead)
		}
		dead.add(doc)
	}
	if dead == nil {
		return p
	}
	return part{p.segment, dead}
}

// lastOfEach leaves one document of each id.
func lastOfEach(docs []Doc) []Doc {
	at := make(map[string]int, len(docs))
	for i := range docs {
		at[docs[i].ID] = i
	}
	if len(at) == len(docs) {
		return docs
	}
	var kept []Doc
	for i := range docs {
		if at[docs[i].ID] == i {
			kept = append(kept, docs[i])
		}
	}
	return kept
}

// parts are the segments that are searched.
func (ix *Index) parts() []part {
	if ix.delta.records == 0 {
		return []part{ix.base}
	}
	return []part{ix.base, ix.delta}
}

// uses counts the living documents that have a key.
func (ix *Index) uses(key string) (n int) {
	for _, p := range ix.parts() {
		l, ok := p.lists[key]
		switch {
		case !ok:
		case p.dead == nil:
			n += int(l.n)
		case l.dense >= 0:
			for i, w := range p.segment.dense[l.dense] {
				n += bits.OnesCount64(w &^ p.dead[i])
			}
		default:
			var b block
			for number := range l.blocks() {
				p.store.open(l, number, &b)
				for _, doc := range b.docs[:b.n] {
					if !p.dead.has(doc) {
						n++
					}
				}
			}
		}
	}
	return n
}
