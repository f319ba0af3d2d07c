package elsewhere

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: referrals.FollowPurpose, Path: "/follow", Cookie: "linkwork-referrer"}

// caller is somebody who came by the link of a referral.
type caller struct {
	Area     teams.Area
	Link     links.Link
	Known    bool               // the browser has given its proof
	Followed referrals.Followed // only when Known
	Href     string
}

// enter finds out who calls. A link that has ended has its own page.
func enter(handle func(*visit.Visit, caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		c := caller{Href: door.Href(v, "")}
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.read(r, v) })
		if err == nil {
			err = handle(v, c)
		}
		if errors.Is(err, links.ErrEnded) {
			return c.page(v, "This link has ended", http.StatusGone, bylink.Ended(c.Area))
		}
		return err
	}
}

// proven lets only browsers pass that have given their proof.
func proven(handle func(*visit.Visit, caller) error) func(*visit.Visit, caller) error {
	return func(v *visit.Visit, c caller) error {
		if !c.Known {
			return v.Go(c.Href)
		}
		return handle(v, c)
	}
}

func (c *caller) read(r *db.Snapshot, v *visit.Visit) (err error) {
	if c.Area, err = teams.TheArea(r); err != nil {
		return err
	}
	if c.Link, err = door.Find(r, v); err != nil {
		return err
	}
	if c.Known, err = door.Known(r, v, c.Link); err != nil || !c.Known {
		return err
	}
	c.Followed, err = referrals.FollowedBy(r, c.Link.SubjectID)
	return err
}

func (c caller) page(v *visit.Visit, title string, status int, body templ.Component) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return visit.View{Page: shell.Page{Title: title, Public: visit.ForOrganisations(c.Area), Error: status == http.StatusUnprocessableEntity}, Body: body, Status: status}, nil
	})
}

func follow(v *visit.Visit, c caller) error { return c.show(v, nil) }

const followTitle = "Your referral"

func (c caller) show(v *visit.Visit, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	if !c.Known {
		return c.page(v, followTitle, status, proofPage(c, v.Fields.Is("code", "sent") || bad != nil, v.Fields.Get("code"), visit.NewToken(), visit.Faults(bad)))
	}
	return c.page(v, followTitle, status, followPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)))
}

func sendCode(v *visit.Visit, c caller) error {
	err := bylink.SendCode(v, "referral")
	if errors.Is(err, links.ErrTooMany) {
		return c.page(v, "Too many codes", http.StatusTooManyRequests, bylink.TooManyCodes(c.Href, c.Area))
	}
	if err != nil {
		return err
	}
	return v.Go(c.Href + "?code=sent")
}

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
		return c.show(v, &bad)
	}
	return v.Go(c.Href)
}

func answer(v *visit.Visit, c caller) error {
	if err := referrals.AnswerFromElsewhere(v.Context(), v.House.DB, v.Once(), c.Link.SubjectID, v.Fields.Get("words")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return c.show(v, bad) })
	}
	return v.Go(c.Href + "?done=answered")
}

func takeBack(v *visit.Visit, c caller) error {
	if err := referrals.TakeBackFromElsewhere(v.Context(), v.House.DB, v.Once(), c.Link.SubjectID); err != nil {
		return err
	}
	return v.Go(c.Href + "?done=taken-back")
}
