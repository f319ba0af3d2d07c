package fhir

import "linkwork/internal/fhir/r4"

// sense checks what R4 allows and a link worker cannot act upon.
func (req *request) sense() (issues r4.Issues) {
	refuse := func(entry int, element, text string) {
		issues = append(issues, issue("business-rule", in(entry, element), text)...)
	}
	patient, order, task := req.patientResource(), req.serviceRequest(), req.taskResource()
	if d := patient.Deceased; d != nil && d.Value != false {
		refuse(req.patient, "deceased", "says that the person has died")
	}
	if patient.Active != nil && !*patient.Active {
		refuse(req.patient, "active", "says that this record of the person is not in use")
	}
	if order.Status != "active" {
		refuse(req.order, "status", "must be active when the request is sent")
	}
	if order.Intent == "option" {
		refuse(req.order, "intent", "must not be an option")
	}
	if r4.Yes(order.DoNotPerform) {
		refuse(req.order, "doNotPerform", "asks for nothing to be done")
	}
	if task.Status != "requested" {
		refuse(req.task, "status", "must be requested when the request is sent")
	}
	for i, entry := range req.bundle.Entry {
		if consent, ok := entry.Resource.(*r4.Consent); ok {
			issues = append(issues, agreed(consent, i)...)
		}
	}
	return issues
}

// agreed refuses a request whose Consent says no.
func agreed(consent *r4.Consent, entry int) r4.Issues {
	switch {
	case consent.Status != "active":
		return issue("business-rule", in(entry, "status"), "must be active: ask the person before you refer them")
	case consent.Provision != nil && consent.Provision.Type == "deny":
		return issue("business-rule", in(entry, "provision.type"), "says that the person does not agree")
	}
	return nil
}
