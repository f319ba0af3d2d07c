package fhir

import (
	"encoding/json"
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
)

// stored is what a request is read by.
type stored struct {
	bodyHash string
	entryIDs []string
}

// load returns how a referral's message is read; none for a referral that came
// by a form.
func load(r db.Reader, referralID string) (stored, error) {
	var s stored
	var ids string
	err := r.QueryRow(`SELECT body_hash, entry_ids FROM fhir_requests WHERE referral_id = $1`, referralID).Scan(&s.bodyHash, &ids)
	if errors.Is(err, db.ErrNotFound) {
		return stored{}, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(ids), &s.entryIDs)
	}
	return s, err
}

// save notes the ids of a request's resources and the identifiers they are
// known by.
func (req *request) save(tx *db.Tx, practiceID, referralID string, ids []string) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO fhir_requests (referral_id, practice_id, body_hash, entry_ids) VALUES ($1, $2, $3, $4)`,
		referralID, practiceID, req.hash, string(list)); err != nil {
		return err
	}
	for i, entry := range req.bundle.Entry {
		for _, identifier := range identifiers(entry.Resource) {
			if identifier.Value == "" {
				continue
			}
			_, err := tx.Exec(`INSERT INTO fhir_identifiers (practice_id, type, system, value, resource_id, referral_id, made_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (practice_id, type, value, system, resource_id) DO NOTHING`,
				practiceID, entry.Resource.ResourceType(), string(identifier.System), identifier.Value, ids[i], referralID, db.Ms(tx.Now()))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// identifiers returns the business identifiers of a resource.
func identifiers(resource r4.Resource) []r4.Identifier {
	switch v := resource.(type) {
	case *r4.Patient:
		return v.Identifier
	case *r4.ServiceRequest:
		return v.Identifier
	case *r4.Task:
		return v.Identifier
	case *r4.Practitioner:
		return v.Identifier
	case *r4.PractitionerRole:
		return v.Identifier
	case *r4.Organization:
		return v.Identifier
	case *r4.Consent:
		return v.Identifier
	case *r4.Condition:
		return v.Identifier
	}
	return nil
}

// identified is a resource that is known by an identifier.
type identified struct{ resourceID, referralID string }

// find returns the sender's resources with an identifier, the oldest first, at
// most 100. A system of "*" is any.
func find(r db.Reader, practiceID, typ string, c criteria) ([]identified, error) {
	query := `SELECT resource_id, referral_id FROM fhir_identifiers WHERE practice_id = $1 AND type = $2 AND value = $3`
	args := []any{practiceID, typ, c.value}
	if c.system != anySystem {
		query += ` AND system = $4`
		args = append(args, c.system)
	}
	scan := func(row db.Scanner) (i identified, err error) {
		err = row.Scan(&i.resourceID, &i.referralID)
		return i, err
	}
	return db.List(r, scan, query+` ORDER BY made_at, resource_id LIMIT 100`, args...)
}

const anySystem = "*"
