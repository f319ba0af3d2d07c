package r4

// Patient is the person a request is for, as the sender knows them.
type Patient struct {
	DomainResource
	Identifier           []Identifier           `fhir:"identifier"`
	Active               *bool                  `fhir:"active"`
	Name                 []HumanName            `fhir:"name"`
	Telecom              []ContactPoint         `fhir:"telecom"`
	Gender               Code                   `fhir:"gender" in:"administrative-gender"`
	BirthDate            Date                   `fhir:"birthDate"`
	Deceased             *Choice                `fhir:"deceased[x]" of:"boolean dateTime"`
	Address              []Address              `fhir:"address"`
	MaritalStatus        *CodeableConcept       `fhir:"maritalStatus"`
	MultipleBirth        *Choice                `fhir:"multipleBirth[x]" of:"boolean integer"`
	Photo                []Attachment           `fhir:"photo"`
	Contact              []PatientContact       `fhir:"contact"`
	Communication        []PatientCommunication `fhir:"communication"`
	GeneralPractitioner  []Reference            `fhir:"generalPractitioner" to:"Organization Practitioner PractitionerRole"`
	ManagingOrganization *Reference             `fhir:"managingOrganization" to:"Organization"`
	Link                 []PatientLink          `fhir:"link"`
}

// PatientContact is a part of Patient.
type PatientContact struct {
	BackboneElement
	Relationship []CodeableConcept `fhir:"relationship"`
	Name         *HumanName        `fhir:"name"`
	Telecom      []ContactPoint    `fhir:"telecom"`
	Address      *Address          `fhir:"address"`
	Gender       Code              `fhir:"gender" in:"administrative-gender"`
	Organization *Reference        `fhir:"organization" to:"Organization"`
	Period       *Period           `fhir:"period"`
}

// PatientCommunication is a part of Patient.
type PatientCommunication struct {
	BackboneElement
	Language  *CodeableConcept `fhir:"language" min:"1"`
	Preferred *bool            `fhir:"preferred"`
}

// PatientLink is a part of Patient.
type PatientLink struct {
	BackboneElement
	Other *Reference `fhir:"other" min:"1" to:"Patient RelatedPerson"`
	Type  Code       `fhir:"type" min:"1" in:"link-type"`
}
