package r4

// Coding is one code of one system.
type Coding struct {
	Element
	System       URI    `fhir:"system"`
	Version      string `fhir:"version"`
	Code         Code   `fhir:"code"`
	Display      string `fhir:"display"`
	UserSelected *bool  `fhir:"userSelected"`
}

// CodeableConcept is a meaning in one or more code systems, or in words.
type CodeableConcept struct {
	Element
	Coding []Coding `fhir:"coding"`
	Text   string   `fhir:"text"`
}

// Identifier is a number or text that some system knows something by.
type Identifier struct {
	Element
	Use      Code             `fhir:"use" in:"identifier-use"`
	Type     *CodeableConcept `fhir:"type"`
	System   URI              `fhir:"system"`
	Value    string           `fhir:"value"`
	Period   *Period          `fhir:"period"`
	Assigner *Reference       `fhir:"assigner" to:"Organization"`
}

// Reference points to another resource.
type Reference struct {
	Element
	Reference  string      `fhir:"reference"`
	Type       URI         `fhir:"type"`
	Identifier *Identifier `fhir:"identifier"`
	Display    string      `fhir:"display"`
}

// Annotation is a note with its author and time.
type Annotation struct {
	Element
	Author *Choice  `fhir:"author[x]" of:"Reference string" to:"Practitioner Patient RelatedPerson Organization"`
	Time   DateTime `fhir:"time"`
	Text   string   `fhir:"text" min:"1"`
}

// UsageContext says for what a definition is meant.
type UsageContext struct {
	Element
	Code  *Coding `fhir:"code" min:"1"`
	Value *Choice `fhir:"value[x]" min:"1" of:"CodeableConcept Quantity Range Reference" to:"PlanDefinition ResearchStudy InsurancePlan HealthcareService Group Location Organization"`
}
