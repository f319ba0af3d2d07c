package consent

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/participants"
)

// Otherwise is in which way a consent was taken otherwise than approved.
type Otherwise string

// The ways in which a consent can be taken otherwise than approved and still count,
// because the participant did agree.
const (
	TooSoon      Otherwise = "time"       // less time to think than the form gives
	NotDelegated Otherwise = "delegation" // whoever took it was not authorised on that day
)

// Exception is what was otherwise than approved about a consent, and why it counts
// all the same.
type Exception struct {
	Kind    Otherwise
	Words   string // what was otherwise, with the dates
	Why     string // as whoever took it wrote
	EventID string // the deviation that was noted; "" until then
}

// Exceptions are what was otherwise than approved about a consent. The caller has
// reached its participant.
func Exceptions(r db.Reader, consentID string) ([]Exception, error) {
	return db.List(r, func(s db.Scanner) (x Exception, err error) {
		err = s.Scan(&x.Kind, &x.Words, &x.Why, db.Text(&x.EventID))
		return
	}, `SELECT kind, words, why, event_id FROM study_consent_exceptions WHERE consent_id = $1 ORDER BY kind DESC`, consentID)
}

// keepExceptions stores them with a new consent.
func keepExceptions(tx *db.Tx, consentID string, all []Exception) error {
	for _, x := range all {
		if _, err := tx.Exec(`INSERT INTO study_consent_exceptions (consent_id, kind, words, why) VALUES ($1, $2, $3, $4)`, consentID, x.Kind, x.Words, x.Why); err != nil {
			return err
		}
	}
	return nil
}

// NoteDeviation puts what was otherwise than approved about a consent on the study's
// list of events, as a deviation from the protocol. The event names nobody, and no
// study number: more people read events than know who takes part. db.ErrConflict if
// it was noted.
func NoteDeviation(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, consentID string, kind Otherwise) (eventID string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "event.noted", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := participants.Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		c, err := db.One(tx, scan, columns+` WHERE c.id = $1 AND c.participant_id = $2`, consentID, p.ID)
		if err != nil {
			return "", err
		}
		all, err := Exceptions(tx, c.ID)
		if err != nil {
			return "", err
		}
		for _, x := range all {
			if x.Kind == kind {
				return x.noteDeviation(tx, s, p, c)
			}
		}
		return "", db.ErrNotFound
	})
}

func (x Exception) noteDeviation(tx *db.Tx, s studies.Seat, p participants.Participant, c Consent) (eventID string, err error) {
	if x.EventID != "" {
		return "", db.ErrConflict
	}
	e := approvals.Event{SiteID: p.SiteID, Kind: approvals.Deviation, Day: dates.Of(c.GivenAt), Words: "A consent was taken otherwise than approved. " + x.Words + ". Why: " + x.Why}
	if eventID, err = e.Add(tx, s); err != nil {
		return "", err
	}
	_, err = tx.Exec(`UPDATE study_consent_exceptions SET event_id = $3 WHERE consent_id = $1 AND kind = $2`, c.ID, x.Kind, eventID)
	return eventID, err
}
