package fhir

import (
	"net/http"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// read answers with one resource of the sender's own. That it was looked at is
// noted in the same write that reads it.
func (h *Handler) read(r *http.Request, typ, id string) (answer, error) {
	var found answer
	err := h.db.Write(r.Context(), func(tx *db.Tx) error {
		from, err := h.who(tx, r)
		if err != nil {
			return err
		}
		rec, err := holder(tx, from.practiceID, typ, id)
		if err != nil {
			return err
		}
		resource, ok := rec.resource(typ, id)
		if !ok {
			return db.ErrNotFound
		}
		found = answer{status: http.StatusOK, resource: resource, version: string(resource.Common().Meta.VersionID)}
		found.modified = resource.Common().Meta.LastUpdated.Time()
		return viewed(tx, from, typ, []record{rec})
	})
	if found.version != "" && err == nil && r.Header.Get("If-None-Match") == `W/"`+found.version+`"` {
		found.status = http.StatusNotModified
	}
	return found, err
}

// holder finds the record that a resource belongs to.
func holder(r db.Reader, practiceID, typ, id string) (record, error) {
	if !clean(id) {
		return record{}, db.ErrNotFound
	}
	if typ == "Patient" {
		referral, err := referrals.OfSenderBySubject(r, practiceID, id)
		if err != nil {
			return record{}, err
		}
		return open(r, referral)
	}
	referralID, _, _ := strings.Cut(id, ".")
	return read(r, practiceID, referralID)
}

// viewed notes who looked at whose record. A person exists once a referral is
// taken on; before that, one note without a person.
func viewed(tx *db.Tx, from sender, typ string, records []record) error {
	noted := make(map[string]bool)
	for _, rec := range records {
		if person := rec.referral.PersonID; !noted[person] {
			noted[person] = true
			if err := audit.View(tx, from.actor, person, "FHIR "+typ); err != nil {
				return err
			}
		}
	}
	return nil
}

// resourceOf returns the ServiceRequest or Task of a record.
func (rec *record) resourceOf(typ string) r4.Resource {
	if typ == "Task" {
		return rec.task()
	}
	return rec.serviceRequest()
}
