package askhelp

import (
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func show(v *visit.Visit) error { return form(v, nil) }

func form(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		practices, err := teams.Practices(r)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(shell.Page{Title: "Ask for help", Public: visit.ForPeople(area)}, askPage(v.Fields, area, practices, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func send(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	r := referrals.Referral{
		Channel: referrals.FromSelf, PracticeID: f.Get("practice"), ReferrerName: "",
		Details: people.Details{Given: f.Get("given"), Family: f.Get("family"), BirthDate: f.Date("birth_date", bad), Phone: f.Get("phone"), Email: f.Get("email"),
			Postcode: strings.ToUpper(f.Get("postcode")), ContactBy: people.ContactBy(f.Get("contact_by")), Voicemail: people.Voicemail(f.Get("voicemail"))},
		Needs: f.All("needs"), Reason: f.Text("reason"), Risk: referrals.RiskNotAsked, Permission: "asked for help themselves",
	}
	if len(bad.Fields) > 0 {
		visit.Merge(bad, referrals.Check(r, dates.Of(v.House.DB.Now())))
	}
	err := bad.Err()
	if err == nil {
		by := audit.Actor{ID: "self", Name: "The person themselves", Role: "person"}
		_, err = referrals.Receive(v.Context(), v.House.DB, by, v.Once(), r)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return form(v, bad) })
	}
	return v.Go("/ask-for-help/sent")
}

func showSent(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "We have your message", Public: visit.ForPeople(area)}, Body: sentPage(area)}, nil
	})
}
