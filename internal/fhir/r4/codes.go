package r4

import "strings"

// codeSets are the closed lists of codes of the elements modelled here, by the
// name of their value set in FHIR R4. A code outside its list is refused.
var codeSets = map[string]map[string]bool{
	"FHIR-version":                 codeSet(`0.01 0.05 0.06 0.11 0.0.80 0.0.81 0.0.82 0.4.0 0.5.0 1.0.0 1.0.1 1.0.2 1.1.0 1.4.0 1.6.0 1.8.0 3.0.0 3.0.1 3.3.0 3.5.0 4.0.0 4.0.1`),
	"address-type":                 codeSet(`postal physical both`),
	"address-use":                  codeSet(`home work temp old billing`),
	"administrative-gender":        codeSet(`male female other unknown`),
	"bundle-type":                  codeSet(`document message transaction transaction-response batch batch-response history searchset collection`),
	"capability-statement-kind":    codeSet(`instance capability requirements`),
	"composition-status":           codeSet(`preliminary final amended entered-in-error`),
	"conditional-delete-status":    codeSet(`not-supported single multiple`),
	"conditional-read-status":      codeSet(`not-supported modified-since not-match full-support`),
	"consent-data-meaning":         codeSet(`instance related dependents authoredby`),
	"consent-provision-type":       codeSet(`deny permit`),
	"consent-state-codes":          codeSet(`draft proposed active rejected inactive entered-in-error`),
	"contact-point-system":         codeSet(`phone fax email pager url sms other`),
	"contact-point-use":            codeSet(`home work temp old mobile`),
	"days-of-week":                 codeSet(`mon tue wed thu fri sat sun`),
	"document-mode":                codeSet(`producer consumer`),
	"document-reference-status":    codeSet(`current superseded entered-in-error`),
	"document-relationship-type":   codeSet(`replaces transforms signs appends`),
	"event-capability-mode":        codeSet(`sender receiver`),
	"event-timing":                 codeSet(`MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV`),
	"http-verb":                    codeSet(`GET HEAD POST PUT DELETE PATCH`),
	"identifier-use":               codeSet(`usual official temp secondary old`),
	"issue-severity":               codeSet(`fatal error warning information`),
	"issue-type":                   codeSet(`invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational`),
	"link-type":                    codeSet(`replaced-by replaces refer seealso`),
	"name-use":                     codeSet(`usual official temp nickname anonymous old maiden`),
	"narrative-status":             codeSet(`generated extensions additional empty`),
	"observation-status":           codeSet(`registered preliminary final amended corrected cancelled entered-in-error unknown`),
	"publication-status":           codeSet(`draft active retired unknown`),
	"quantity-comparator":          codeSet(`< <= >= >`),
	"questionnaire-answers-status": codeSet(`in-progress completed amended entered-in-error stopped`),
	"reference-handling-policy":    codeSet(`literal logical resolves enforced local`),
	"request-intent":               codeSet(`proposal plan directive order original-order reflex-order filler-order instance-order option`),
	"request-priority":             codeSet(`routine urgent asap stat`),
	"request-status":               codeSet(`draft active on-hold revoked completed entered-in-error unknown`),
	"restful-capability-mode":      codeSet(`client server`),
	"search-entry-mode":            codeSet(`match include outcome`),
	"search-param-type":            codeSet(`number date string token reference composite quantity uri special`),
	"system-restful-interaction":   codeSet(`transaction batch search-system history-system`),
	"task-intent":                  codeSet(`unknown proposal plan order original-order reflex-order filler-order instance-order option`),
	"task-status":                  codeSet(`draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error`),
	"type-restful-interaction":     codeSet(`read vread update patch delete history-instance history-type create search-type`),
	"units-of-time":                codeSet(`s min h d wk mo a`),
	"versioning-policy":            codeSet(`no-version versioned versioned-update`),
}

func codeSet(list string) map[string]bool {
	set := make(map[string]bool)
	for code := range strings.FieldsSeq(list) {
		set[code] = true
	}
	return set
}

// KnownCode says whether a code is in a closed list, by the name of the list in
// FHIR R4: "task-status".
func KnownCode(list, code string) bool { return codeSets[list][code] }
