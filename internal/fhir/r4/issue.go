package r4

import "strings"

// Issue is one fault in a resource.
type Issue struct {
	Code       Code   // of issue-type: structure, required, value, code-invalid, invariant, too-long, too-costly, not-supported
	Expression string // FHIRPath of the element; empty when there is none
	Text       string // a sentence for whoever mends it; holds no value from the resource, which may be personal
}

func (i Issue) String() string {
	if i.Expression == "" {
		return i.Text
	}
	return i.Expression + " " + i.Text
}

// Issues is an error: every fault that was found, in order.
type Issues []Issue

func (all Issues) Error() string {
	texts := make([]string, len(all))
	for i, issue := range all {
		texts[i] = issue.String()
	}
	return "fhir: " + strings.Join(texts, "; ")
}

// Outcome returns the faults as an OperationOutcome.
func (all Issues) Outcome() *OperationOutcome {
	outcome := new(OperationOutcome)
	for _, issue := range all {
		told := OperationOutcomeIssue{Severity: "error", Code: issue.Code, Diagnostics: issue.String()}
		if issue.Expression != "" {
			told.Expression = []string{issue.Expression}
		}
		outcome.Issue = append(outcome.Issue, told)
	}
	return outcome
}
