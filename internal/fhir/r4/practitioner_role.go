package r4

// PractitionerRole is a practitioner in an organisation, in a role.
type PractitionerRole struct {
	DomainResource
	Identifier             []Identifier                    `fhir:"identifier"`
	Active                 *bool                           `fhir:"active"`
	Period                 *Period                         `fhir:"period"`
	Practitioner           *Reference                      `fhir:"practitioner" to:"Practitioner"`
	Organization           *Reference                      `fhir:"organization" to:"Organization"`
	Code                   []CodeableConcept               `fhir:"code"`
	Specialty              []CodeableConcept               `fhir:"specialty"`
	Location               []Reference                     `fhir:"location" to:"Location"`
	HealthcareService      []Reference                     `fhir:"healthcareService" to:"HealthcareService"`
	Telecom                []ContactPoint                  `fhir:"telecom"`
	AvailableTime          []PractitionerRoleAvailableTime `fhir:"availableTime"`
	NotAvailable           []PractitionerRoleNotAvailable  `fhir:"notAvailable"`
	AvailabilityExceptions string                          `fhir:"availabilityExceptions"`
	Endpoint               []Reference                     `fhir:"endpoint" to:"Endpoint"`
}

// PractitionerRoleAvailableTime is a part of PractitionerRole.
type PractitionerRoleAvailableTime struct {
	BackboneElement
	DaysOfWeek         []Code `fhir:"daysOfWeek" in:"days-of-week"`
	AllDay             *bool  `fhir:"allDay"`
	AvailableStartTime Time   `fhir:"availableStartTime"`
	AvailableEndTime   Time   `fhir:"availableEndTime"`
}

// PractitionerRoleNotAvailable is a part of PractitionerRole.
type PractitionerRoleNotAvailable struct {
	BackboneElement
	Description string  `fhir:"description" min:"1"`
	During      *Period `fhir:"during"`
}
