package r4

// OperationOutcome says what went wrong, and where.
type OperationOutcome struct {
	DomainResource
	Issue []OperationOutcomeIssue `fhir:"issue" min:"1"`
}

// OperationOutcomeIssue is a part of OperationOutcome.
type OperationOutcomeIssue struct {
	BackboneElement
	Severity    Code             `fhir:"severity" min:"1" in:"issue-severity"`
	Code        Code             `fhir:"code" min:"1" in:"issue-type"`
	Details     *CodeableConcept `fhir:"details"`
	Diagnostics string           `fhir:"diagnostics"`
	Location    []string         `fhir:"location"`
	Expression  []string         `fhir:"expression"`
}
