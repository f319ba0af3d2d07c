// Package questionnaire reads and writes forms as Questionnaire of FHIR R4, and
// answers as QuestionnaireResponse, both as JSON.
//
// When a question is asked stands in enableWhen where that can say it, else in
// FHIRPath as structured data capture (SDC) has it. What FHIR has no element
// for stands in extensions of our own, so that a form that goes out and comes
// back is the same form; what other programs miss is said as form.Lost.
// docs/forms.md has it in tables.
package questionnaire
