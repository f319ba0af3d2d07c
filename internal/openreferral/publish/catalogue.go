package publish

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"linkwork/internal/db"
)

// entry is a publication as the catalogue knows it: everything but its body.
type entry struct {
	id, parent string
	ordinal    int64
	modified   int64 // milliseconds UTC
	facts      facts
}

// catalogue keeps what publications can be asked for by in memory, in their
// order. It is brought up to date with the snapshot of whoever asks.
type catalogue struct {
	mu     sync.RWMutex
	stamp  string
	newest int64 // milliseconds UTC, of all entries
	shelf  map[string][]entry
}

// errMoved is returned when the catalogue is newer than a snapshot.
var errMoved = errors.New("publish: the catalogue has moved on")

// entries calls look with the entries of a kind, in order, as the snapshot has
// them. The entries are only good until look returns.
func (c *catalogue) entries(r db.Reader, kind string, look func([]entry)) error {
	stamp, err := Stamp(r)
	if err != nil {
		return err
	}
	c.mu.RLock()
	if c.stamp == stamp && c.shelf != nil {
		defer c.mu.RUnlock()
		look(c.shelf[kind])
		return nil
	}
	c.mu.RUnlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.refresh(r, stamp); err != nil {
		return err
	}
	look(c.shelf[kind])
	return nil
}

// shelved is an entry and its kind.
type shelved struct {
	kind string
	entry
}

// refresh reads what was modified since the catalogue was last brought up to
// date. Publications are changed but never deleted.
func (c *catalogue) refresh(r db.Reader, stamp string) error {
	if c.stamp == stamp && c.shelf != nil {
		return nil
	}
	since := c.newest - overlap.Milliseconds()
	rows, err := db.List(r, scanShelved, `SELECT kind, id, parent_id, ordinal, modified_at, facts FROM publications WHERE modified_at >= $1`, since)
	if err != nil {
		return err
	}
	newest := c.newest
	for _, row := range rows {
		newest = max(newest, row.modified)
	}
	if newest < c.newest { // somebody with a later snapshot was here before
		return errMoved
	}
	if c.shelf == nil {
		c.shelf = make(map[string][]entry)
	}
	c.put(rows)
	c.stamp, c.newest = stamp, newest
	return nil
}

func (c *catalogue) put(rows []shelved) {
	slices.SortFunc(rows, func(a, b shelved) int { return cmp.Compare(a.ordinal, b.ordinal) })
	for _, row := range rows {
		shelf := c.shelf[row.kind]
		i, known := slices.BinarySearchFunc(shelf, row.ordinal, func(e entry, ordinal int64) int { return cmp.Compare(e.ordinal, ordinal) })
		if known {
			shelf[i] = row.entry
		} else {
			c.shelf[row.kind] = slices.Insert(shelf, i, row.entry)
		}
	}
}

func scanShelved(row db.Scanner) (s shelved, err error) {
	var about string
	if err := row.Scan(&s.kind, &s.id, &s.parent, &s.ordinal, &s.modified, &about); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(about), &s.facts)
}

// at is the moment of the last change.
func (e entry) at() time.Time { return time.UnixMilli(e.modified).UTC() }
