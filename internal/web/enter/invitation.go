package enter

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showInvitation(v *visit.Visit) error { return invitationForm(v, nil) }

func invitationForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		account, err := identity.Invitation(r, v.Path("token"))
		if errors.Is(err, links.ErrEnded) {
			return visit.View{Page: shell.Page{Title: "This link has ended"}, Body: endedPage(), Status: 410}, nil
		}
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(shell.Page{Title: "Choose a password"}, invitationPage(account, v.Path("token"), visit.Faults(bad)), bad), nil
	})
}

func acceptInvitation(v *visit.Visit) error {
	account, err := v.House.Identity.AcceptInvitation(v.Context(), v.Path("token"), v.Fields.Get("password"))
	if errors.Is(err, links.ErrEnded) {
		return invitationForm(v, nil)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return invitationForm(v, bad) })
	}
	if err := v.House.Identity.Begin(v.Context(), account.ID); err != nil {
		return err
	}
	return v.Done("/", "Your password is set. Welcome.")
}
