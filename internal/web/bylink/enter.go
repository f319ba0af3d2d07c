package bylink

import (
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// Caller is what a place knows of who came by its link: it holds a Visitor.
type Caller interface{ visitor() Visitor }

func (x Visitor) visitor() Visitor { return x }

// Enter finds out who calls before a page is handled. A link that has ended has
// its own page, whatever was asked for.
func Enter[C Caller](read func(r *db.Snapshot, v *visit.Visit) (C, error), handle func(*visit.Visit, C) error) visit.Handler {
	return func(v *visit.Visit) error {
		var c C
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
			c, err = read(r, v)
			return err
		})
		if err == nil {
			err = handle(v, c)
		}
		return c.visitor().OrEnded(v, err)
	}
}

// Proven lets only browsers pass that have given their proof; others are led to
// where they can give it.
func Proven[C Caller](handle func(*visit.Visit, C) error) func(*visit.Visit, C) error {
	return func(v *visit.Visit, c C) error {
		if x := c.visitor(); !x.Known {
			return v.Go(x.Href)
		}
		return handle(v, c)
	}
}

// Form sends a page with a form: as an error when there are faults.
func (x Visitor) Form(v *visit.Visit, title string, body templ.Component, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return x.Page(v, title, status, body)
}

// ProofForms are the forms of the code. bad is what was wrong with one that was
// typed, and then is what comes when it is right: "You then see the referral."
func (x Visitor) ProofForms(v *visit.Visit, then string, bad *db.Invalid) templ.Component {
	p := proof{Visitor: x, Sent: v.Fields.Has("code"), Token: visit.NewToken(), Then: then}
	if bad != nil {
		p.Code = v.Fields.Get("code")
	}
	return codeForms(p, visit.Faults(bad))
}

// Confirm checks the code that was typed and leads to the page of the link. Where
// it is wrong the form comes back by again; after is what is done once it was
// right, nil for nothing.
func (x Visitor) Confirm(v *visit.Visit, again func(bad *db.Invalid) error, after func() error) error {
	if x.Known {
		return v.Go(x.Href)
	}
	fault, err := x.door.checkCode(v)
	if err != nil {
		return err
	}
	if fault != "" {
		var bad db.Invalid
		bad.Add("code", fault)
		return again(&bad)
	}
	if after != nil {
		if err := after(); err != nil {
			return err
		}
	}
	return v.Go(x.Href)
}
