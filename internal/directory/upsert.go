package directory

import (
	"encoding/json"
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/search"
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

// ErrOwnedElsewhere is returned when a different service has this id already,
// from another source.
var ErrOwnedElsewhere = errors.New("directory: another source has a different service with this id")

// Upsert writes a service with its organisation and places as they were read
// from a source. It needs s.ID, s.Name, s.Status and s.Source; Organisation and
// each Location need an ID. The source's record is kept whole, and the service
// is what its leading record tells, with the fields that people chose or know
// better. Referral contacts stay where s does not state them, and capacity
// stays. The same service again writes nothing and returns Unchanged.
//
// A service that another source tells under the same id and name is the same
// one. Organisations and places that another source owns are used as they are.
func Upsert(tx *db.Tx, s Service) (Change, error) {
	hash, err := fingerprint(s)
	if err != nil {
		return "", err
	}
	stored, again, err := knownRecord(tx, s.Source, s.SourceID)
	if err != nil {
		return "", err
	}
	if again && stored.hash == hash && stored.missed == 0 && stored.goneAt.IsZero() {
		return Unchanged, nil
	}
	if err := upsertParts(tx, s); err != nil {
		return "", err
	}
	if !again {
		return Added, addRecord(tx, s, hash)
	}
	if err := keepRecord(tx, s, stored.serviceID, hash); err != nil {
		return "", err
	}
	return Changed, composeAll(tx, stored.serviceID)
}

func upsertParts(tx *db.Tx, s Service) error {
	if s.Organisation.ID != "" {
		if _, err := UpsertOrganisation(tx, s.Organisation); err != nil {
			return err
		}
	}
	for _, location := range s.Locations {
		if _, err := UpsertLocation(tx, location); err != nil {
			return err
		}
	}
	return nil
}

// addRecord keeps a record that was not there before: it makes a service, or
// tells of the one with its id.
func addRecord(tx *db.Tx, s Service, hash string) error {
	if _, err := AddSource(tx, Source{ID: s.Source}); err != nil {
		return err
	}
	var name, serviceID string
	err := tx.QueryRow(`SELECT name, COALESCE(merged_into, id) FROM services WHERE id = $1`, s.ID).Scan(&name, &serviceID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		serviceID = s.ID
		if err := writeService(tx, goldenOf([]Record{{Told: s}}, nil), ""); err != nil {
			return err
		}
	case err != nil:
		return err
	case search.Fold(name) != search.Fold(s.Name):
		return ErrOwnedElsewhere
	}
	if err := keepRecord(tx, s, serviceID, hash); err != nil {
		return err
	}
	if err := composeAll(tx, serviceID); err != nil {
		return err
	}
	return announce(tx)
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
	numbers, err := json.Marshal(append([]RegisterNumber{}, o.Numbers...))
	if err != nil {
		return "", err
	}
	return done, leavingOrganisation(tx, o.ID, func() error {
		_, err := tx.Exec(upsertOrganisation, o.ID, o.Name, o.Description, o.Website, o.Email, o.Phone, string(numbers),
			o.Source, o.SourceID, hash, record(o.Origin), db.Ms(tx.Now()))
		return err
	})
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
		l.Accessibility, string(l.StepFree), l.Transport, l.Property, l.Source, l.SourceID, hash, record(l.Origin), db.Ms(tx.Now()))
	return done, err
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

func record(o Origin) string {
	if len(o.Record) == 0 {
		return "{}"
	}
	return string(o.Record)
}
