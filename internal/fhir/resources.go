package fhir

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// record is a referral and the message it came by.
type record struct {
	referral referrals.Referral
	request  *request // nil for a referral that came by a form
	ids      []string // of the entries
	last     referrals.Event
}

// gather reads what is stored of a referral. The message is read by open,
// outside the database's turn.
func gather(r db.Reader, referral referrals.Referral) (record, error) {
	rec := record{referral: referral}
	events, err := referrals.Events(r, referral.ID)
	if err != nil {
		return rec, err
	}
	if len(events) > 0 {
		rec.last = events[len(events)-1]
	}
	how, err := load(r, referral.ID)
	rec.ids = how.entryIDs
	return rec, err
}

// open reads the message.
func (rec *record) open() (err error) {
	if len(rec.ids) == 0 {
		return nil
	}
	rec.request, err = reopen(rec.referral.AsSent)
	if err == nil && len(rec.request.bundle.Entry) != len(rec.ids) {
		err = errors.New("entries and ids differ in number")
	}
	if err != nil {
		return fmt.Errorf("fhir: the message of referral %s cannot be read again: %w", rec.referral.ID, err)
	}
	rec.resolve()
	return nil
}

// resolve turns references between entries into references to the resources
// as they are known here.
func (rec *record) resolve() {
	r4.References(rec.request.bundle, func(_ string, ref *r4.Reference) {
		if entry, ok := rec.request.entryOf(ref); ok {
			ref.Reference = rec.request.bundle.Entry[entry].Resource.ResourceType() + "/" + rec.ids[entry]
		}
	})
}

// resource returns the resource of a type with an id as it stands now; ok is
// false when the record has none.
func (rec *record) resource(typ, id string) (r4.Resource, bool) {
	switch {
	case typ == "ServiceRequest" && id == rec.referral.ID:
		return rec.serviceRequest(), true
	case typ == "Task" && id == rec.referral.ID:
		return rec.task(), true
	case typ == "Patient" && id == rec.referral.SubjectID:
		return rec.patient(), true
	case rec.request == nil:
		return nil, false
	}
	_, place, ok := strings.Cut(id, ".")
	entry, err := strconv.Atoi(place)
	if !ok || err != nil || entry < 0 || entry >= len(rec.ids) || rec.ids[entry] != id {
		return nil, false
	}
	resource := rec.request.bundle.Entry[entry].Resource
	if resource.ResourceType() != typ {
		return nil, false
	}
	rec.stamp(resource, id, false)
	return resource, true
}

// stamp gives a resource its id, version and time: those of the referral's
// last change, or of its coming for what never changes.
func (rec *record) stamp(resource r4.Resource, id string, changes bool) {
	base := resource.Common()
	base.ID = r4.ID(id)
	if base.Meta == nil {
		base.Meta = new(r4.Meta)
	}
	base.Meta.VersionID, base.Meta.LastUpdated = "1", r4.InstantOf(rec.referral.ReceivedAt)
	if changes {
		base.Meta.VersionID = r4.ID(strconv.Itoa(rec.referral.Version))
		base.Meta.LastUpdated = r4.InstantOf(rec.referral.UpdatedAt)
	}
}

// patientID is the id of the Patient that the request points to.
func (rec *record) patientID() string {
	if rec.request != nil {
		return rec.ids[rec.request.patient]
	}
	return rec.referral.SubjectID
}

func (rec *record) serviceRequest() *r4.ServiceRequest {
	order := rec.formServiceRequest
	if rec.request != nil {
		order = rec.request.serviceRequest
	}
	made := order()
	made.Status = statusOn("ServiceRequest", rec.referral.State)
	rec.stamp(made, rec.referral.ID, true)
	return made
}

func (rec *record) task() *r4.Task {
	task := rec.formTask
	if rec.request != nil {
		task = rec.request.taskResource
	}
	made := task()
	made.Status = statusOn("Task", rec.referral.State)
	made.StatusReason = reasonFor(rec.referral.State, rec.last)
	made.BusinessStatus = &r4.CodeableConcept{Text: rec.referral.State.Words() + ", " + dates.Of(rec.referral.StateSince).Long()}
	made.LastModified = r4.DateTimeOf(rec.referral.UpdatedAt)
	rec.stamp(made, rec.referral.ID, true)
	return made
}

func (rec *record) patient() *r4.Patient {
	patient := rec.formPatient
	if rec.request != nil {
		patient = rec.request.patientResource
	}
	made := patient()
	rec.stamp(made, rec.referral.SubjectID, false)
	return made
}
