package identity

import (
	"context"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// InvitationHolds is how long an invitation can be accepted.
const InvitationHolds = 7 * 24 * time.Hour

const invitation = "invitation" // purpose of the link and of the mail

// Invite mails somebody a link to choose a password with. An earlier link ends.
// It serves for a forgotten password too. A disabled account: db.ErrConflict.
func (s *Service) Invite(tx *db.Tx, by audit.Actor, accountID string) error {
	a, err := Get(tx, accountID)
	if err != nil {
		return err
	}
	if a.Status == Disabled {
		return db.ErrConflict
	}
	if err := s.mailLink(tx, a); err != nil {
		return err
	}
	return audit.Change(tx, by, "account.invited", "", "account", a.ID)
}

func (s *Service) mailLink(tx *db.Tx, a Account) error {
	if err := links.RevokeFor(tx, invitation, a.ID); err != nil {
		return err
	}
	l, err := links.Create(tx, links.Spec{Purpose: invitation, SubjectID: a.ID, Expires: tx.Now().Add(InvitationHolds)})
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{
		Channel: messages.Email, To: a.Email, Subject: "Choose a password for Linkwork",
		Text: "Dear " + a.Name + ",\n\nYou have an account on Linkwork. Choose a password within 7 days:\n\n{secret}\n\n" +
			"If you did not expect this, you need do nothing.\n\nNobody reads replies to this message.\n",
		Secret: s.base + "/invitation/" + l.Token, Purpose: invitation, AboutKind: "account", AboutID: a.ID,
	})
	return err
}

// Invitation returns the account that token invites, for the page that asks for
// a password. db.ErrNotFound or links.ErrEnded as links.Find.
func Invitation(r db.Reader, token string) (Account, error) {
	l, err := links.Find(r, token)
	if err != nil {
		return Account{}, err
	}
	if l.Purpose != invitation {
		return Account{}, db.ErrNotFound
	}
	a, err := Get(r, l.SubjectID)
	if err == nil && a.Status == Disabled {
		return Account{}, links.ErrEnded
	}
	return a, err
}

// AcceptInvitation sets the password of the account that token invites and uses
// the link up. The caller then begins a session. Errors as Invitation, and a
// *db.Invalid for a weak password.
func (s *Service) AcceptInvitation(ctx context.Context, token, password string) (Account, error) {
	var a Account
	err := s.db.Read(ctx, func(r *db.Snapshot) (err error) {
		a, err = Invitation(r, token)
		return err
	})
	if err != nil {
		return Account{}, err
	}
	err = s.setPassword(ctx, a.ID, password, func(tx *db.Tx) error {
		l, err := links.Find(tx, token)
		if err != nil {
			return err
		}
		if err := links.Use(tx, l.ID); err != nil {
			return err
		}
		return audit.Change(tx, a.actor(), "account.accepted", "", "account", a.ID)
	})
	if err != nil {
		return Account{}, err
	}
	a.Status = Active
	return a, nil
}

// actor is the account acting for itself.
func (a Account) actor() audit.Actor { return audit.Actor{ID: a.ID, Name: a.Name} }
