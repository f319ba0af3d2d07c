package questionnaire

import (
	"encoding/json"

	"linkwork/internal/forms/form"
)

// Extensions of FHIR and of structured data capture.
const (
	translation    = "http://hl7.org/fhir/StructureDefinition/translation"
	absent         = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	minValue       = "http://hl7.org/fhir/StructureDefinition/minValue"
	maxValue       = "http://hl7.org/fhir/StructureDefinition/maxValue"
	minLength      = "http://hl7.org/fhir/StructureDefinition/minLength"
	minOccurs      = "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs"
	maxOccurs      = "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs"
	itemControl    = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
	sliderStep     = "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue"
	hidden         = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"
	constraint     = "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint"
	ordinalValue   = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	itemWeight     = "http://hl7.org/fhir/StructureDefinition/itemWeight"
	enableWhenPath = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
	calculatedPath = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
	controls       = "http://hl7.org/fhir/questionnaire-item-control"
)

// Extensions of our own.
const (
	ourLanguage   = "urn:linkwork:form:language"   // another language of the form
	ourThanks     = "urn:linkwork:form:thanks"     // words at the end
	ourConsent    = "urn:linkwork:form:consent"    // the yes or no is consent
	ourDecline    = "urn:linkwork:form:decline"    // people may say they would rather not
	ourIdentifies = "urn:linkwork:form:identifies" // the answer can tell who somebody is
	ourWhen       = "urn:linkwork:form:when"       // formulas in our language
	ourRule       = "urn:linkwork:form:rule"
	ourWorth      = "urn:linkwork:form:worth"
	ourRuleWords  = "urn:linkwork:form:rule-words"
	ourHelp       = "urn:linkwork:form:help" // beside words to read
	ourNone       = "urn:linkwork:form:none" // answered: none of the choices, no more rows
)

type resource struct {
	Type        string      `json:"resourceType"`
	ID          string      `json:"id,omitempty"`
	Extension   []extension `json:"extension,omitempty"`
	URL         string      `json:"url,omitempty"`
	Version     string      `json:"version,omitempty"`
	Name        string      `json:"name,omitempty"`
	Title       string      `json:"title,omitempty"`
	TitleIn     *primitive  `json:"_title,omitempty"`
	Status      string      `json:"status"`
	Language    string      `json:"language,omitempty"`
	Description string      `json:"description,omitempty"`
	DescribeIn  *primitive  `json:"_description,omitempty"`
	Copyright   string      `json:"copyright,omitempty"`
	Item        []item      `json:"item,omitempty"`
}

type item struct {
	Extension      []extension    `json:"extension,omitempty"`
	LinkID         string         `json:"linkId"`
	Text           string         `json:"text,omitempty"`
	TextIn         *primitive     `json:"_text,omitempty"`
	Type           string         `json:"type"`
	EnableWhen     []enableWhen   `json:"enableWhen,omitempty"`
	EnableBehavior string         `json:"enableBehavior,omitempty"`
	Required       bool           `json:"required,omitempty"`
	Repeats        bool           `json:"repeats,omitempty"`
	ReadOnly       bool           `json:"readOnly,omitempty"`
	MaxLength      int            `json:"maxLength,omitempty"`
	AnswerOption   []answerOption `json:"answerOption,omitempty"`
	Item           []item         `json:"item,omitempty"`
	unknown        []string
}

type enableWhen struct {
	Question string       `json:"question"`
	Operator string       `json:"operator"`
	Boolean  *bool        `json:"answerBoolean,omitempty"`
	Decimal  *json.Number `json:"answerDecimal,omitempty"`
	Integer  *json.Number `json:"answerInteger,omitempty"`
	Date     string       `json:"answerDate,omitempty"`
	String   *string      `json:"answerString,omitempty"`
	Coding   *coding      `json:"answerCoding,omitempty"`
}

type answerOption struct {
	Extension []extension  `json:"extension,omitempty"`
	Coding    *coding      `json:"valueCoding,omitempty"`
	String    string       `json:"valueString,omitempty"`
	Integer   *json.Number `json:"valueInteger,omitempty"`
	Date      string       `json:"valueDate,omitempty"`
}

type coding struct {
	System    string     `json:"system,omitempty"`
	Code      string     `json:"code,omitempty"`
	Display   string     `json:"display,omitempty"`
	DisplayIn *primitive `json:"_display,omitempty"`
}

type codeable struct {
	Coding []coding `json:"coding,omitempty"`
}

// primitive is what stands beside a primitive value.
type primitive struct {
	Extension []extension `json:"extension,omitempty"`
}

type extension struct {
	URL        string       `json:"url"`
	Extension  []extension  `json:"extension,omitempty"`
	String     string       `json:"valueString,omitempty"`
	StringIn   *primitive   `json:"_valueString,omitempty"`
	Code       string       `json:"valueCode,omitempty"`
	Boolean    *bool        `json:"valueBoolean,omitempty"`
	Integer    *json.Number `json:"valueInteger,omitempty"`
	Decimal    *json.Number `json:"valueDecimal,omitempty"`
	Concept    *codeable    `json:"valueCodeableConcept,omitempty"`
	Expression *expression  `json:"valueExpression,omitempty"`
}

type expression struct {
	Language   string `json:"language"`
	Expression string `json:"expression,omitempty"`
}

func path(url, said string) extension {
	return extension{URL: url, Expression: &expression{"text/fhirpath", said}}
}

func flag(url string) extension {
	yes := true
	return extension{URL: url, Boolean: &yes}
}

func decimal(url string, v float64) extension {
	n := numeral(v)
	return extension{URL: url, Decimal: &n}
}

func integer(url string, v float64) extension {
	n := numeral(v)
	return extension{URL: url, Integer: &n}
}

func control(code string) extension {
	return extension{URL: itemControl, Concept: &codeable{[]coding{{System: controls, Code: code}}}}
}

// find is the first extension with a url.
func find(all []extension, url string) (extension, bool) {
	for _, e := range all {
		if e.URL == url {
			return e, true
		}
	}
	return extension{}, false
}

func has(all []extension, url string) bool {
	e, ok := find(all, url)
	return ok && e.Boolean != nil && *e.Boolean
}

func (e extension) number() (float64, bool) {
	for _, n := range []*json.Number{e.Integer, e.Decimal} {
		if n != nil {
			v, err := n.Float64()
			return v, err == nil
		}
	}
	return 0, false
}

// controlOf is the first item control; "" for none.
func controlOf(all []extension) string {
	if e, ok := find(all, itemControl); ok && e.Concept != nil && len(e.Concept.Coding) > 0 {
		return e.Concept.Coding[0].Code
	}
	return ""
}

// translated are words in other languages than the main one.
func translated(f form.Form, words form.Words) *primitive {
	var p primitive
	for _, l := range f.Languages {
		if l != f.Main() && words[l] != "" {
			p.Extension = append(p.Extension, extension{URL: translation, Extension: []extension{{URL: "lang", Code: l}, {URL: "content", String: words[l]}}})
		}
	}
	if len(p.Extension) == 0 {
		return nil
	}
	return &p
}

// words are a text and its translations, in the languages of a form.
func words(main, said string, in *primitive) form.Words {
	w := make(form.Words)
	if said != "" {
		w[main] = said
	}
	if in != nil {
		for _, e := range in.Extension {
			lang, _ := find(e.Extension, "lang")
			content, _ := find(e.Extension, "content")
			if e.URL == translation && lang.Code != "" && content.String != "" {
				w[lang.Code] = content.String
			}
		}
	}
	if len(w) == 0 {
		return nil
	}
	return w
}
