package r4

// Practitioner is somebody who works in care.
type Practitioner struct {
	DomainResource
	Identifier    []Identifier                `fhir:"identifier"`
	Active        *bool                       `fhir:"active"`
	Name          []HumanName                 `fhir:"name"`
	Telecom       []ContactPoint              `fhir:"telecom"`
	Address       []Address                   `fhir:"address"`
	Gender        Code                        `fhir:"gender" in:"administrative-gender"`
	BirthDate     Date                        `fhir:"birthDate"`
	Photo         []Attachment                `fhir:"photo"`
	Qualification []PractitionerQualification `fhir:"qualification"`
	Communication []CodeableConcept           `fhir:"communication"`
}

// PractitionerQualification is a part of Practitioner.
type PractitionerQualification struct {
	BackboneElement
	Identifier []Identifier     `fhir:"identifier"`
	Code       *CodeableConcept `fhir:"code" min:"1"`
	Period     *Period          `fhir:"period"`
	Issuer     *Reference       `fhir:"issuer" to:"Organization"`
}
