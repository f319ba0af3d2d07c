package updates

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
)

// Sent is the sending of an issue to its readers, if there was one since it was published.
func Sent(r db.Reader, s studies.Seat, i Issue) (readers.Sending, bool, error) {
	all, err := readers.OfEdition(r, s, i.EditionID)
	if err != nil || len(all) == 0 || all[0].QueuedAt.Before(i.PublishedAt) {
		return readers.Sending{}, false, err
	}
	return all[0], true, nil
}

// Send begins to send the latest issue of an edition to the study's readers, once. The
// mail was written from it. *db.Invalid with the fields "state", or those of readers.Send.
func Send(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, m readers.Mail) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "update.sent", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		issues, err := Issues(tx, id)
		if err != nil {
			return "", err
		}
		if e.State != Published || len(issues) == 0 {
			return "", db.Fault("state", "This update is not published. Publish it first")
		}
		if _, sent, err := Sent(tx, s, issues[0]); err != nil || sent {
			if sent {
				err = db.Fault("state", "This was sent already. Nobody gets it twice")
			}
			return "", err
		}
		m := m
		m.StudyID, m.AboutID = studyID, id
		_, err = readers.Send(tx, by, m)
		return id, err
	})
	return err
}

// Test sends an edition as mail to whoever asks for it, and to nobody else, so that they see
// it as its readers will.
func Test(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, m readers.Mail) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "update.tested", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, id); err != nil {
			return "", err
		}
		a, err := identity.Get(tx, by.AccountID)
		if err != nil {
			return "", err
		}
		_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: a.Email, Subject: "Test: " + m.Subject, Text: m.Text, HTML: m.HTML, Purpose: "test of an update", AboutKind: "update", AboutID: id})
		return id, err
	})
	return err
}
