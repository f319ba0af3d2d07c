package r4

// Condition is a need or problem, as a referrer or the person sees it.
type Condition struct {
	DomainResource
	Identifier         []Identifier        `fhir:"identifier"`
	ClinicalStatus     *CodeableConcept    `fhir:"clinicalStatus"`
	VerificationStatus *CodeableConcept    `fhir:"verificationStatus"`
	Category           []CodeableConcept   `fhir:"category"`
	Severity           *CodeableConcept    `fhir:"severity"`
	Code               *CodeableConcept    `fhir:"code"`
	BodySite           []CodeableConcept   `fhir:"bodySite"`
	Subject            *Reference          `fhir:"subject" min:"1" to:"Patient Group"`
	Encounter          *Reference          `fhir:"encounter" to:"Encounter"`
	Onset              *Choice             `fhir:"onset[x]" of:"dateTime Age Period Range string"`
	Abatement          *Choice             `fhir:"abatement[x]" of:"dateTime Age Period Range string"`
	RecordedDate       DateTime            `fhir:"recordedDate"`
	Recorder           *Reference          `fhir:"recorder" to:"Practitioner PractitionerRole Patient RelatedPerson"`
	Asserter           *Reference          `fhir:"asserter" to:"Practitioner PractitionerRole Patient RelatedPerson"`
	Stage              []ConditionStage    `fhir:"stage"`
	Evidence           []ConditionEvidence `fhir:"evidence"`
	Note               []Annotation        `fhir:"note"`
}

// ConditionStage is a part of Condition.
type ConditionStage struct {
	BackboneElement
	Summary    *CodeableConcept `fhir:"summary"`
	Assessment []Reference      `fhir:"assessment" to:"ClinicalImpression DiagnosticReport Observation"`
	Type       *CodeableConcept `fhir:"type"`
}

// ConditionEvidence is a part of Condition.
type ConditionEvidence struct {
	BackboneElement
	Code   []CodeableConcept `fhir:"code"`
	Detail []Reference       `fhir:"detail"`
}
