package r4

// ServiceRequest asks for something to be done: here, that a link worker gets in
// touch.
type ServiceRequest struct {
	DomainResource
	Identifier            []Identifier      `fhir:"identifier"`
	InstantiatesCanonical []URI             `fhir:"instantiatesCanonical"`
	InstantiatesURI       []URI             `fhir:"instantiatesUri"`
	BasedOn               []Reference       `fhir:"basedOn" to:"CarePlan ServiceRequest MedicationRequest"`
	Replaces              []Reference       `fhir:"replaces" to:"ServiceRequest"`
	Requisition           *Identifier       `fhir:"requisition"`
	Status                Code              `fhir:"status" min:"1" in:"request-status"`
	Intent                Code              `fhir:"intent" min:"1" in:"request-intent"`
	Category              []CodeableConcept `fhir:"category"`
	Priority              Code              `fhir:"priority" in:"request-priority"`
	DoNotPerform          *bool             `fhir:"doNotPerform"`
	Code                  *CodeableConcept  `fhir:"code"`
	OrderDetail           []CodeableConcept `fhir:"orderDetail"`
	Quantity              *Choice           `fhir:"quantity[x]" of:"Quantity Ratio Range"`
	Subject               *Reference        `fhir:"subject" min:"1" to:"Patient Group Location Device"`
	Encounter             *Reference        `fhir:"encounter" to:"Encounter"`
	Occurrence            *Choice           `fhir:"occurrence[x]" of:"dateTime Period Timing"`
	AsNeeded              *Choice           `fhir:"asNeeded[x]" of:"boolean CodeableConcept"`
	AuthoredOn            DateTime          `fhir:"authoredOn"`
	Requester             *Reference        `fhir:"requester" to:"Practitioner PractitionerRole Organization Patient RelatedPerson Device"`
	PerformerType         *CodeableConcept  `fhir:"performerType"`
	Performer             []Reference       `fhir:"performer" to:"Practitioner PractitionerRole Organization CareTeam HealthcareService Patient Device RelatedPerson"`
	LocationCode          []CodeableConcept `fhir:"locationCode"`
	LocationReference     []Reference       `fhir:"locationReference" to:"Location"`
	ReasonCode            []CodeableConcept `fhir:"reasonCode"`
	ReasonReference       []Reference       `fhir:"reasonReference" to:"Condition Observation DiagnosticReport DocumentReference"`
	Insurance             []Reference       `fhir:"insurance" to:"Coverage ClaimResponse"`
	SupportingInfo        []Reference       `fhir:"supportingInfo"`
	Specimen              []Reference       `fhir:"specimen" to:"Specimen"`
	BodySite              []CodeableConcept `fhir:"bodySite"`
	Note                  []Annotation      `fhir:"note"`
	PatientInstruction    string            `fhir:"patientInstruction"`
	RelevantHistory       []Reference       `fhir:"relevantHistory" to:"Provenance"`
}
