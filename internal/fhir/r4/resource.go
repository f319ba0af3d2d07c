package r4

import "encoding/json"

// Resource is any resource. The types in this package are the only ones.
type Resource interface {
	// ResourceType is the name of the type: "Patient".
	ResourceType() string
	// Common is what every resource has.
	Common() *Base
}

// Extra holds members of an object that the struct has no field for, by name,
// as they came.
type Extra map[string]json.RawMessage

// Base is what every resource has.
type Base struct {
	ID            ID    `fhir:"id"`
	Meta          *Meta `fhir:"meta"`
	ImplicitRules URI   `fhir:"implicitRules"`
	Language      Code  `fhir:"language"`
	Extra         Extra `fhir:"-"`
}

// Common returns b.
func (b *Base) Common() *Base { return b }

// DomainResource is what every resource with a subject matter has.
type DomainResource struct {
	Base
	Text              *Narrative  `fhir:"text"`
	Contained         []Resource  `fhir:"contained"`
	Extension         []Extension `fhir:"extension"`
	ModifierExtension []Extension `fhir:"modifierExtension"`
}

// Element is what every data type has.
type Element struct {
	ID        string      `fhir:"id"`
	Extension []Extension `fhir:"extension"`
	Extra     Extra       `fhir:"-"`
}

// BackboneElement is what every part of a resource has.
type BackboneElement struct {
	Element
	ModifierExtension []Extension `fhir:"modifierExtension"`
}

// Other is a resource of a type that is not modelled here. All its elements are
// in Extra.
type Other struct {
	Base
	Type string `fhir:"-"`
}

// ResourceType returns the name of the type as it came.
func (o *Other) ResourceType() string { return o.Type }

// newResource makes an empty resource of a type.
func newResource(name string) Resource {
	if make, ok := modelled[name]; ok {
		return make()
	}
	return &Other{Type: name}
}

var modelled = map[string]func() Resource{
	"Bundle":                func() Resource { return new(Bundle) },
	"CapabilityStatement":   func() Resource { return new(CapabilityStatement) },
	"Condition":             func() Resource { return new(Condition) },
	"Consent":               func() Resource { return new(Consent) },
	"DocumentReference":     func() Resource { return new(DocumentReference) },
	"Observation":           func() Resource { return new(Observation) },
	"OperationOutcome":      func() Resource { return new(OperationOutcome) },
	"Organization":          func() Resource { return new(Organization) },
	"Patient":               func() Resource { return new(Patient) },
	"Practitioner":          func() Resource { return new(Practitioner) },
	"PractitionerRole":      func() Resource { return new(PractitionerRole) },
	"QuestionnaireResponse": func() Resource { return new(QuestionnaireResponse) },
	"ServiceRequest":        func() Resource { return new(ServiceRequest) },
	"Task":                  func() Resource { return new(Task) },
}

func (*Bundle) ResourceType() string                { return "Bundle" }
func (*CapabilityStatement) ResourceType() string   { return "CapabilityStatement" }
func (*Condition) ResourceType() string             { return "Condition" }
func (*Consent) ResourceType() string               { return "Consent" }
func (*DocumentReference) ResourceType() string     { return "DocumentReference" }
func (*Observation) ResourceType() string           { return "Observation" }
func (*OperationOutcome) ResourceType() string      { return "OperationOutcome" }
func (*Organization) ResourceType() string          { return "Organization" }
func (*Patient) ResourceType() string               { return "Patient" }
func (*Practitioner) ResourceType() string          { return "Practitioner" }
func (*PractitionerRole) ResourceType() string      { return "PractitionerRole" }
func (*QuestionnaireResponse) ResourceType() string { return "QuestionnaireResponse" }
func (*ServiceRequest) ResourceType() string        { return "ServiceRequest" }
func (*Task) ResourceType() string                  { return "Task" }
