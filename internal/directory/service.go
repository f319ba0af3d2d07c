package directory

import (
	"encoding/json"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/places"
	"linkwork/internal/taxonomies"
)

// Answer is yes, no, or not stated.
type Answer string

// The three answers.
const (
	Yes       Answer = "yes"
	No        Answer = "no"
	NotStated Answer = ""
)

// Words returns "Yes", "No" or "Not stated".
func (a Answer) Words() string {
	switch a {
	case Yes:
		return "Yes"
	case No:
		return "No"
	}
	return "Not stated"
}

// Status says whether a service runs.
type Status string

// The states a published service can be in. Only active ones are found.
const (
	Active            Status = "active"
	Inactive          Status = "inactive"
	Defunct           Status = "defunct"
	TemporarilyClosed Status = "temporarily closed"

	// Merged services stand for nothing any more: MergedInto does.
	Merged Status = "merged"
)

// Words answers whether the service runs.
func (s Status) Words() string {
	switch s {
	case Active:
		return "Yes"
	case Defunct:
		return "No, it has ended"
	case TemporarilyClosed:
		return "No, it is closed for now"
	case Merged:
		return "It was joined to another entry"
	}
	return "No"
}

// Origin is where a record came from.
type Origin struct {
	Source   string          // feed or file, chosen by who imports
	SourceID string          // the record's id there
	Record   json.RawMessage // the whole original, never nil once stored
}

// withoutRecords returns the service without its originals, which are kept beside it.
func (s Service) withoutRecords() Service {
	s.Record, s.Organisation.Record = nil, nil
	s.Locations = slices.Clone(s.Locations)
	for i := range s.Locations {
		s.Locations[i].Record = nil
	}
	return s
}

// Organisation runs services.
type Organisation struct {
	ID          string
	Name        string
	Description string
	Website     string // http or https
	Email       string
	Phone       string
	Numbers     []RegisterNumber // nil when none is stated
	Origin
}

// RegisterNumber is an organisation's number in a public register.
type RegisterNumber struct{ Scheme, Number string } // "GB-CHC", "1234567"

// Location is a place where services happen.
type Location struct {
	ID            string
	Name          string
	Kind          string // physical, postal, virtual
	Address       string // one line, without the postcode
	Postcode      string
	Outcode       string
	Point         places.Point // zero when not known
	Accessibility string
	StepFree      Answer
	Transport     string
	Property      string // Unique Property Reference Number; empty when not stated
	Origin
}

// ServiceNeed is a need a service can help with, and why Linkwork thinks so.
type ServiceNeed struct {
	Need    string // code of a need, or of a kind of help under one
	FoundIn string // choice, term, topic, name, description
	Word    string // the topic or word that says so, or who chose it
}

// Service is something a person can be connected to. Empty texts and zero
// dates mean "not stated".
type Service struct {
	ID             string
	Name           string
	AlternateName  string
	Description    string // as published; never trusted as HTML
	Status         Status
	Website        string // http or https
	Email          string
	Phone          string
	Eligibility    string
	MinimumAge     *int // years; nil when not stated
	MaximumAge     *int
	HowToApply     string
	Cost           string
	Free           Answer
	Alert          string
	Topics         []string               // names of taxonomy terms
	Terms          []taxonomies.Published `json:",omitempty"` // as published; told by records, and not read back by Get
	AssuredOn      dates.Date
	AssuredBy      string
	TakesReferrals Answer
	ReferralEmail  string
	ReferralPhone  string
	Organisation   Organisation // ID empty when none is named
	Locations      []Location
	Schedules      []Schedule
	Languages      []string
	Answers        Answers       // to Questions; nil when none is stated
	Needs          []ServiceNeed // worked out by Upsert or chosen, not taken from the caller
	Capacity       Capacity      // as last observed; not written by Upsert
	MergedInto     string        // the service that stands for this one; empty for one that stands alone
	Origin
}

// AnswersTo returns where a referral's answer is asked for: the address set
// for referrals, or else the published one. Either may be empty.
func (s Service) AnswersTo() (email, phone string) {
	email, phone = s.ReferralEmail, s.ReferralPhone
	if email == "" {
		email = s.Email
	}
	if phone == "" {
		phone = s.Phone
	}
	return email, phone
}

// StepFree says whether there is a place with step-free access: yes if one
// says so, no if every place says no.
func (s Service) StepFree() Answer { return stepFree(s.Locations) }

func stepFree(at []Location) Answer {
	no := 0
	for _, location := range at {
		switch location.StepFree {
		case Yes:
			return Yes
		case No:
			no++
		}
	}
	if no > 0 && no == len(at) {
		return No
	}
	return NotStated
}
