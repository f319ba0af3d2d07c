package r4

// Organization is a practice, a network, a charity.
type Organization struct {
	DomainResource
	Identifier []Identifier          `fhir:"identifier"`
	Active     *bool                 `fhir:"active"`
	Type       []CodeableConcept     `fhir:"type"`
	Name       string                `fhir:"name"`
	Alias      []string              `fhir:"alias"`
	Telecom    []ContactPoint        `fhir:"telecom"`
	Address    []Address             `fhir:"address"`
	PartOf     *Reference            `fhir:"partOf" to:"Organization"`
	Contact    []OrganizationContact `fhir:"contact"`
	Endpoint   []Reference           `fhir:"endpoint" to:"Endpoint"`
}

// OrganizationContact is a part of Organization.
type OrganizationContact struct {
	BackboneElement
	Purpose *CodeableConcept `fhir:"purpose"`
	Name    *HumanName       `fhir:"name"`
	Telecom []ContactPoint   `fhir:"telecom"`
	Address *Address         `fhir:"address"`
}
