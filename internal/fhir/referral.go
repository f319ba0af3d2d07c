package fhir

import (
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// NeedSystem is the code system of vocabulary.Needs in messages.
const NeedSystem = "urn:linkwork:need"

// referral turns a request into a referral for the sender's practice.
func (req *request) referral(practiceID string) referrals.Referral {
	order := req.serviceRequest()
	r := referrals.Referral{
		Channel: referrals.FromMessage, PracticeID: practiceID, AsSent: string(req.body),
		Details: details(req.patientResource()), Urgency: vocabulary.UrgencyOf(string(order.Priority)),
		Risk: referrals.RiskNotAsked, Permission: req.permission(),
	}
	r.IdentifierSystem, r.Identifier, _ = req.identifier()
	r.Needs, r.Reason = req.why()
	r.ReferrerName, r.ReferrerRole, r.ReferrerContact = req.referrer()
	return r
}

// permission says what the message says of how the person agreed.
func (req *request) permission() string {
	for _, entry := range req.bundle.Entry {
		consent, ok := entry.Resource.(*r4.Consent)
		if !ok {
			continue
		}
		if day, err := dates.Parse(string(consent.DateTime)[:min(len(consent.DateTime), 10)]); err == nil && !day.IsZero() {
			return "The sender's system records that the person agreed, " + day.Long()
		}
		return "The sender's system records that the person agreed"
	}
	return "Not stated in the message. Ask the person"
}

// why collects the reasons: needs of the list by their codes or exact words,
// everything else as text.
func (req *request) why() (needs []string, reason string) {
	order := req.serviceRequest()
	concepts := append([]r4.CodeableConcept{}, order.ReasonCode...)
	var notes []string
	for _, entry := range req.bundle.Entry {
		if condition, ok := entry.Resource.(*r4.Condition); ok {
			if condition.Code != nil {
				concepts = append(concepts, *condition.Code)
			}
			notes = append(notes, texts(condition.Note)...)
		}
	}
	var words []string
	for _, concept := range concepts {
		need, said := needOf(concept)
		needs, words = addNew(needs, need), addNew(words, said)
	}
	for _, note := range append(texts(order.Note), notes...) {
		words = addNew(words, note)
	}
	reason = strings.Join(words, "\n")
	if reason == "" && len(needs) == 0 {
		reason = order.Code.Words()
	}
	if reason == "" && len(needs) == 0 {
		reason = "The message gives no reason"
	}
	return needs, reason
}

// needOf finds the need a concept names, and what it says beyond that.
func needOf(concept r4.CodeableConcept) (need, words string) {
	for _, coding := range concept.Coding {
		if coding.System == NeedSystem && vocabulary.Needs.Has(string(coding.Code)) {
			need = string(coding.Code)
		}
	}
	words = concept.Words()
	for _, known := range vocabulary.Needs {
		if strings.EqualFold(words, known.Label) {
			return known.Code, ""
		}
	}
	return need, words
}

func texts(notes []r4.Annotation) (all []string) {
	for _, note := range notes {
		all = append(all, strings.TrimSpace(note.Text))
	}
	return all
}

func addNew(all []string, text string) []string {
	if text == "" {
		return all
	}
	for _, known := range all {
		if known == text {
			return all
		}
	}
	return append(all, text)
}

// referrer says who refers: the requester, a role followed to its practitioner.
func (req *request) referrer() (name, role, contact string) {
	order := req.serviceRequest()
	requester := order.Requester
	if requester == nil {
		requester = req.taskResource().Requester
	}
	if requester == nil {
		return "", "", ""
	}
	entry, ok := req.entryOf(requester)
	if !ok {
		return requester.Display, "", ""
	}
	switch v := req.bundle.Entry[entry].Resource.(type) {
	case *r4.PractitionerRole:
		if len(v.Code) > 0 {
			role = v.Code[0].Words()
		}
		contact = reach(v.Telecom)
		if at, ok := req.entryOf(v.Practitioner); ok {
			if practitioner, ok := req.bundle.Entry[at].Resource.(*r4.Practitioner); ok {
				return bestName(practitioner.Name).Words(), role, firstOf(contact, reach(practitioner.Telecom))
			}
		}
		if v.Practitioner != nil {
			name = v.Practitioner.Display
		}
	case *r4.Practitioner:
		name, contact = bestName(v.Name).Words(), reach(v.Telecom)
	case *r4.Organization:
		name, contact = v.Name, reach(v.Telecom)
	case *r4.Patient:
		name, role = bestName(v.Name).Words(), "The person themselves"
	}
	return firstOf(name, requester.Display), role, contact
}

func reach(points []r4.ContactPoint) string {
	return firstOf(telecom(points, "phone", "sms"), telecom(points, "email"))
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
