package directory

import (
	"slices"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/search"
)

// state is the directory as some snapshots see it.
type state struct {
	moment
	seen     int64 // the newest change in it, milliseconds
	synonyms []string
	index    *search.Index
}

// moment tells states apart.
type moment struct {
	stamp string // differs between any two states
	turn  int64  // higher in the later one
}

// keptStates are for snapshots that began before the last changes.
const keptStates = 4

// overlap is how long a change may take to be seen after the moment that it is
// stamped with.
const overlap = time.Minute

// current returns the index of the snapshot's state. From the state before it
// only what changed is read. Others wait rather than do the same.
func (d *Directory) current(s *db.Snapshot) (*search.Index, error) {
	at, err := momentOf(s)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, known := range d.states {
		if known.stamp == at.stamp {
			return known.index, nil
		}
	}
	before := state{}
	if n := len(d.states); n > 0 {
		before = d.states[n-1]
	}
	next, err := before.follow(s, at)
	if err != nil {
		return nil, err
	}
	if before.index == nil || before.turn < at.turn { // an older one is too rare to keep
		d.states = append(d.states, next)
		d.states = slices.Clone(d.states[max(len(d.states)-keptStates, 0):])
	}
	return next.index, nil
}

// follow is the state of a snapshot, made from an earlier one where it can be.
func (before state) follow(r db.Reader, at moment) (state, error) {
	next := state{moment: at}
	var err error
	if next.seen, err = newestChange(r); err != nil {
		return state{}, err
	}
	if next.synonyms, err = synonymsInUse(r); err != nil {
		return state{}, err
	}
	if before.index == nil || at.turn <= before.turn {
		next.index, err = rebuilt(r, next.synonyms)
		return next, err
	}
	index := before.index
	if !slices.Equal(before.synonyms, next.synonyms) {
		index = index.With(search.NewSynonyms(next.synonyms))
	}
	next.index, err = caughtUp(r, index, before.seen-overlap.Milliseconds(), next.synonyms)
	return next, err
}

func rebuilt(r db.Reader, synonyms []string) (*search.Index, error) {
	listings, err := loadListings(r, everything)
	if err != nil {
		return nil, err
	}
	docs, err := docsOf(r, listings, everything)
	if err != nil {
		return nil, err
	}
	return search.New(docs, search.NewSynonyms(synonyms)), nil
}

// caughtUp applies what changed at or after a moment. Where that is a good part
// of the whole, starting afresh costs less.
func caughtUp(r db.Reader, index *search.Index, since int64, synonyms []string) (*search.Index, error) {
	ids, err := changedSince(r, since)
	if err != nil || len(ids) == 0 {
		return index, err
	}
	if len(ids) > max(index.Len()/4, 100) {
		return rebuilt(r, synonyms)
	}
	var docs []search.Doc
	running := make(map[string]bool, len(ids))
	for batch := range slices.Chunk(ids, mostAtOnce) {
		listings, err := loadListings(r, only(batch))
		if err != nil {
			return nil, err
		}
		more, err := docsOf(r, listings, only(batch))
		if err != nil {
			return nil, err
		}
		for _, doc := range more {
			running[doc.ID] = true
		}
		docs = append(docs, more...)
	}
	gone := slices.DeleteFunc(ids, func(id string) bool { return running[id] })
	return index.Apply(docs, gone), nil
}
