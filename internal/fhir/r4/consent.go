package r4

// Consent records what the person agreed to.
type Consent struct {
	DomainResource
	Identifier   []Identifier          `fhir:"identifier"`
	Status       Code                  `fhir:"status" min:"1" in:"consent-state-codes"`
	Scope        *CodeableConcept      `fhir:"scope" min:"1"`
	Category     []CodeableConcept     `fhir:"category" min:"1"`
	Patient      *Reference            `fhir:"patient" to:"Patient"`
	DateTime     DateTime              `fhir:"dateTime"`
	Performer    []Reference           `fhir:"performer" to:"Organization Patient Practitioner RelatedPerson PractitionerRole"`
	Organization []Reference           `fhir:"organization" to:"Organization"`
	Source       *Choice               `fhir:"source[x]" of:"Attachment Reference" to:"Consent DocumentReference Contract QuestionnaireResponse"`
	Policy       []ConsentPolicy       `fhir:"policy"`
	PolicyRule   *CodeableConcept      `fhir:"policyRule"`
	Verification []ConsentVerification `fhir:"verification"`
	Provision    *ConsentProvision     `fhir:"provision"`
}

// ConsentPolicy is a part of Consent.
type ConsentPolicy struct {
	BackboneElement
	Authority URI `fhir:"authority"`
	URI       URI `fhir:"uri"`
}

// ConsentVerification is a part of Consent.
type ConsentVerification struct {
	BackboneElement
	Verified         *bool      `fhir:"verified" min:"1"`
	VerifiedWith     *Reference `fhir:"verifiedWith" to:"Patient RelatedPerson"`
	VerificationDate DateTime   `fhir:"verificationDate"`
}

// ConsentProvisionActor is a part of Consent.
type ConsentProvisionActor struct {
	BackboneElement
	Role      *CodeableConcept `fhir:"role" min:"1"`
	Reference *Reference       `fhir:"reference" min:"1" to:"Device Group CareTeam Organization Patient Practitioner RelatedPerson PractitionerRole"`
}

// ConsentProvisionData is a part of Consent.
type ConsentProvisionData struct {
	BackboneElement
	Meaning   Code       `fhir:"meaning" min:"1" in:"consent-data-meaning"`
	Reference *Reference `fhir:"reference" min:"1"`
}

// ConsentProvision is a part of Consent.
type ConsentProvision struct {
	BackboneElement
	Type          Code                    `fhir:"type" in:"consent-provision-type"`
	Period        *Period                 `fhir:"period"`
	Actor         []ConsentProvisionActor `fhir:"actor"`
	Action        []CodeableConcept       `fhir:"action"`
	SecurityLabel []Coding                `fhir:"securityLabel"`
	Purpose       []Coding                `fhir:"purpose"`
	Class         []Coding                `fhir:"class"`
	Code          []CodeableConcept       `fhir:"code"`
	DataPeriod    *Period                 `fhir:"dataPeriod"`
	Data          []ConsentProvisionData  `fhir:"data"`
	Provision     []ConsentProvision      `fhir:"provision"`
}
