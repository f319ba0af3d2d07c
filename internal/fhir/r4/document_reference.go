package r4

// DocumentReference points to a document, such as a letter.
type DocumentReference struct {
	DomainResource
	MasterIdentifier *Identifier                  `fhir:"masterIdentifier"`
	Identifier       []Identifier                 `fhir:"identifier"`
	Status           Code                         `fhir:"status" min:"1" in:"document-reference-status"`
	DocStatus        Code                         `fhir:"docStatus" in:"composition-status"`
	Type             *CodeableConcept             `fhir:"type"`
	Category         []CodeableConcept            `fhir:"category"`
	Subject          *Reference                   `fhir:"subject" to:"Patient Practitioner Group Device"`
	Date             Instant                      `fhir:"date"`
	Author           []Reference                  `fhir:"author" to:"Practitioner PractitionerRole Organization Device Patient RelatedPerson"`
	Authenticator    *Reference                   `fhir:"authenticator" to:"Practitioner PractitionerRole Organization"`
	Custodian        *Reference                   `fhir:"custodian" to:"Organization"`
	RelatesTo        []DocumentReferenceRelatesTo `fhir:"relatesTo"`
	Description      string                       `fhir:"description"`
	SecurityLabel    []CodeableConcept            `fhir:"securityLabel"`
	Content          []DocumentReferenceContent   `fhir:"content" min:"1"`
	Context          *DocumentReferenceContext    `fhir:"context"`
}

// DocumentReferenceRelatesTo is a part of DocumentReference.
type DocumentReferenceRelatesTo struct {
	BackboneElement
	Code   Code       `fhir:"code" min:"1" in:"document-relationship-type"`
	Target *Reference `fhir:"target" min:"1" to:"DocumentReference"`
}

// DocumentReferenceContent is a part of DocumentReference.
type DocumentReferenceContent struct {
	BackboneElement
	Attachment *Attachment `fhir:"attachment" min:"1"`
	Format     *Coding     `fhir:"format"`
}

// DocumentReferenceContext is a part of DocumentReference.
type DocumentReferenceContext struct {
	BackboneElement
	Encounter         []Reference       `fhir:"encounter" to:"Encounter EpisodeOfCare"`
	Event             []CodeableConcept `fhir:"event"`
	Period            *Period           `fhir:"period"`
	FacilityType      *CodeableConcept  `fhir:"facilityType"`
	PracticeSetting   *CodeableConcept  `fhir:"practiceSetting"`
	SourcePatientInfo *Reference        `fhir:"sourcePatientInfo" to:"Patient"`
	Related           []Reference       `fhir:"related"`
}
