package r4

// QuestionnaireResponse holds answers to a questionnaire.
type QuestionnaireResponse struct {
	DomainResource
	Identifier    *Identifier                 `fhir:"identifier"`
	BasedOn       []Reference                 `fhir:"basedOn" to:"CarePlan ServiceRequest"`
	PartOf        []Reference                 `fhir:"partOf" to:"Observation Procedure"`
	Questionnaire URI                         `fhir:"questionnaire"`
	Status        Code                        `fhir:"status" min:"1" in:"questionnaire-answers-status"`
	Subject       *Reference                  `fhir:"subject"`
	Encounter     *Reference                  `fhir:"encounter" to:"Encounter"`
	Authored      DateTime                    `fhir:"authored"`
	Author        *Reference                  `fhir:"author" to:"Device Practitioner PractitionerRole Patient RelatedPerson Organization"`
	Source        *Reference                  `fhir:"source" to:"Patient Practitioner PractitionerRole RelatedPerson"`
	Item          []QuestionnaireResponseItem `fhir:"item"`
}

// QuestionnaireResponseItemAnswer is a part of QuestionnaireResponse.
type QuestionnaireResponseItemAnswer struct {
	BackboneElement
	Value *Choice                     `fhir:"value[x]" of:"boolean decimal integer date dateTime time string uri Attachment Coding Quantity Reference"`
	Item  []QuestionnaireResponseItem `fhir:"item"`
}

// QuestionnaireResponseItem is a part of QuestionnaireResponse.
type QuestionnaireResponseItem struct {
	BackboneElement
	LinkID     string                            `fhir:"linkId" min:"1"`
	Definition URI                               `fhir:"definition"`
	Text       string                            `fhir:"text"`
	Answer     []QuestionnaireResponseItemAnswer `fhir:"answer"`
	Item       []QuestionnaireResponseItem       `fhir:"item"`
}
