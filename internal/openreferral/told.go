package openreferral

import (
	"encoding/json"

	"linkwork/internal/directory"
)

// Told returns what a record that was kept says, as it was read. ok is false
// for a record that was not read from a feed.
func Told(origin directory.Origin) (s directory.Service, ok bool) {
	record, err := decode(origin.Record)
	if err != nil {
		return s, false
	}
	s, _, err = newFeed(origin.Source).service(record)
	return s, err == nil
}

// StableID returns a published id if it is a UUID, or else one made from the
// source, the kind of record and the published id, always the same.
func StableID(source, kind, published string) string { return stableID(source, kind, published) }

// Decode reads one kept record with its numbers as they were written.
func Decode(record json.RawMessage) (map[string]any, error) {
	o, err := decode(record)
	return o.fields, err
}
