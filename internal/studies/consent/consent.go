package consent

import (
	"errors"
	"slices"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Mode is how consent was given.
type Mode string

// The modes.
const (
	OnPaper  Mode = "paper"
	InPerson Mode = "in-person" // on our screen, beside the researcher
	Recorded Mode = "recorded"  // spoken, recorded
	Online   Mode = "online"    // by their own link, with a typed name
)

// Modes lists all modes.
var Modes = []Mode{OnPaper, InPerson, Recorded, Online}

// Words says a mode to a reader.
func (m Mode) Words() string {
	return map[Mode]string{OnPaper: "On paper", InPerson: "In person, on screen", Recorded: "Spoken and recorded", Online: "Online, with a typed name"}[m]
}

// Capacity is who decided.
type Capacity string

// Who decides.
const (
	Own       Capacity = "own"
	Consultee Capacity = "consultee"
)

// Answer is what was said to one clause.
type Answer struct {
	Clause  string
	Covers  Covers
	Yes     bool
	EndedAt time.Time // taken back; zero while it stands
}

// Holds reports whether the clause allows now what it covers.
func (a Answer) Holds() bool { return a.Yes && a.EndedAt.IsZero() }

// Consent is what somebody agreed to, on exactly which documents.
type Consent struct {
	ID, StudyID, ParticipantID string
	FormID, FormSHA256         string // the version of the consent form that was shown, and its bytes
	SheetID, SheetSHA256       string // the same of the information sheet
	Mode                       Mode
	InformedOn                 dates.Date // when they got the information sheet
	GivenAt                    time.Time
	TypedName                  string
	Witness, Translator        string
	Capacity                   Capacity
	ConsulteeName              string // and how they know the person
	TakenBy                    string
	CopyAt                     time.Time // they got their copy
	CopyHow                    string
	ReplacedAt                 time.Time // by a later consent
	Answers                    []Answer
}

// Stands reports whether no later consent took its place.
func (c Consent) Stands() bool { return c.ReplacedAt.IsZero() }

// DaysToThink is how long somebody had between the information and the consent.
func (c Consent) DaysToThink() int { return dates.Of(c.GivenAt).Sub(c.InformedOn) }

// Allows reports whether the consent allows something now.
func (c Consent) Allows(what Covers) bool {
	return slices.ContainsFunc(c.Answers, func(a Answer) bool { return a.Covers == what && a.Holds() })
}

const columns = `SELECT c.id, c.study_id, c.participant_id, c.form_id, c.form_sha256, c.sheet_id, c.sheet_sha256, c.mode, c.informed_on, c.given_at, c.typed_name, c.witness, c.translator,
	c.capacity, c.consultee, c.taken_by, c.copy_at, c.copy_how, c.replaced_at FROM study_consents c`

func scan(s db.Scanner) (c Consent, err error) {
	err = s.Scan(&c.ID, &c.StudyID, &c.ParticipantID, &c.FormID, &c.FormSHA256, &c.SheetID, &c.SheetSHA256, &c.Mode, &c.InformedOn, db.At(&c.GivenAt), &c.TypedName, &c.Witness, &c.Translator,
		&c.Capacity, &c.ConsulteeName, &c.TakenBy, db.At(&c.CopyAt), &c.CopyHow, db.At(&c.ReplacedAt))
	return
}

// Of lists the consents of a participant, the latest first. The caller has reached
// the participant.
func Of(r db.Reader, participantID string) ([]Consent, error) {
	all, err := db.List(r, scan, columns+` WHERE c.participant_id = $1 ORDER BY c.given_at DESC, c.id DESC`, participantID)
	for i := range all {
		if err == nil {
			all[i].Answers, err = answers(r, all[i].ID)
		}
	}
	return all, err
}

// FirstDay is the day on which a participant first consented; zero for never. The caller
// has reached the participant.
func FirstDay(r db.Reader, participantID string) (day dates.Date, err error) {
	all, err := Of(r, participantID)
	for _, c := range all {
		if given := dates.Of(c.GivenAt); day.IsZero() || given.Before(day) {
			day = given
		}
	}
	return day, err
}

func answers(r db.Reader, consentID string) ([]Answer, error) {
	return db.List(r, func(s db.Scanner) (a Answer, err error) {
		err = s.Scan(&a.Clause, &a.Covers, &a.Yes, db.At(&a.EndedAt))
		return
	}, `SELECT clause, covers, yes, ended_at FROM study_consent_answers WHERE consent_id = $1 ORDER BY clause`, consentID)
}

// Standing is the consent of a participant that holds; db.ErrNotFound for none.
func Standing(r db.Reader, participantID string) (Consent, error) {
	c, err := db.One(r, scan, columns+` WHERE c.participant_id = $1 AND c.replaced_at IS NULL`, participantID)
	if err != nil {
		return c, err
	}
	c.Answers, err = answers(r, c.ID)
	return c, err
}

// Allows reports whether a participant allows something now: a clause that covers
// it was answered with yes in the consent that stands, and was not taken back.
func Allows(r db.Reader, participantID string, what Covers) (yes bool, err error) {
	err = r.QueryRow(`SELECT EXISTS (SELECT 1 FROM study_consents c JOIN study_consent_answers a ON a.consent_id = c.id WHERE `+allowing("$1", "$2")+`)`, participantID, what).Scan(&yes)
	return yes, err
}

func allowing(participant, what string) string {
	return `c.participant_id = ` + participant + ` AND c.replaced_at IS NULL AND a.covers = ` + what + ` AND a.yes AND a.ended_at IS NULL`
}

// WhoAllows are the participants of a study who allow something now.
func WhoAllows(r db.Reader, s studies.Seat, what Covers) (map[string]bool, error) {
	all := make(map[string]bool)
	_, err := db.List(r, func(row db.Scanner) (id string, err error) {
		err = row.Scan(&id)
		all[id] = true
		return
	}, `SELECT c.participant_id FROM study_consents c JOIN study_consent_answers a ON a.consent_id = c.id
		WHERE c.study_id = $1 AND c.replaced_at IS NULL AND a.covers = $2 AND a.yes AND a.ended_at IS NULL`, s.Study.ID, what)
	return all, err
}

// AllowedBy is a condition of SQL for the rooms above: the participant named by a
// column allows what is written out, now. covers is one of the constants.
func AllowedBy(column string, covers Covers) string {
	return `EXISTS (SELECT 1 FROM study_consents c JOIN study_consent_answers a ON a.consent_id = c.id WHERE ` + allowing(column, "'"+string(covers)+"'") + `)`
}

// ErrNotAllowed means that a participant does not allow this, or not any more.
var ErrNotAllowed = errors.New("consent: not allowed by the participant")

// Need is *db.Invalid with the field unless the participant allows something now.
func Need(r db.Reader, participantID string, what Covers, field string) error {
	yes, err := Allows(r, participantID, what)
	if err == nil && !yes {
		return db.Fault(field, "Their consent does not cover this: "+what.Words())
	}
	return err
}
