package fieldwork

import (
	"errors"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
)

// Kind is what a session is.
type Kind string

// The kinds of sessions.
const (
	Interview     Kind = "interview"
	Observation   Kind = "observation"
	FocusGroup    Kind = "focus-group"
	Shadowing     Kind = "shadowing"
	Document      Kind = "document"
	Questionnaire Kind = "questionnaire"
)

// Kinds lists all kinds.
var Kinds = []Kind{Interview, Observation, FocusGroup, Shadowing, Document, Questionnaire}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{Interview: "Interview", Observation: "Observation", FocusGroup: "Focus group", Shadowing: "Day of shadowing", Document: "Documents collected", Questionnaire: "Questionnaire"}[k]
}

// Covers is the permission that a session of the kind needs of each participant.
func (k Kind) Covers() consent.Covers {
	switch k {
	case Observation, Shadowing:
		return consent.BeObserved
	case Questionnaire:
		return consent.AnswerForms
	case Document:
		return consent.TakePart
	}
	return consent.BeInterviewed
}

// Guide is the kind of document that a session of the kind follows; "" for none.
func (k Kind) Guide() approvals.Kind {
	switch k {
	case Interview, FocusGroup:
		return approvals.TopicGuide
	case Observation, Shadowing:
		return approvals.ObservationGuide
	}
	return ""
}

// State is where a session stands.
type State string

// The states.
const (
	Planned   State = "planned"
	Held      State = "held"
	Missed    State = "missed"
	Cancelled State = "cancelled"
)

// Place is where a session takes place.
type Place string

// The places.
const (
	AtWork    Place = "at-work"
	AtHome    Place = "at-home"
	Elsewhere Place = "elsewhere"
	ByPhone   Place = "phone"
	ByVideo   Place = "video"
)

// Places lists all places.
var Places = []Place{AtWork, AtHome, Elsewhere, ByPhone, ByVideo}

// Words says a place to a reader.
func (p Place) Words() string {
	return map[Place]string{AtWork: "At work or the practice", AtHome: "At their home", Elsewhere: "Somewhere else", ByPhone: "By phone", ByVideo: "By video call"}[p]
}

// ToThem says a place to the participant.
func (p Place) ToThem() string {
	if p == AtHome {
		return "At your home"
	}
	return p.Words()
}

// Reason is why something did not take place, or somebody could not be followed.
type Reason string

// The reasons.
const (
	NotAsked    Reason = "not-asked"
	Declined    Reason = "declined"
	Unable      Reason = "unable"
	NoShow      Reason = "no-show"
	CouldNotGet Reason = "lost"
	WindowOver  Reason = "window"
	OurSide     Reason = "our-side"
)

// Reasons lists all reasons.
var Reasons = []Reason{NotAsked, Declined, Unable, NoShow, CouldNotGet, WindowOver, OurSide}

// Words says a reason to a reader.
func (r Reason) Words() string {
	return map[Reason]string{NotAsked: "Not asked", Declined: "Did not want to", Unable: "Not able to", NoShow: "Could not come, and nothing new was agreed", CouldNotGet: "Could not be reached",
		WindowOver: "The window had ended", OurSide: "We could not"}[r]
}

// Session is one piece of data collection.
type Session struct {
	ID, StudyID, SiteID, WaveID string
	Kind                        Kind
	State                       State
	PlannedAt                   time.Time // zero for one that was noted afterwards
	Minutes                     int       // planned length
	HeldOn                      dates.Date
	Place                       Place
	Whereabouts                 string // room, or how to join
	AccountID, ByName           string // the researcher
	GuideID                     string // version of the guide that was used
	Why                         Reason // it did not take place
	Words                       string
	Version                     int
	Participants                []string // ids
}

const sessionColumns = `SELECT e.id, e.study_id, e.site_id, e.wave_id, e.kind, e.state, e.planned_at, e.minutes, e.held_on, e.place, e.whereabouts, e.account_id, e.by_name, e.guide_id, e.missed, e.words, e.version,
	coalesce((SELECT min(q.participant_id) FROM study_session_participants q WHERE q.session_id = e.id), ''), (SELECT count(*) FROM study_session_participants q WHERE q.session_id = e.id) FROM study_sessions e`

func scanSession(s db.Scanner) (e Session, err error) {
	var one string
	var n int
	err = s.Scan(&e.ID, &e.StudyID, db.Text(&e.SiteID), db.Text(&e.WaveID), &e.Kind, &e.State, db.At(&e.PlannedAt), &e.Minutes, &e.HeldOn, &e.Place, &e.Whereabouts, &e.AccountID, &e.ByName, db.Text(&e.GuideID), &e.Why, &e.Words, &e.Version, &one, &n)
	if one != "" {
		e.Participants = make([]string, 1, n)
		e.Participants[0] = one
	}
	return
}

