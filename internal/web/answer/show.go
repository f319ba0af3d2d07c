package answer

import (
	"net/http"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

const (
	unprovenTitle = "You have a new referral"
	referralTitle = "A referral for you"
)

// show asks for the proof, then for the press of a button that counts as
// opening, and then shows the referral.
func show(v *visit.Visit, c caller) error {
	switch {
	case !c.Known:
		return c.Page(v, unprovenTitle, http.StatusOK, proofPage(c, v.Fields.Is("code", "sent"), "", visit.NewToken(), nil))
	case c.Connection.State == connections.Sent:
		return c.Page(v, unprovenTitle, http.StatusOK, unopenedPage(c, visit.NewToken()))
	}
	return referral(v, c, nil)
}

func referral(v *visit.Visit, c caller, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return c.Page(v, referralTitle, status, referralPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)))
}

// open notes that a human has opened the referral on a browser that is
// remembered from another one.
func open(v *visit.Visit, c caller) error {
	if err := connections.Open(v.Context(), v.House.DB, c.Link.ID); err != nil {
		return err
	}
	return v.Go(c.Href)
}
