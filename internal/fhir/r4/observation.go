package r4

// Observation is a measured value, such as a score.
type Observation struct {
	DomainResource
	Identifier       []Identifier                `fhir:"identifier"`
	BasedOn          []Reference                 `fhir:"basedOn" to:"CarePlan DeviceRequest ImmunizationRecommendation MedicationRequest NutritionOrder ServiceRequest"`
	PartOf           []Reference                 `fhir:"partOf" to:"MedicationAdministration MedicationDispense MedicationStatement Procedure Immunization ImagingStudy"`
	Status           Code                        `fhir:"status" min:"1" in:"observation-status"`
	Category         []CodeableConcept           `fhir:"category"`
	Code             *CodeableConcept            `fhir:"code" min:"1"`
	Subject          *Reference                  `fhir:"subject" to:"Patient Group Device Location"`
	Focus            []Reference                 `fhir:"focus"`
	Encounter        *Reference                  `fhir:"encounter" to:"Encounter"`
	Effective        *Choice                     `fhir:"effective[x]" of:"dateTime Period Timing instant"`
	Issued           Instant                     `fhir:"issued"`
	Performer        []Reference                 `fhir:"performer" to:"Practitioner PractitionerRole Organization CareTeam Patient RelatedPerson"`
	Value            *Choice                     `fhir:"value[x]" of:"Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period"`
	DataAbsentReason *CodeableConcept            `fhir:"dataAbsentReason"`
	Interpretation   []CodeableConcept           `fhir:"interpretation"`
	Note             []Annotation                `fhir:"note"`
	BodySite         *CodeableConcept            `fhir:"bodySite"`
	Method           *CodeableConcept            `fhir:"method"`
	Specimen         *Reference                  `fhir:"specimen" to:"Specimen"`
	Device           *Reference                  `fhir:"device" to:"Device DeviceMetric"`
	ReferenceRange   []ObservationReferenceRange `fhir:"referenceRange"`
	HasMember        []Reference                 `fhir:"hasMember" to:"Observation QuestionnaireResponse MolecularSequence"`
	DerivedFrom      []Reference                 `fhir:"derivedFrom" to:"DocumentReference ImagingStudy Media QuestionnaireResponse Observation MolecularSequence"`
	Component        []ObservationComponent      `fhir:"component"`
}

// ObservationReferenceRange is a part of Observation.
type ObservationReferenceRange struct {
	BackboneElement
	Low       *Quantity         `fhir:"low"`
	High      *Quantity         `fhir:"high"`
	Type      *CodeableConcept  `fhir:"type"`
	AppliesTo []CodeableConcept `fhir:"appliesTo"`
	Age       *Range            `fhir:"age"`
	Text      string            `fhir:"text"`
}

// ObservationComponent is a part of Observation.
type ObservationComponent struct {
	BackboneElement
	Code             *CodeableConcept            `fhir:"code" min:"1"`
	Value            *Choice                     `fhir:"value[x]" of:"Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period"`
	DataAbsentReason *CodeableConcept            `fhir:"dataAbsentReason"`
	Interpretation   []CodeableConcept           `fhir:"interpretation"`
	ReferenceRange   []ObservationReferenceRange `fhir:"referenceRange"`
}
