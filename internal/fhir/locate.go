package fhir

import (
	"errors"
	"fmt"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/vocabulary"
)

// locate turns faults that the referral's own rules found, which name fields
// of a form, into issues that name elements of the message.
func (req *request) locate(err error) error {
	if errors.Is(err, once.ErrOther) {
		return duplicate(in(req.order, "identifier"))
	}
	var faults *db.Invalid
	if !errors.As(err, &faults) {
		return err
	}
	var issues r4.Issues
	for _, fault := range faults.Fields {
		issues = append(issues, r4.Issue{Code: "business-rule", Expression: req.element(fault.Field), Text: fault.Message})
	}
	return unprocessable(issues)
}

// element is where a field of a referral comes from.
func (req *request) element(field string) string {
	switch field {
	case "given", "family", "called":
		return in(req.patient, "name")
	case "nhs_number":
		return in(req.patient, "identifier"+req.nhsNumberAt())
	case "birth_date":
		return in(req.patient, "birthDate")
	case "phone", "email", "contact_by":
		return in(req.patient, "telecom")
	case "address", "postcode":
		return in(req.patient, "address")
	case "language", "interpreter", "access_needs":
		return in(req.patient, "communication")
	case "needs", "reason":
		return in(req.order, "reasonCode")
	case "urgency":
		return in(req.order, "priority")
	case "referrer_name", "referrer_role", "referrer_contact":
		return in(req.order, "requester")
	}
	return at(req.order, "resource")
}

func (req *request) nhsNumberAt() string {
	i := slices.IndexFunc(req.patientResource().Identifier, func(id r4.Identifier) bool {
		return id.System == vocabulary.NHSNumberSystem && id.Use != "old"
	})
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("[%d].value", i)
}
