package consent

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// LinkPurpose marks the links by which somebody decides for themselves.
const LinkPurpose = "study-consent"

// Path is where they lead, below the address of the house.
const Path = "/take-part"

// InvitationLasts is how long somebody has to think.
const InvitationLasts = 30 * 24 * time.Hour

// Invitation is one link to read the information and decide.
type Invitation struct {
	ID, ParticipantID string
	FormID, SheetID   string // the versions that it shows
	LinkID            string
	SentAt            time.Time
	AnsweredAt        time.Time // zero until then
}

const invitationColumns = `SELECT i.id, i.participant_id, i.form_id, i.sheet_id, i.link_id, i.sent_at, i.answered_at FROM study_consent_invitations i`

func scanInvitation(s db.Scanner) (i Invitation, err error) {
	err = s.Scan(&i.ID, &i.ParticipantID, &i.FormID, &i.SheetID, &i.LinkID, db.At(&i.SentAt), db.At(&i.AnsweredAt))
	return
}

// Invitations lists the links that a participant was sent, the latest first. The
// caller has reached the participant.
func Invitations(r db.Reader, participantID string) ([]Invitation, error) {
	return db.List(r, scanInvitation, invitationColumns+` WHERE i.participant_id = $1 ORDER BY i.sent_at DESC, i.id DESC`, participantID)
}

// Invite sends a participant a link by which they read the information and decide,
// by the way they prefer. A link before it ends. *db.Invalid with the field "link"
// if there is no email address or phone number, or no document to show.
func Invite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, language, baseURL string, texts bool) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "consent.invited", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := participants.Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		token, id, err := makeInvitation(tx, p, language)
		if err != nil {
			return "", err
		}
		begins := "Here is the information about taking part in research."
		if p.Stage.After(participants.Eligible) {
			begins = "Something has changed in the research that you take part in, so we ask you again whether you agree."
		}
		m := messages.Message{Purpose: LinkPurpose, AboutKind: "study-consent-invitation", AboutID: id, Secret: baseURL + Path + "/" + token, Subject: "About the research that we talked about",
			Text: "Hello,\n\n" + begins + " Take your time: the link works for 30 days. You do not have to take part, and nothing about your care or your work changes if you do not.\n\n{secret}\n\nQuestions: " + s.Study.Enquiries + "\n"}
		return id, participants.Tell(tx, s, participants.Telling{ParticipantID: p.ID, Texts: texts, Message: m})
	})
	return err
}

// Prepare makes such a link without sending it, for a code on the researcher's
// screen.
func Prepare(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, language string) (token string, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Meet, "consent.invited", func(tx *db.Tx, s studies.Seat) (id string, err error) {
		p, err := participants.Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		token, id, err = makeInvitation(tx, p, language)
		return id, err
	})
	return token, err
}

