package search

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/places"
)

// Field is where in a document a word stands.
type Field uint8

// Fields, the most telling first.
const (
	InName Field = iota
	InAlternateName
	InTopic
	InOrganisation
	InPlace
	InLanguage
	InEligibility
	InDescription
	Fields // how many there are
)

var fieldNames = [Fields]string{"name", "other name", "topic", "organisation", "place", "language", "eligibility", "description"}

// String names the field to a reader: "name", "description".
func (f Field) String() string {
	if f < Fields {
		return fieldNames[f]
	}
	return ""
}

// Answer is not stated, yes or no.
type Answer uint8

// The answers; not stated is the zero value.
const (
	NotStated Answer = iota
	Yes
	No
)

// Question is something a document answers with yes, no or not at all.
type Question uint8

// The questions.
const (
	Free Question = iota
	StepFree
	TakesReferrals
	SelfReferral
	WomenOnly
	CarersWelcome
	Online
	Questions // how many there are
)

var questionNames = [Questions]string{"free", "step-free", "takes referrals", "self-referral", "women only", "carers welcome", "online"}

// String names the question: "step-free".
func (q Question) String() string {
	if q < Questions {
		return questionNames[q]
	}
	return ""
}

// Doc is what is known of one service.
type Doc struct {
	ID         string
	Texts      [Fields][]string
	Points     []places.Point // those that are known
	Needs      []Need
	Terms      []string // ids of taxonomy terms, ancestors among them
	Languages  []string // English names
	Openings   []Span   // none: not stated
	Answers    [Questions]Answer
	MinimumAge *int   // years; nil when not stated
	MaximumAge *int   // years; nil when not stated
	Room       Answer // whether there is room
	RoomUntil  time.Time
	Assured    dates.Date // day it was last checked, zero when not stated
}

// Need is a need that the service helps with and where that was read.
type Need struct {
	Code string // in vocabulary.Needs, or of what stands under one; the document names those above itself
	In   Field
}

// Span is when a service is open on one day of the week. From and To are
// minutes after midnight; To is 0 when the end is not stated, and both when
// nothing is.
type Span struct {
	Day      time.Weekday
	From, To int
}

func (d *Doc) name() string {
	if len(d.Texts[InName]) == 0 {
		return ""
	}
	return Fold(d.Texts[InName][0])
}
