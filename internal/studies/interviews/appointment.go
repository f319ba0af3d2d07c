package interviews

import (
	"context"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// MeetPurpose marks the links that show an appointment.
const MeetPurpose = "study-appointment"

// MeetPath is where they lead, below the address of the house.
const MeetPath = "/meet"

// aboutAppointment is what the messages of an appointment are about.
const aboutAppointment = "study-appointment"

// Appointment is that a participant was told of a planned session.
type Appointment struct {
	ID, SessionID, ParticipantID string
	LinkID                       string
	SentAt                       time.Time
	CannotAt                     time.Time // they said that they cannot come
	CannotWords                  string
}

const appointmentColumns = `SELECT a.id, a.session_id, a.participant_id, a.link_id, a.sent_at, a.cannot_at, a.cannot_words FROM study_appointments a`

func scanAppointment(s db.Scanner) (a Appointment, err error) {
	err = s.Scan(&a.ID, &a.SessionID, &a.ParticipantID, &a.LinkID, db.At(&a.SentAt), db.At(&a.CannotAt), &a.CannotWords)
	return
}

// Told lists whom of a session was told, the latest first. The caller has reached the
// session.
func Told(r db.Reader, sessionID string) ([]Appointment, error) {
	return db.List(r, scanAppointment, appointmentColumns+` WHERE a.session_id = $1 ORDER BY a.sent_at DESC, a.id DESC`, sessionID)
}

// SaidOff are those of some sessions to which somebody said, after they were told last,
// that they cannot come. The caller has reached the sessions.
func SaidOff(r db.Reader, sessions []fieldwork.Session) (map[string]bool, error) {
	off := make(map[string]bool)
	for some := range slices.Chunk(sessions, 500) {
		args := make([]any, len(some))
		for i, e := range some {
			args[i] = e.ID
		}
		if _, err := db.List(r, func(row db.Scanner) (id string, err error) {
			err = row.Scan(&id)
			off[id] = true
			return
		}, `SELECT a.session_id FROM study_appointments a WHERE a.session_id IN `+db.Marks(1, len(some))+` AND a.cannot_at IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM study_appointments b WHERE b.session_id = a.session_id AND b.participant_id = a.participant_id AND b.sent_at > a.sent_at)`, args...); err != nil {
			return nil, err
		}
	}
	return off, nil
}

// Tell sends everybody of a planned session a link that shows when and where, and a
// reminder the day before. What was sent before ends. *db.Invalid with the field
// "link" if somebody cannot be reached.
func Tell(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, baseURL string, texts bool) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "appointment.sent", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := fieldwork.Get(tx, s, studies.Meet, sessionID)
		if err != nil {
			return "", err
		}
		if e.State != fieldwork.Planned || !e.PlannedAt.After(tx.Now()) {
			return "", db.ErrConflict
		}
		if err := stop(tx, e.ID); err != nil {
			return "", err
		}
		for _, p := range e.Participants {
			if err := tell(tx, s, e, p, baseURL, texts); err != nil {
				return "", err
			}
		}
		return e.ID, nil
	})
	return err
}

// stop ends what was sent of a session before: its links, and reminders that wait.
func stop(tx *db.Tx, sessionID string) error {
	before, err := Told(tx, sessionID)
	for _, a := range before {
		if err == nil {
			err = links.Revoke(tx, a.LinkID)
		}
		if err == nil {
			_, err = messages.StopAbout(tx, aboutAppointment, a.ID)
		}
	}
	return err
}

// Stop is for when a session is called off, moved or over: its links end and nobody is
// reminded.
func Stop(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "appointment.stopped", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := fieldwork.Get(tx, s, studies.Meet, sessionID); err != nil {
			return "", err
		}
		return sessionID, stop(tx, sessionID)
	})
	return err
}

