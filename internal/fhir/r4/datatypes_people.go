package r4

// HumanName is a person's name.
type HumanName struct {
	Element
	Use    Code     `fhir:"use" in:"name-use"`
	Text   string   `fhir:"text"`
	Family string   `fhir:"family"`
	Given  []string `fhir:"given"`
	Prefix []string `fhir:"prefix"`
	Suffix []string `fhir:"suffix"`
	Period *Period  `fhir:"period"`
}

// Address is where somebody lives or can be written to.
type Address struct {
	Element
	Use        Code     `fhir:"use" in:"address-use"`
	Type       Code     `fhir:"type" in:"address-type"`
	Text       string   `fhir:"text"`
	Line       []string `fhir:"line"`
	City       string   `fhir:"city"`
	District   string   `fhir:"district"`
	State      string   `fhir:"state"`
	PostalCode string   `fhir:"postalCode"`
	Country    string   `fhir:"country"`
	Period     *Period  `fhir:"period"`
}

// ContactPoint is a phone number, an email address and the like.
type ContactPoint struct {
	Element
	System Code    `fhir:"system" in:"contact-point-system"`
	Value  string  `fhir:"value"`
	Use    Code    `fhir:"use" in:"contact-point-use"`
	Rank   *int    `fhir:"rank" is:"positiveInt"`
	Period *Period `fhir:"period"`
}

// ContactDetail is whom to ask about a definition.
type ContactDetail struct {
	Element
	Name    string         `fhir:"name"`
	Telecom []ContactPoint `fhir:"telecom"`
}
