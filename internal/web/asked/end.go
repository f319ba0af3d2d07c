package asked

import (
	"errors"
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// end thanks for the answers. What the answers were is used only for whoever
// has given the proof; anybody else learns that they were given.
func end(v *visit.Visit, c caller) error {
	if !c.done() {
		return v.Go(c.Href)
	}
	if err := c.offered(v); err != nil {
		return err
	}
	if c.Known && c.worrying() {
		return c.page(v, shell.Page{Title: helpTitle}, http.StatusOK, worryingEndPage(c))
	}
	return c.page(v, shell.Page{Title: "Thank you"}, http.StatusOK, endPage(c))
}

// offerPath is where somebody who answered a study's questionnaire is asked whether they
// may be invited to an interview.
const offerPath = "/interview-offer"

// offered finds out whether they are asked that, and where a researcher goes on who typed
// the answers.
func (c *caller) offered(v *visit.Visit) error {
	if !c.isForm() || !c.anonymous() || !c.Known {
		return nil
	}
	c.token = v.Path("token")
	return v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if c.MayBeInvited, err = questionnaires.IsAsked(r, c.Asking); err != nil {
			return err
		}
		q, err := questionnaires.Typed(r, c.Asking.ID)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		c.goOn = "/studies/" + q.StudyID + "/questionnaires/" + q.ID + "/due"
		return err
	})
}
