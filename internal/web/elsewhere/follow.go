package elsewhere

import (
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: referrals.FollowPurpose, Path: "/follow", Cookie: "linkwork-referrer"}

// caller is somebody who came by the link of a referral.
type caller struct {
	bylink.Visitor
	Followed referrals.Followed // only when Known
}

// enter finds out who calls. A link that has ended has its own page.
func enter(handle func(*visit.Visit, caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		var c caller
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.read(r, v) })
		if err == nil {
			err = handle(v, c)
		}
		return c.OrEnded(v, err)
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
	if c.Visitor, err = door.Visitor(r, v); err != nil || !c.Known {
		return err
	}
	c.Followed, err = referrals.FollowedBy(r, c.Link.SubjectID)
	return err
}

func follow(v *visit.Visit, c caller) error { return c.show(v, nil) }

const followTitle = "Your referral"

func (c caller) show(v *visit.Visit, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	if !c.Known {
		typed := ""
		if bad != nil {
			typed = v.Fields.Get("code")
		}
		return c.Page(v, followTitle, status, proofPage(c, v.Fields.Has("code"), typed, visit.NewToken(), visit.Faults(bad)))
	}
	return c.Page(v, followTitle, status, followPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)))
}

func sendCode(v *visit.Visit, c caller) error { return c.SendCode(v, "referral") }

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
