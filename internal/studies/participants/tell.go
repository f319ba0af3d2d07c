package participants

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// Telling is a message to a participant.
type Telling struct {
	ParticipantID string
	Again         bool // it comes after a while, so a patient's practice has to have said that it may
	Texts         bool // text messages can be sent
	messages.Message
}

// Tell is the only door by which the study writes to a participant. It goes by the
// way they prefer, or else the other, and not at all to somebody who is lost to the
// study or wants no more contact. *db.Invalid with the field "link" says why not.
func Tell(tx *db.Tx, s studies.Seat, t Telling) error {
	if _, err := Get(tx, s, studies.Meet, t.ParticipantID); err != nil {
		return err
	}
	return TellByItself(tx, t)
}

// TellByItself is Tell for a job, such as a reminder of what somebody was asked.
func TellByItself(tx *db.Tx, t Telling) error {
	p, err := Unscoped(tx, t.ParticipantID)
	if err != nil {
		return err
	}
	if err := p.MayHear(tx, t.Again); err != nil {
		return err
	}
	return Reply(tx, t)
}

// Reply sends a participant what they have just asked for by their own link, such as
// a code, whatever else they want to hear.
func Reply(tx *db.Tx, t Telling) error {
	contact, err := contactOf(tx, t.ParticipantID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	if err := contact.address(&t.Message, t.Texts); err != nil {
		return err
	}
	_, err = messages.Queue(tx, t.Message)
	return err
}

// MayHear says whether a participant may be contacted, again after a while or not;
// else *db.Invalid with the field "link" says why not.
func (p Participant) MayHear(r db.Reader, again bool) error {
	switch {
	case !p.SilentAt.IsZero():
		return db.Fault("link", "They want no more contact")
	case !p.Going():
		return db.Fault("link", "They went no further: "+p.Lost.Words())
	case !again || p.Kind != studies.Patient:
		return nil
	}
	asked, err := Clearances(r, p.ID)
	if err != nil {
		return err
	}
	if len(asked) == 0 || !asked[0].Holds(r.Now()) {
		return db.Fault("link", "Ask their practice first whether they may be contacted. Its answer holds for 14 days")
	}
	return nil
}

// TextsTo is the number to which texts go; "" for none, and for an extension, to which
// none come.
func (c Contact) TextsTo() string {
	if !messages.IsPhone(c.Phone) {
		return ""
	}
	return c.Phone
}

// address lets a message go to somebody by the way they prefer, or else the other.
func (c Contact) address(m *messages.Message, texts bool) error {
	sms := c.TextsTo() != "" && texts
	switch {
	case sms && c.Way == ByText, sms && c.Email == "":
		m.Channel, m.To, m.Subject = messages.SMS, c.TextsTo(), ""
	case c.Email != "":
		m.Channel, m.To = messages.Email, c.Email
	default:
		return db.Fault("link", "There is no email address, and no phone number that gets texts. Add one, or show the code instead")
	}
	return nil
}

// Silence notes that a participant wants no more contact. Messages to them that wait
// are for their rooms to stop.
func Silence(tx *db.Tx, participantID string) error {
	_, err := tx.Exec(`UPDATE participants SET silent_at = $2, version = version + 1 WHERE id = $1 AND silent_at IS NULL`, participantID, db.Ms(tx.Now()))
	return err
}
