package referrals

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Channel is how a referral came.
type Channel string

// The channels.
const (
	FromPractice  Channel = "practice"
	FromReception Channel = "reception"
	FromSelf      Channel = "self"
	FromMessage   Channel = "message"   // FHIR
	FromElsewhere Channel = "elsewhere" // hospital, housing, social care, family: by the public form
	FromOffer     Channel = "proactive" // they said yes to an offer from a list of the practice
)

// OfPractice reports whether a practice sent the referral. What others send
// about a patient of a practice is not the practice's to see.
func (c Channel) OfPractice() bool { return c != FromSelf && c != FromElsewhere }

// ofPractice is the same as a condition on r.
const ofPractice = `r.channel NOT IN ('self', 'elsewhere')`

// What a referral says of risk.
const (
	RiskNoneKnown = "none-known"
	RiskKnown     = "risks"
	RiskNotAsked  = "not-asked"
)

// Referral is a request as sent, and where it stands.
type Referral struct {
	ID, SubjectID                string
	IdentifierSystem, Identifier string
	Channel                      Channel
	PracticeID, TeamID           string
	SentBy                       string
	ReferrerName, ReferrerRole   string
	ReferrerContact              string
	Source, Organisation         string // of whoever refers from elsewhere: code of vocabulary.ReferralSources, and its name
	ReferrerEmail                string // where answers to them go
	Tell                         bool   // the person agreed that they hear what becomes of it
	FollowBase                   string // address of the site under which they follow it, without a slash at the end
	people.Details                      // the subject, as sent
	Needs                        []string
	Reason                       string
	Risk, RiskWords              string
	Permission                   string // how the person agreed, in words
	Urgency                      string // routine | soon
	AsSent                       string // JSON of the message; "" for a form
	State                        State
	StateSince, ReceivedAt       time.Time
	PersonID                     string
	UpdatedAt                    time.Time
	Version                      int
}

// Reference is short enough to say on the phone: "LW-9F03A1".
func (r Referral) Reference() string {
	return "LW-" + strings.ToUpper(r.ID[len(r.ID)-6:])
}

// Event is one thing that happened to a referral.
type Event struct {
	At            time.Time
	ByID, ByName  string
	From, To      State
	Reason, Words string
	MessageID     string
}

// visible says which referrals an account may see: while undecided or turned
// away, those of its team; always those that its practice sent, and those of a
// person whom it may see. A practice does not see who referred themselves.
func visible(account string) string {
	return `(r.state IN ('received', 'more-asked', 'waiting', 'not-now', 'declined', 'withdrawn') AND ` + access.WorkSeenBy("r.team_id", "''", account) +
		` OR ` + ofPractice + ` AND ` + access.WorkSeenBy("''", "r.practice_id", account) +
		` OR ` + access.PeopleSeenBy("r.person_id", account) + `)`
}

// Get returns a referral that the actor may see, or db.ErrNotFound.
func Get(r db.Reader, by access.Actor, id string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.id = $1 AND `+visible("$2"), id, by.AccountID)
}

// OfTeam returns a referral to a team that the actor works in, whatever its
// state, for acts of triage: whoever decided a moment too late is told so. It is
// not for showing.
func OfTeam(r db.Reader, by access.Actor, id string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.id = $1 AND `+access.WorkSeenBy("r.team_id", "''", "$2"), id, by.AccountID)
}

// Unscoped returns a referral for an act in a higher room that has its own
// rule of access.
func Unscoped(r db.Reader, id string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.id = $1`, id)
}

// Events lists what happened to a referral, first to last. The caller has
// checked that its reader may see the referral.
func Events(r db.Reader, id string) ([]Event, error) {
	return db.List(r, func(s db.Scanner) (e Event, err error) {
		err = s.Scan(db.At(&e.At), &e.ByID, &e.ByName, &e.From, &e.To, &e.Reason, &e.Words, db.Text(&e.MessageID))
		return
	}, `SELECT at, by_id, by_name, from_state, to_state, reason, words, message_id FROM referral_events
		WHERE referral_id = $1 ORDER BY at, id`, id)
}
