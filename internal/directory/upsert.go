package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"linkwork/internal/db"
)

// Change is what an upsert did.
type Change string

// What an upsert can do.
const (
	Added     Change = "added"
	Changed   Change = "changed"
	Unchanged Change = "unchanged" // nothing was written
	Foreign   Change = "foreign"   // another source owns this id; nothing was written
)

// ErrOwnedElsewhere is returned when a service with this id came from another
// source before.
var ErrOwnedElsewhere = errors.New("directory: another source has a service with this id")

// Upsert writes a service with its organisation and places as they were read
// from a source. It needs s.ID, s.Name, s.Status and s.Source; Organisation and
// each Location need an ID. What is not in s is removed from the stored
// service, except what Linkwork learnt itself: referral contacts stay where s
// does not state them, and capacity stays. The same service again writes
// nothing and returns Unchanged.
//
// Organisations and places that another source owns are used as they are.
func Upsert(tx *db.Tx, s Service) (Change, error) {
	changed := false
	note := func(c Change, err error) error {
		changed = changed || c == Added || c == Changed
		return err
	}
	if s.Organisation.ID != "" {
		if err := note(UpsertOrganisation(tx, s.Organisation)); err != nil {
			return "", err
		}
	}
	for _, location := range s.Locations {
		if err := note(UpsertLocation(tx, location)); err != nil {
			return "", err
		}
	}
	done, err := upsertService(tx, s)
	if err != nil {
		return "", err
	}
	if done == Foreign {
		return "", ErrOwnedElsewhere
	}
	if changed && done == Unchanged {
		done = Changed
	}
	if done == Unchanged {
		return Unchanged, nil
	}
	return done, restamp(tx, stampServices)
}

// UpsertOrganisation writes one organisation.
func UpsertOrganisation(tx *db.Tx, o Organisation) (Change, error) {
	hash, err := fingerprint(o)
	if err != nil {
		return "", err
	}
	done, err := compare(tx, `SELECT source, record_hash FROM organisations WHERE id = $1`, o.ID, o.Source, hash)
	if err != nil || done == Unchanged || done == Foreign {
		return done, err
	}
	_, err = tx.Exec(upsertOrganisation, o.ID, o.Name, o.Description, o.Website, o.Email, o.Phone,
		o.Source, o.SourceID, hash, record(o.Origin), db.Ms(tx.Now()))
	return done, err
}

// UpsertLocation writes one place.
func UpsertLocation(tx *db.Tx, l Location) (Change, error) {
	hash, err := fingerprint(l)
	if err != nil {
		return "", err
	}
	done, err := compare(tx, `SELECT source, record_hash FROM locations WHERE id = $1`, l.ID, l.Source, hash)
	if err != nil || done == Unchanged || done == Foreign {
		return done, err
	}
	lat, lon := coordinates(l.Point)
	_, err = tx.Exec(upsertLocation, l.ID, l.Name, l.Kind, l.Address, l.Postcode, l.Outcode, lat, lon,
		l.Accessibility, string(l.StepFree), l.Transport, l.Source, l.SourceID, hash, record(l.Origin), db.Ms(tx.Now()))
	return done, err
}

func upsertService(tx *db.Tx, s Service) (Change, error) {
	s.Needs, s.Capacity = NeedsOf(s), Capacity{}
	hash, err := fingerprint(s)
	if err != nil {
		return "", err
	}
	done, err := compare(tx, `SELECT source, record_hash FROM services WHERE id = $1`, s.ID, s.Source, hash)
	if err != nil || done == Unchanged || done == Foreign {
		return done, err
	}
	if err := writeService(tx, s, hash); err != nil {
		return "", err
	}
	return done, writeParts(tx, s)
}

// compare looks at what is stored under an id.
func compare(tx *db.Tx, query, id, source, hash string) (Change, error) {
	var storedSource, storedHash string
	err := tx.QueryRow(query, id).Scan(&storedSource, &storedHash)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return Added, nil
	case err != nil:
		return "", err
	case storedSource != source:
		return Foreign, nil
	case storedHash == hash:
		return Unchanged, nil
	}
	return Changed, nil
}

// fingerprint covers every mapped field and the whole original record, so a
// new version of Linkwork that maps more writes once more.
func fingerprint(v any) (string, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("directory: fingerprint: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

func record(o Origin) string {
	if len(o.Record) == 0 {
		return "{}"
	}
	return string(o.Record)
}