func makeInvitation(tx *db.Tx, p participants.Participant, language string) (token, id string, err error) {
	shown, err := ToShow(tx, p, language)
	if err != nil {
		return "", "", err
	}
	if err := endLinks(tx, p.ID); err != nil {
		return "", "", err
	}
	id = tx.NewID()
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: id, Expires: tx.Now().Add(InvitationLasts)})
	if err != nil {
		return "", "", err
	}
	_, err = tx.Exec(`INSERT INTO study_consent_invitations (id, participant_id, form_id, sheet_id, link_id, sent_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, p.ID, shown.Form.ID, shown.Sheet.ID, link.ID, db.Ms(tx.Now()))
	return link.Token, id, err
}

// endLinks takes back the links of a participant that wait for an answer.
func endLinks(tx *db.Tx, participantID string) error {
	all, err := Invitations(tx, participantID)
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.AnsweredAt.IsZero() {
			if err := links.Revoke(tx, i.LinkID); err != nil {
				return err
			}
		}
	}
	return nil
}

// Waits is the latest link of a participant, if it still waits for an answer.
func Waits(r db.Reader, participantID string) (i Invitation, yes bool, err error) {
	all, err := Invitations(r, participantID)
	if err != nil || len(all) == 0 || !all[0].AnsweredAt.IsZero() {
		return i, false, err
	}
	link, err := links.Get(r, all[0].LinkID)
	if errors.Is(err, db.ErrNotFound) {
		return i, false, nil // thrown away long after it ended
	}
	return all[0], err == nil && !link.Ended(r), err
}

// Opened is what somebody sees by their link.
type Opened struct {
	Invitation
	Study       studies.Study
	Participant participants.Participant
	Agreed      dates.Date // to what was there before, zero for somebody who is asked first
	Documents
}

// Open is what a link leads to. links.ErrEnded for one that is used up or out of
// date, or whose participant goes no further; db.ErrNotFound for none. It changes
// nothing.
func Open(r db.Reader, token string) (o Opened, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return o, err
	}
	if o.Invitation, err = db.One(r, scanInvitation, invitationColumns+` WHERE i.link_id = $1`, link.ID); err != nil {
		return o, err
	}
	if o.Participant, err = participants.Unscoped(r, o.ParticipantID); err != nil {
		return o, err
	}
	if o.Study, err = studies.Unscoped(r, o.Participant.StudyID); err != nil {
		return o, err
	}
	if !o.Participant.Going() {
		return o, links.ErrEnded
	}
	before, err := Standing(r, o.ParticipantID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return o, err
	}
	if before.ID != "" {
		o.Agreed = dates.Of(before.GivenAt)
	}
	if o.Documents, err = ToShowVersions(r, o.Participant, o.SheetID, o.FormID); err != nil {
		return o, err
	}
	var bad db.Invalid
	if o.Documents.current(dates.Of(r.Now()), &bad); bad.Err() != nil {
		err = links.ErrEnded // a later version took the place of what it shows
	}
	return o, err
}

// Early reports whether somebody who decides today has had less time to think than the
// form gives.
func (o Opened) Early(today dates.Date) bool {
	return today.Sub(dates.Of(o.SentAt)) < o.Read.Days
}

// Ending is why a link leads nowhere any more.
type Ending string

// The endings.
const (
	Answered   Ending = "answered"
	NewerLink  Ending = "newer-link"
	OutOfTime  Ending = "out-of-time"
	Superseded Ending = "superseded" // a later version took the place of what it shows
	NotWaited  Ending = "not-waited" // whoever it was for goes no further, or decided in another way
)

// Ended is a link that leads nowhere any more.
type Ended struct {
	Why   Ending
	Study studies.Study
}

// WhyEnded says of a link why Open refuses it; db.ErrNotFound for no such link.
func WhyEnded(r db.Reader, token string) (e Ended, err error) {
	link, err := links.Find(r, token)
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return e, err
	}
	i, err := db.One(r, scanInvitation, invitationColumns+` WHERE i.link_id = $1`, link.ID)
	if err != nil {
		return e, err
	}
	p, err := participants.Unscoped(r, i.ParticipantID)
	if err != nil {
		return e, err
	}
	if e.Study, err = studies.Unscoped(r, p.StudyID); err != nil {
		return e, err
	}
	all, err := Invitations(r, p.ID)
	switch {
	case !i.AnsweredAt.IsZero():
		e.Why = Answered
	case !link.RevokedAt.IsZero() && len(all) > 0 && all[0].ID != i.ID:
		e.Why = NewerLink
	case !link.RevokedAt.IsZero():
		e.Why = NotWaited
	case link.Ended(r):
		e.Why = OutOfTime
	case !p.Going():
		e.Why = NotWaited
	default:
		e.Why = Superseded
	}
	return e, err
}

// DecidedBy is the consent that was given by a link, for whoever has just given it.
func DecidedBy(r db.Reader, token string) (o Opened, c Consent, err error) {
	link, err := links.Find(r, token)
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return o, c, err
	}
	if o.Invitation, err = db.One(r, scanInvitation, invitationColumns+` WHERE i.link_id = $1`, link.ID); err != nil {
		return o, c, err
	}
	if c, err = db.One(r, scan, columns+` WHERE c.participant_id = $1 AND c.mode = $2 AND c.given_at = $3`, o.ParticipantID, Online, db.Ms(o.AnsweredAt)); err != nil {
		return o, c, err
	}
	if c.Answers, err = answers(r, c.ID); err != nil {
		return o, c, err
	}
	if o.Study, err = studies.Unscoped(r, c.StudyID); err != nil {
		return o, c, err
	}
	o.Documents, err = Shown(r, c)
	return o, c, err
}

// Decide keeps what somebody said by their link, clause by clause, with the name that
// they typed. sooner says that they want to decide before the time to think is over.
// *db.Invalid with "typed_name", "why-time" or "clause-<code>".
func Decide(ctx context.Context, d *db.DB, key once.Key, token string, said map[string]bool, typedName string, sooner bool) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, err := Open(tx, token)
		if err != nil {
			return err
		}
		self := studies.Seat{Study: o.Study, By: access.Actor{AccountID: "link:" + o.LinkID, Name: "The participant, by their link"}}
		why := make(map[Otherwise]string)
		if sooner {
			why[TooSoon] = "They wanted to decide then, and said so by their own link"
		}
		g := Given{Why: why, ParticipantID: o.ParticipantID, FormID: o.FormID, SheetID: o.SheetID, Mode: Online, InformedOn: dates.Of(o.SentAt), Said: said, TypedName: typedName, Capacity: Own, CopyHow: "on the page, to print or save"}
		id, err := g.keep(tx, self, o.Participant)
		if err != nil {
			return err
		}
		if err := o.finish(tx); err != nil {
			return err
		}
		return studies.Note(tx, self.By, "consent.given", id)
	})
}

// Decline notes by their link that somebody does not want to take part.
func Decline(ctx context.Context, d *db.DB, key once.Key, token string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, err := Open(tx, token)
		if err != nil {
			return err
		}
		self := studies.Seat{Study: o.Study, By: access.Actor{AccountID: "link:" + o.LinkID, Name: "The participant, by their link"}}
		if err := participants.End(tx, self, o.Participant, participants.NotWanted, dates.Of(tx.Now())); err != nil {
			return err
		}
		if err := o.finish(tx); err != nil {
			return err
		}
		return studies.Note(tx, self.By, "consent.declined", o.Invitation.ID)
	})
}

// finish uses the link up.
func (o Opened) finish(tx *db.Tx) error {
	if _, err := tx.Exec(`UPDATE study_consent_invitations SET answered_at = $2 WHERE id = $1`, o.Invitation.ID, db.Ms(tx.Now())); err != nil {
		return err
	}
	return links.Revoke(tx, o.LinkID)
}
