package fhir

import (
	"strings"

	"linkwork/internal/fhir/r4"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// A referral that the practice sent by a form is shown to its system as if it
// had come by a message.

func (rec *record) formServiceRequest() *r4.ServiceRequest {
	r := rec.referral
	order := &r4.ServiceRequest{
		Intent: "order", Priority: "routine",
		Category:   []r4.CodeableConcept{*concept(vocabulary.SocialServiceProcedure)},
		Code:       concept(vocabulary.Referred),
		Subject:    &r4.Reference{Reference: "Patient/" + rec.patientID()},
		AuthoredOn: r4.DateTimeOf(r.ReceivedAt),
	}
	if r.Urgency != "routine" {
		order.Priority = "urgent"
	}
	if r.ReferrerName != "" {
		order.Requester = &r4.Reference{Display: r.ReferrerName}
	}
	for _, need := range r.Needs {
		order.ReasonCode = append(order.ReasonCode, *r4.Concept(NeedSystem, r4.Code(need), vocabulary.NeedLabel(need)))
	}
	if r.Reason != "" {
		order.Note = []r4.Annotation{{Text: r.Reason}}
	}
	return order
}

func (rec *record) formTask() *r4.Task {
	r := rec.referral
	task := &r4.Task{
		Intent: "order", Code: r4.Concept("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", "Fulfill the focal request"),
		Focus: &r4.Reference{Reference: "ServiceRequest/" + r.ID}, For: &r4.Reference{Reference: "Patient/" + rec.patientID()},
		AuthoredOn: r4.DateTimeOf(r.ReceivedAt),
	}
	if r.ReferrerName != "" {
		task.Requester = &r4.Reference{Display: r.ReferrerName}
	}
	return task
}

func (rec *record) formPatient() *r4.Patient {
	d := rec.referral.Details
	patient := &r4.Patient{Name: []r4.HumanName{{Use: "official", Family: d.Family}}}
	if d.Given != "" {
		patient.Name[0].Given = strings.Fields(d.Given)
	}
	if d.NHSNumber != "" {
		patient.Identifier = []r4.Identifier{{System: vocabulary.NHSNumberSystem, Value: d.NHSNumber}}
	}
	if !d.BirthDate.IsZero() {
		patient.BirthDate = r4.Date(d.BirthDate.String())
	}
	patient.Telecom = formTelecom(d)
	if d.Address != "" || d.Postcode != "" {
		home := r4.Address{Use: "home", PostalCode: d.Postcode}
		if d.Address != "" {
			home.Line = []string{d.Address}
		}
		patient.Address = []r4.Address{home}
	}
	return patient
}

func formTelecom(d people.Details) (points []r4.ContactPoint) {
	if d.Phone != "" {
		points = append(points, r4.ContactPoint{System: "phone", Value: d.Phone})
	}
	if d.Email != "" {
		points = append(points, r4.ContactPoint{System: "email", Value: d.Email})
	}
	return points
}

// concept is a national code in a message; without a coding when the code is
// not confirmed.
func concept(national vocabulary.NationalCode) *r4.CodeableConcept {
	system, code, term, ok := national.Coding()
	if !ok {
		return &r4.CodeableConcept{Text: national.Term}
	}
	return r4.Concept(r4.URI(system), r4.Code(code), term)
}
