package answer

import (
	"net/http"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

const referralTitle = "A referral for you"

func (c caller) unprovenTitle() string {
	if c.ForAll {
		return listTitle
	}
	return "You have a new referral"
}

// show asks for the proof, then for the press of a button that counts as
// opening, and then shows the referral.
func show(v *visit.Visit, c caller) error {
	switch {
	case !c.Known:
		return c.proof(v, nil)
	case c.Connection.OpenedAt.IsZero():
		return c.Page(v, unopenedTitle(c.Connection), http.StatusOK, unopenedPage(c, visit.NewToken()))
	}
	return referral(v, c, nil)
}

func referral(v *visit.Visit, c caller, bad *db.Invalid) error {
	return c.Form(v, referralTitle, referralPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad)
}

// open notes that a human has opened the referral on a browser that is
// remembered from another one.
func open(v *visit.Visit, c caller) error {
	if err := connections.Open(v.Context(), v.House.DB, c.Link.ID, c.Connection.ID); err != nil {
		return err
	}
	return v.Go(c.Here)
}
