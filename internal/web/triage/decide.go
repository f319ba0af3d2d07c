package triage

import (
	"errors"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// decide saves the one decision of the page, whichever it is.
func decide(v *visit.Visit) error {
	id := v.Path("referral")
	if v.Fields.Is("decision", "take-on") {
		return takeOn(v, id)
	}
	to := map[string]referrals.State{"more": referrals.MoreAsked, "wait": referrals.Waiting, "not-now": referrals.NotNow}[v.Fields.Get("decision")]
	words := v.Fields.Text("words_" + v.Fields.Get("decision"))
	err := referrals.Decide(v.Context(), v.House.DB, v.Actor, v.Once(), id, v.Fields.Version(), referrals.Decision{To: to, Reason: v.Fields.Get("reason"), Words: words})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for i := range bad.Fields {
				if bad.Fields[i].Field == "words" {
					bad.Fields[i].Field = "words_" + v.Fields.Get("decision")
				}
			}
			return decisionForm(v, bad)
		})
	}
	return v.Done("/referrals/"+id, "Saved. The referrer is told in 10 minutes. Until then you can undo this.")
}

func takeOn(v *visit.Visit, id string) error {
	person := v.Fields.Get("person")
	if person == "new" {
		person = ""
	}
	if v.Fields.Is("matches", "yes") && v.Fields.Get("person") == "" {
		bad := &db.Invalid{}
		bad.Add("person", "Say whether this is somebody you know already")
		return decisionForm(v, bad)
	}
	personID, err := casework.Take(v.Context(), v.House.DB, v.Actor, v.Once(), casework.TakeOn{
		ReferralID: id, Version: v.Fields.Version(), WorkerID: v.Fields.Get("worker"), PersonID: person})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return decisionForm(v, bad) })
	}
	if v.Fields.Is("worker", v.Actor.AccountID) {
		return v.Done("/people/"+personID, "Taken on. You can undo this for 10 minutes, under Referrals.")
	}
	return v.Done("/referrals", "Taken on. You can undo this for 10 minutes, below.")
}

func undo(v *visit.Visit) error {
	id := v.Path("referral")
	var state referrals.State
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		ref, err := referrals.Unscoped(r, id)
		state = ref.State
		return err
	})
	if err != nil {
		return err
	}
	if state == referrals.TakenOn {
		err = casework.UndoTake(v.Context(), v.House.DB, v.Actor, v.Once(), id)
	} else {
		err = referrals.Undo(v.Context(), v.House.DB, v.Actor, v.Once(), id)
	}
	if errors.Is(err, referrals.ErrTooLate) {
		return v.Done("/referrals", "It is too late to undo this: 10 minutes have passed and the message has gone.")
	}
	if err != nil {
		return err
	}
	return v.Done("/referrals/"+id, "Undone. The referral is new again and no message went out.")
}

// give says for whom a referral waits.
func give(v *visit.Visit) error {
	id := v.Path("referral")
	if err := workforce.Give(v.Context(), v.House.DB, v.Actor, v.Once(), id, v.Fields.Get("was"), v.Fields.Get("for")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return decisionForm(v, bad) })
	}
	return v.Done("/referrals/"+id, "Saved for whom this waits. The whole team still sees it.")
}
