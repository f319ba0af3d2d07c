package answer

import (
	"errors"
	"net/http"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// give stores the organisation's answer.
func give(v *visit.Visit, c caller) error {
	if c.Connection.OpenedAt.IsZero() {
		return v.Go(c.Here) // nobody answers what they have not opened
	}
	reply := connections.Reply{State: connections.State(v.Fields.Get("answer")), WaitWeeks: v.Fields.Number("wait_weeks"), Why: v.Fields.Get("why"), Words: v.Fields.Get("words")}
	if reply.State != connections.WaitingList {
		reply.WaitWeeks = 0 // a box that belongs to another answer
	}
	err := connections.Answer(v.Context(), v.House.DB, v.Once(), c.Link.ID, c.Connection.ID, reply)
	if errors.Is(err, db.ErrConflict) && reply.State == c.Connection.State {
		var bad db.Invalid
		bad.Add("answer", "This is your answer already. Choose another one to change it")
		err = bad.Err()
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return referral(v, c, bad) })
	}
	return v.Go(c.ThanksHref)
}

// showThanks says what happens next. Before an answer there is nothing to
// thank for.
func showThanks(v *visit.Visit, c caller) error {
	if c.Connection.AnsweredAt.IsZero() {
		return v.Go(c.Here)
	}
	return c.Page(v, "Thank you for your answer", http.StatusOK, thanksPage(c))
}