// Filter narrows a list of sessions. Its zero value narrows nothing.
type Filter struct {
	State         State
	Kind          Kind
	WaveID        string
	SiteID        string
	ParticipantID string
	From          time.Time // planned from then on
}

// Sessions lists the sessions that a seat reaches for a duty, the latest first; those
// that are planned, the soonest first.
func Sessions(r db.Reader, s studies.Seat, d studies.Duty, f Filter) ([]Session, error) {
	reach, args := s.Reach(d, "e.site_id", s.Study.ID, f.State, f.Kind, f.WaveID, f.SiteID, f.ParticipantID, db.Ms(f.From))
	order := ` ORDER BY e.held_on DESC, e.planned_at DESC, e.id DESC`
	if f.State == Planned {
		order = ` ORDER BY e.planned_at, e.id`
	}
	all, err := db.List(r, scanSession, sessionColumns+` WHERE e.study_id = $1 AND ($2 = '' OR e.state = $2) AND ($3 = '' OR e.kind = $3) AND ($4 = '' OR e.wave_id = $4) AND ($5 = '' OR e.site_id = $5)
		AND ($6 = '' OR EXISTS (SELECT 1 FROM study_session_participants q WHERE q.session_id = e.id AND q.participant_id = $6))
		AND (CAST($7 AS BIGINT) IS NULL OR e.planned_at >= $7) AND `+reach+order, args...)
	if err != nil {
		return nil, err
	}
	return all, withParticipants(r, all)
}

// withParticipants fills in all participants of sessions with more than one.
func withParticipants(r db.Reader, all []Session) error {
	for i, e := range all {
		if cap(e.Participants) < 2 {
			continue
		}
		ids, err := db.List(r, func(s db.Scanner) (id string, err error) {
			err = s.Scan(&id)
			return
		}, `SELECT participant_id FROM study_session_participants WHERE session_id = $1 ORDER BY participant_id`, e.ID)
		if err != nil {
			return err
		}
		all[i].Participants = ids
	}
	return nil
}

// Get is one session that a seat reaches for a duty; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, d studies.Duty, id string) (Session, error) {
	e, err := db.One(r, scanSession, sessionColumns+` WHERE e.study_id = $1 AND e.id = $2`, s.Study.ID, id)
	if err != nil {
		return e, err
	}
	if err := s.AtSite(d, e.SiteID); err != nil {
		return e, err
	}
	one := []Session{e}
	err = withParticipants(r, one)
	return one[0], err
}

// Reached is one session that a seat reaches for any of the duties; else db.ErrNotFound.
func Reached(r db.Reader, s studies.Seat, id string, duties ...studies.Duty) (e Session, err error) {
	err = db.ErrNotFound
	for _, d := range duties {
		if e, err = Get(r, s, d, id); !errors.Is(err, db.ErrNotFound) {
			break
		}
	}
	return e, err
}

// Unscoped is a session by its id, for the rooms of studies that act for somebody who
// holds a link.
func Unscoped(r db.Reader, id string) (Session, error) {
	e, err := db.One(r, scanSession, sessionColumns+` WHERE e.id = $1`, id)
	if err != nil {
		return e, err
	}
	one := []Session{e}
	err = withParticipants(r, one)
	return one[0], err
}

// When says when a planned session is, in words.
func (e Session) When() string {
	if e.State == Held {
		return e.HeldOn.Long()
	}
	return dates.Moment(e.PlannedAt)
}

// tidy checks what was typed of a session that is planned or noted.
func (e *Session) tidy() error {
	var bad db.Invalid
	if e.Kind.Words() == "" {
		bad.Add("kind", "Choose what it is")
	}
	if e.Place.Words() == "" {
		bad.Add("place", "Choose where it takes place")
	}
	if e.Minutes < 0 || e.Minutes > 600 {
		bad.Add("minutes", "Enter minutes, up to 600")
	}
	bad.Trim("whereabouts", &e.Whereabouts, 200, "")
	bad.Trim("words", &e.Words, 500, "")
	if len(e.Participants) == 0 && e.Kind != Document && e.Kind != Shadowing {
		bad.Add("participants", "Choose who takes part")
	}
	if len(e.Participants) > 1 && e.Kind != FocusGroup && e.Kind != Observation {
		bad.Add("participants", "Only a focus group or an observation has several participants: "+strings.ToLower(e.Kind.Words())+" has one")
	}
	return bad.Err()
}