func tell(tx *db.Tx, s studies.Seat, e fieldwork.Session, participantID, baseURL string, texts bool) error {
	id := tx.NewID()
	link, err := links.Create(tx, links.Spec{Purpose: MeetPurpose, SubjectID: id, Expires: e.PlannedAt.Add(24 * time.Hour)})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO study_appointments (id, session_id, participant_id, link_id, sent_at, cannot_words) VALUES ($1, $2, $3, $4, $5, '')`,
		id, e.ID, participantID, link.ID, db.Ms(tx.Now())); err != nil {
		return err
	}
	m := messages.Message{Purpose: MeetPurpose, AboutKind: aboutAppointment, AboutID: id, Secret: baseURL + MeetPath + "/" + link.Token, Subject: "When we meet",
		Text: "Hello,\n\nThis link shows when and where you meet " + e.ByName + ". You can put it in your calendar, or tell us that you cannot come:\n{secret}\n" + questions(s.Study)}
	again := e.WaveID != ""
	t := participants.Telling{ParticipantID: participantID, Again: again && later(tx, s, e), Texts: texts, Message: m}
	if err := participants.Tell(tx, s, t); err != nil {
		return err
	}
	t.NotBefore, t.Subject = e.PlannedAt.Add(-24*time.Hour), "We meet tomorrow"
	if !t.NotBefore.After(tx.Now()) {
		return nil
	}
	t.Text = "Hello,\n\nThis is to remind you that you meet " + e.ByName + " tomorrow. The link shows when and where, and lets you tell us that you cannot come:\n{secret}\n" + questions(s.Study)
	return participants.Tell(tx, s, t)
}

// questions says in a message where somebody can ask.
func questions(s studies.Study) string {
	if s.Enquiries == "" {
		return ""
	}
	return "\nQuestions: " + s.Enquiries + "\n"
}

// later reports whether a session belongs to a wave after the first.
func later(tx *db.Tx, s studies.Seat, e fieldwork.Session) bool {
	waves, err := fieldwork.Waves(tx, s)
	if err != nil {
		return true
	}
	for _, w := range waves {
		if w.ID == e.WaveID {
			return !w.First()
		}
	}
	return false
}

// Met is an appointment as its participant sees it.
type Met struct {
	Appointment
	Study   studies.Study
	Session fieldwork.Session
}

// Open is what a link shows. links.ErrEnded for one that is over, also because its
// participant takes part in this no more. It changes nothing.
func Open(r db.Reader, token string) (m Met, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return m, err
	}
	if m.Appointment, err = db.One(r, scanAppointment, appointmentColumns+` WHERE a.link_id = $1`, link.ID); err != nil {
		return m, err
	}
	if m.Session, err = fieldwork.Unscoped(r, m.SessionID); err != nil {
		return m, err
	}
	yes, err := consent.Allows(r, m.ParticipantID, m.Session.Kind.Covers())
	if err != nil {
		return m, err
	}
	if !yes || m.Session.State != fieldwork.Planned {
		return m, links.ErrEnded
	}
	m.Study, err = studies.Unscoped(r, m.Session.StudyID)
	return m, err
}

// CannotCome notes by the link that a participant cannot come. The session stays
// planned until the researcher has agreed something else; SaidOff tells them.
func CannotCome(ctx context.Context, d *db.DB, key once.Key, token, words string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		words := words
		m, err := Open(tx, token)
		if err != nil {
			return err
		}
		var bad db.Invalid
		bad.Trim("words", &words, 300, "")
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE study_appointments SET cannot_at = $2, cannot_words = $3 WHERE id = $1`, m.Appointment.ID, db.Ms(tx.Now()), words); err != nil {
			return err
		}
		if _, err := messages.StopAbout(tx, aboutAppointment, m.Appointment.ID); err != nil {
			return err
		}
		return studies.Note(tx, access.Actor{AccountID: "link:" + m.LinkID, Name: "The participant, by their link"}, "appointment.cannot", m.Appointment.ID)
	})
}

// Calendar is the appointment for a calendar, as iCalendar. It says nothing of what
// the study is about: calendars are shared.
func (m Met) Calendar(now time.Time) string {
	c := ics.NewCalendar()
	c.SetProductId("-//Linkwork//Appointment//EN")
	c.SetMethod(ics.MethodPublish)
	e := c.AddEvent(m.Appointment.ID + "@linkwork")
	e.SetDtStampTime(now)
	e.SetStartAt(m.Session.PlannedAt)
	e.SetEndAt(m.Session.PlannedAt.Add(time.Duration(max(m.Session.Minutes, 30)) * time.Minute))
	e.SetSummary("Appointment with " + firstName(m.Session.ByName))
	e.SetLocation(strings.TrimSpace(m.Session.Place.ToThem() + " " + m.Session.Whereabouts))
	return c.Serialize(ics.WithNewLineWindows)
}

func firstName(name string) string {
	words := strings.Fields(strings.TrimPrefix(name, "Dr "))
	if len(words) == 0 {
		return name
	}
	return words[0]
}

// When says day and time of a session to its participant.
func (m Met) When() string { return dates.Moment(m.Session.PlannedAt) }
