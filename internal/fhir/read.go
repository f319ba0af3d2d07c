package fhir

import (
	"context"
	"net/http"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// read answers with one resource of the sender's own.
func (h *Handler) read(r *http.Request, typ, id string) (answer, error) {
	var from sender
	var rec record
	err := h.db.Read(r.Context(), func(s *db.Snapshot) (err error) {
		if from, err = h.who(s, r); err == nil {
			rec, err = holder(s, from.practiceID, typ, id)
		}
		return err
	})
	if err == nil {
		err = rec.open()
	}
	if err != nil {
		return answer{}, err
	}
	resource, ok := rec.resource(typ, id)
	if !ok {
		return answer{}, db.ErrNotFound
	}
	found := answer{status: http.StatusOK, resource: resource, version: string(resource.Common().Meta.VersionID)}
	found.modified = resource.Common().Meta.LastUpdated.Time()
	if r.Header.Get("If-None-Match") == `W/"`+found.version+`"` {
		found.status = http.StatusNotModified
	}
	return found, h.viewed(r.Context(), from, typ, []record{rec})
}

// holder finds the record that a resource belongs to.
func holder(r db.Reader, practiceID, typ, id string) (record, error) {
	if !clean(id) {
		return record{}, db.ErrNotFound
	}
	var referral referrals.Referral
	var err error
	if typ == "Patient" {
		referral, err = referrals.OfSenderBySubject(r, practiceID, id)
	} else {
		referralID, _, _ := strings.Cut(id, ".")
		referral, err = referrals.OfSender(r, practiceID, referralID)
	}
	if err != nil {
		return record{}, err
	}
	return gather(r, referral)
}

// viewed notes who looked at whose record, before the answer leaves. A person
// exists once a referral is taken on; before that, one note without a person.
func (h *Handler) viewed(ctx context.Context, from sender, typ string, records []record) error {
	if len(records) == 0 {
		return nil
	}
	return h.db.Write(ctx, func(tx *db.Tx) error {
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
	})
}

// resourceOf returns the ServiceRequest or Task of a record.
func (rec *record) resourceOf(typ string) r4.Resource {
	if typ == "Task" {
		return rec.task()
	}
	return rec.serviceRequest()
}
