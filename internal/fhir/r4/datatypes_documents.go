package r4

// Meta is about a resource rather than in it.
type Meta struct {
	Element
	VersionID   ID       `fhir:"versionId"`
	LastUpdated Instant  `fhir:"lastUpdated"`
	Source      URI      `fhir:"source"`
	Profile     []URI    `fhir:"profile"`
	Security    []Coding `fhir:"security"`
	Tag         []Coding `fhir:"tag"`
}

// Narrative is a resource in words. Div is XHTML from elsewhere: never show it
// as markup.
type Narrative struct {
	Element
	Status Code   `fhir:"status" min:"1" in:"narrative-status"`
	Div    string `fhir:"div" min:"1"`
}

// Extension carries what the standard has no element for.
type Extension struct {
	Element
	URL   string  `fhir:"url" min:"1"`
	Value *Choice `fhir:"value[x]" of:"*"`
}

// Attachment is a document, inline or by link.
type Attachment struct {
	Element
	ContentType Code     `fhir:"contentType"`
	Language    Code     `fhir:"language"`
	Data        Base64   `fhir:"data"`
	URL         URI      `fhir:"url"`
	Size        *int     `fhir:"size" is:"unsignedInt"`
	Hash        Base64   `fhir:"hash"`
	Title       string   `fhir:"title"`
	Creation    DateTime `fhir:"creation"`
}

// Signature is a digital signature.
type Signature struct {
	Element
	Type         []Coding   `fhir:"type" min:"1"`
	When         Instant    `fhir:"when" min:"1"`
	Who          *Reference `fhir:"who" min:"1" to:"Practitioner PractitionerRole RelatedPerson Patient Device Organization"`
	OnBehalfOf   *Reference `fhir:"onBehalfOf" to:"Practitioner PractitionerRole RelatedPerson Patient Device Organization"`
	TargetFormat Code       `fhir:"targetFormat"`
	SigFormat    Code       `fhir:"sigFormat"`
	Data         Base64     `fhir:"data"`
}
