package approvals

import (
	"errors"
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// asking is whether an organisation can be asked about an entry, and where.
type asking struct {
	directory.Service
	To      string
	Refused string // why not, in a sentence
	Last    keepers.Asked
}

func showAsk(v *visit.Visit) error { return askPageOf(v, http.StatusOK) }

func askPageOf(v *visit.Visit, status int) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var a asking
		var err error
		if a.Service, err = directory.Get(r, v.Path("service")); err != nil {
			return visit.View{}, err
		}
		if a.Last, err = keepers.LastAsked(r, a.ID); err != nil {
			return visit.View{}, err
		}
		a.To, err = keepers.MayAsk(r, a.ID)
		if refused, ok := errors.AsType[*keepers.Refused](err); ok {
			a.Refused, err = refused.Why, nil
		}
		page := shell.Page{Title: "Ask them if this is still right", Section: "Services", Back: &ui.Link{Text: a.Name, Href: "/services/" + a.ID}}
		return visit.View{Page: page, Body: askPage(a, visit.NewToken()), Status: status}, err
	})
}

// ask sends the mail. Where it cannot be sent the page says why.
func ask(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) error {
		return keepers.AskByHand(tx, v.Actor.Audit(), v.Path("service"), v.House.BaseURL)
	})
	if _, refused := errors.AsType[*keepers.Refused](err); refused {
		return askPageOf(v, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return v.Done("/services/"+v.Path("service"), "They are asked by mail. What they answer stands here, or waits for an administrator.")
}
