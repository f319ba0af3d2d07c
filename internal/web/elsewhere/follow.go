package elsewhere

import (
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

var proven = bylink.Proven[caller]

func enter(handle func(*visit.Visit, caller) error) visit.Handler { return bylink.Enter(read, handle) }

func read(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
	if c.Visitor, err = door.Visitor(r, v); err != nil || !c.Known {
		return c, err
	}
	c.Followed, err = referrals.FollowedBy(r, c.Link.SubjectID)
	return c, err
}

func follow(v *visit.Visit, c caller) error { return c.show(v, nil) }

const followTitle = "Your referral"

func (c caller) show(v *visit.Visit, bad *db.Invalid) error {
	if !c.Known {
		forms := c.ProofForms(v, "You then see where your referral stands.", bad)
		return c.Form(v, followTitle, proofPage(c, forms, visit.Faults(bad)), bad)
	}
	return c.Form(v, followTitle, followPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad)
}

func sendCode(v *visit.Visit, c caller) error { return c.SendCode(v, "referral") }

func confirm(v *visit.Visit, c caller) error {
	return c.Confirm(v, func(bad *db.Invalid) error { return c.show(v, bad) }, nil)
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
