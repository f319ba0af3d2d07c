package r4

// Task tells where a request stands. Its status is what both sides watch.
type Task struct {
	DomainResource
	Identifier            []Identifier      `fhir:"identifier"`
	InstantiatesCanonical URI               `fhir:"instantiatesCanonical"`
	InstantiatesURI       URI               `fhir:"instantiatesUri"`
	BasedOn               []Reference       `fhir:"basedOn"`
	GroupIdentifier       *Identifier       `fhir:"groupIdentifier"`
	PartOf                []Reference       `fhir:"partOf" to:"Task"`
	Status                Code              `fhir:"status" min:"1" in:"task-status"`
	StatusReason          *CodeableConcept  `fhir:"statusReason"`
	BusinessStatus        *CodeableConcept  `fhir:"businessStatus"`
	Intent                Code              `fhir:"intent" min:"1" in:"task-intent"`
	Priority              Code              `fhir:"priority" in:"request-priority"`
	Code                  *CodeableConcept  `fhir:"code"`
	Description           string            `fhir:"description"`
	Focus                 *Reference        `fhir:"focus"`
	For                   *Reference        `fhir:"for"`
	Encounter             *Reference        `fhir:"encounter" to:"Encounter"`
	ExecutionPeriod       *Period           `fhir:"executionPeriod"`
	AuthoredOn            DateTime          `fhir:"authoredOn"`
	LastModified          DateTime          `fhir:"lastModified"`
	Requester             *Reference        `fhir:"requester" to:"Device Organization Patient Practitioner PractitionerRole RelatedPerson"`
	PerformerType         []CodeableConcept `fhir:"performerType"`
	Owner                 *Reference        `fhir:"owner" to:"Practitioner PractitionerRole Organization CareTeam HealthcareService Patient Device RelatedPerson"`
	Location              *Reference        `fhir:"location" to:"Location"`
	ReasonCode            *CodeableConcept  `fhir:"reasonCode"`
	ReasonReference       *Reference        `fhir:"reasonReference"`
	Insurance             []Reference       `fhir:"insurance" to:"Coverage ClaimResponse"`
	Note                  []Annotation      `fhir:"note"`
	RelevantHistory       []Reference       `fhir:"relevantHistory" to:"Provenance"`
	Restriction           *TaskRestriction  `fhir:"restriction"`
	Input                 []TaskInput       `fhir:"input"`
	Output                []TaskOutput      `fhir:"output"`
}

// TaskRestriction is a part of Task.
type TaskRestriction struct {
	BackboneElement
	Repetitions *int        `fhir:"repetitions" is:"positiveInt"`
	Period      *Period     `fhir:"period"`
	Recipient   []Reference `fhir:"recipient" to:"Patient Practitioner PractitionerRole RelatedPerson Group Organization"`
}

// TaskInput is a part of Task.
type TaskInput struct {
	BackboneElement
	Type  *CodeableConcept `fhir:"type" min:"1"`
	Value *Choice          `fhir:"value[x]" min:"1" of:"*"`
}

// TaskOutput is a part of Task.
type TaskOutput struct {
	BackboneElement
	Type  *CodeableConcept `fhir:"type" min:"1"`
	Value *Choice          `fhir:"value[x]" min:"1" of:"*"`
}
