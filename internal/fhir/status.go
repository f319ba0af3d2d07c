package fhir

import (
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// standing is how a state of a referral is told to its sender. The Task says
// where it stands; the ServiceRequest follows where the standard lets the
// filler's knowledge end the order. Both follow HL7's SDOH Clinical Care
// referral workflow, which does not use received and ready.
type standing struct {
	task    r4.Code
	request r4.Code
}

var standings = map[referrals.State]standing{
	referrals.Received:   {"requested", "active"},
	referrals.MoreAsked:  {"on-hold", "on-hold"},
	referrals.Waiting:    {"accepted", "active"},
	referrals.TakenOn:    {"accepted", "active"},
	referrals.Supporting: {"in-progress", "active"},
	referrals.Finished:   {"completed", "completed"},
	referrals.NotNow:     {"rejected", "revoked"},
	referrals.Declined:   {"rejected", "revoked"},
	referrals.NotReached: {"cancelled", "revoked"},
	referrals.Withdrawn:  {"cancelled", "revoked"},
}

// statusOn returns the status of a ServiceRequest or a Task.
func statusOn(typ string, state referrals.State) r4.Code {
	if typ == "Task" {
		return standings[state].task
	}
	return standings[state].request
}

// statesFor returns the states that are told as one of the statuses; none at
// all if no state is.
func statesFor(typ string, statuses map[string]bool) (states []referrals.State) {
	for _, state := range referrals.States {
		if statuses[string(statusOn(typ, state))] {
			states = append(states, state)
		}
	}
	return states
}

// reasonFor says why a Task stands where it does, from the last event; nil
// when the status needs no reason.
func reasonFor(state referrals.State, last referrals.Event) *r4.CodeableConcept {
	words := last.Words
	switch state {
	case referrals.MoreAsked:
		return &r4.CodeableConcept{Text: joined("More information is asked for", words)}
	case referrals.NotNow:
		reason, _ := vocabulary.NotNowReasons.Find(last.Reason)
		return &r4.CodeableConcept{Text: joined("Not the right service now", reason.ForReferrer, words)}
	case referrals.Declined:
		concept := &r4.CodeableConcept{Text: joined("The person would rather not", words)}
		if system, code, term, ok := vocabulary.Declined.Coding(); ok {
			concept.Coding = []r4.Coding{{System: r4.URI(system), Code: r4.Code(code), Display: term}}
		}
		return concept
	case referrals.NotReached:
		return &r4.CodeableConcept{Text: joined("We could not speak", words)}
	case referrals.Withdrawn:
		return &r4.CodeableConcept{Text: joined("Taken back by the referrer", words)}
	}
	return nil
}

// joined puts texts after one another: "a: b. c".
func joined(first string, rest ...string) string {
	separator := ": "
	for _, text := range rest {
		if text != "" {
			first += separator + text
			separator = ". "
		}
	}
	return first
}
