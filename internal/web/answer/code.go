package answer

import (
	"net/http"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

func sendCode(v *visit.Visit, c caller) error {
	return c.SendCode(v, "connection")
}

// confirm checks the code and remembers the browser. Entering a code is how a
// referral is opened for the first time.
func confirm(v *visit.Visit, c caller) error {
	if c.Known {
		return v.Go(c.Href)
	}
	fault, err := door.CheckCode(v)
	if err != nil {
		return err
	}
	if fault != "" {
		var bad db.Invalid
		bad.Add("code", fault)
		return c.Page(v, c.unprovenTitle(), http.StatusUnprocessableEntity, proofPage(c, true, v.Fields.Get("code"), visit.NewToken(), visit.Faults(&bad)))
	}
	if !c.ForAll {
		if err := connections.Open(v.Context(), v.House.DB, c.Link.ID, c.Link.SubjectID); err != nil {
			return err
		}
	}
	return v.Go(c.Href)
}
