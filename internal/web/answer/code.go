package answer

import (
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
	return c.Confirm(v, func(bad *db.Invalid) error { return c.proof(v, bad) }, func() error {
		if c.ForAll {
			return nil
		}
		return connections.Open(v.Context(), v.House.DB, c.Link.ID, c.Link.SubjectID)
	})
}

// proof asks for the code, again when bad says what was wrong with it.
func (c caller) proof(v *visit.Visit, bad *db.Invalid) error {
	then := "You then see the referral."
	if c.ForAll {
		then = "You then see your referrals."
	}
	return c.Form(v, c.unprovenTitle(), proofPage(c, c.ProofForms(v, then, bad), visit.Faults(bad)), bad)
}
