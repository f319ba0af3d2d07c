package r4

// CapabilityStatement says what a server can do.
type CapabilityStatement struct {
	DomainResource
	URL                 URI                                `fhir:"url"`
	Version             string                             `fhir:"version"`
	Name                string                             `fhir:"name"`
	Title               string                             `fhir:"title"`
	Status              Code                               `fhir:"status" min:"1" in:"publication-status"`
	Experimental        *bool                              `fhir:"experimental"`
	Date                DateTime                           `fhir:"date" min:"1"`
	Publisher           string                             `fhir:"publisher"`
	Contact             []ContactDetail                    `fhir:"contact"`
	Description         string                             `fhir:"description"`
	UseContext          []UsageContext                     `fhir:"useContext"`
	Jurisdiction        []CodeableConcept                  `fhir:"jurisdiction"`
	Purpose             string                             `fhir:"purpose"`
	Copyright           string                             `fhir:"copyright"`
	Kind                Code                               `fhir:"kind" min:"1" in:"capability-statement-kind"`
	Instantiates        []URI                              `fhir:"instantiates"`
	Imports             []URI                              `fhir:"imports"`
	Software            *CapabilityStatementSoftware       `fhir:"software"`
	Implementation      *CapabilityStatementImplementation `fhir:"implementation"`
	FHIRVersion         Code                               `fhir:"fhirVersion" min:"1" in:"FHIR-version"`
	Format              []Code                             `fhir:"format" min:"1"`
	PatchFormat         []Code                             `fhir:"patchFormat"`
	ImplementationGuide []URI                              `fhir:"implementationGuide"`
	Rest                []CapabilityStatementRest          `fhir:"rest"`
	Messaging           []CapabilityStatementMessaging     `fhir:"messaging"`
	Document            []CapabilityStatementDocument      `fhir:"document"`
}

// CapabilityStatementSoftware is a part of CapabilityStatement.
type CapabilityStatementSoftware struct {
	BackboneElement
	Name        string   `fhir:"name" min:"1"`
	Version     string   `fhir:"version"`
	ReleaseDate DateTime `fhir:"releaseDate"`
}

// CapabilityStatementImplementation is a part of CapabilityStatement.
type CapabilityStatementImplementation struct {
	BackboneElement
	Description string     `fhir:"description" min:"1"`
	URL         URI        `fhir:"url"`
	Custodian   *Reference `fhir:"custodian" to:"Organization"`
}

// CapabilityStatementRestSecurity is a part of CapabilityStatement.
type CapabilityStatementRestSecurity struct {
	BackboneElement
	Cors        *bool             `fhir:"cors"`
	Service     []CodeableConcept `fhir:"service"`
	Description string            `fhir:"description"`
}

// CapabilityStatementRestResourceInteraction is a part of CapabilityStatement.
type CapabilityStatementRestResourceInteraction struct {
	BackboneElement
	Code          Code   `fhir:"code" min:"1" in:"type-restful-interaction"`
	Documentation string `fhir:"documentation"`
}

// CapabilityStatementRestResourceSearchParam is a part of CapabilityStatement.
type CapabilityStatementRestResourceSearchParam struct {
	BackboneElement
	Name          string `fhir:"name" min:"1"`
	Definition    URI    `fhir:"definition"`
	Type          Code   `fhir:"type" min:"1" in:"search-param-type"`
	Documentation string `fhir:"documentation"`
}

// CapabilityStatementRestResourceOperation is a part of CapabilityStatement.
type CapabilityStatementRestResourceOperation struct {
	BackboneElement
	Name          string `fhir:"name" min:"1"`
	Definition    URI    `fhir:"definition" min:"1"`
	Documentation string `fhir:"documentation"`
}

// CapabilityStatementRestResource is a part of CapabilityStatement.
type CapabilityStatementRestResource struct {
	BackboneElement
	Type              Code                                         `fhir:"type" min:"1"`
	Profile           URI                                          `fhir:"profile"`
	SupportedProfile  []URI                                        `fhir:"supportedProfile"`
	Documentation     string                                       `fhir:"documentation"`
	Interaction       []CapabilityStatementRestResourceInteraction `fhir:"interaction"`
	Versioning        Code                                         `fhir:"versioning" in:"versioning-policy"`
	ReadHistory       *bool                                        `fhir:"readHistory"`
	UpdateCreate      *bool                                        `fhir:"updateCreate"`
	ConditionalCreate *bool                                        `fhir:"conditionalCreate"`
	ConditionalRead   Code                                         `fhir:"conditionalRead" in:"conditional-read-status"`
	ConditionalUpdate *bool                                        `fhir:"conditionalUpdate"`
	ConditionalDelete Code                                         `fhir:"conditionalDelete" in:"conditional-delete-status"`
	ReferencePolicy   []Code                                       `fhir:"referencePolicy" in:"reference-handling-policy"`
	SearchInclude     []string                                     `fhir:"searchInclude"`
	SearchRevInclude  []string                                     `fhir:"searchRevInclude"`
	SearchParam       []CapabilityStatementRestResourceSearchParam `fhir:"searchParam"`
	Operation         []CapabilityStatementRestResourceOperation   `fhir:"operation"`
}

// CapabilityStatementRestInteraction is a part of CapabilityStatement.
type CapabilityStatementRestInteraction struct {
	BackboneElement
	Code          Code   `fhir:"code" min:"1" in:"system-restful-interaction"`
	Documentation string `fhir:"documentation"`
}

// CapabilityStatementRest is a part of CapabilityStatement.
type CapabilityStatementRest struct {
	BackboneElement
	Mode          Code                                         `fhir:"mode" min:"1" in:"restful-capability-mode"`
	Documentation string                                       `fhir:"documentation"`
	Security      *CapabilityStatementRestSecurity             `fhir:"security"`
	Resource      []CapabilityStatementRestResource            `fhir:"resource"`
	Interaction   []CapabilityStatementRestInteraction         `fhir:"interaction"`
	SearchParam   []CapabilityStatementRestResourceSearchParam `fhir:"searchParam"`
	Operation     []CapabilityStatementRestResourceOperation   `fhir:"operation"`
	Compartment   []URI                                        `fhir:"compartment"`
}

// CapabilityStatementMessagingEndpoint is a part of CapabilityStatement.
type CapabilityStatementMessagingEndpoint struct {
	BackboneElement
	Protocol *Coding `fhir:"protocol" min:"1"`
	Address  URI     `fhir:"address" min:"1"`
}

// CapabilityStatementMessagingSupportedMessage is a part of CapabilityStatement.
type CapabilityStatementMessagingSupportedMessage struct {
	BackboneElement
	Mode       Code `fhir:"mode" min:"1" in:"event-capability-mode"`
	Definition URI  `fhir:"definition" min:"1"`
}

// CapabilityStatementMessaging is a part of CapabilityStatement.
type CapabilityStatementMessaging struct {
	BackboneElement
	Endpoint         []CapabilityStatementMessagingEndpoint         `fhir:"endpoint"`
	ReliableCache    *int                                           `fhir:"reliableCache" is:"unsignedInt"`
	Documentation    string                                         `fhir:"documentation"`
	SupportedMessage []CapabilityStatementMessagingSupportedMessage `fhir:"supportedMessage"`
}

// CapabilityStatementDocument is a part of CapabilityStatement.
type CapabilityStatementDocument struct {
	BackboneElement
	Mode          Code   `fhir:"mode" min:"1" in:"document-mode"`
	Documentation string `fhir:"documentation"`
	Profile       URI    `fhir:"profile" min:"1"`
}
