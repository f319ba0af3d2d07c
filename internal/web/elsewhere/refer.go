package elsewhere

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// show asks from where somebody refers, and then the rest.
func show(v *visit.Visit) error {
	if source, ok := vocabulary.ReferralSources.Find(v.Fields.Get("source")); !ok || !source.Outside {
		return v.Show(func(r *db.Snapshot) (visit.View, error) {
			area, err := teams.TheArea(r)
			return visit.View{Page: shell.Page{Title: "Refer somebody", Public: visit.ForOrganisations(area)}, Body: whoPage(area, v.Fields.Has("asked") || v.Fields.Has("source"))}, err
		})
	}
	return form(v, nil)
}

func form(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		practices, err := teams.Practices(r)
		page := shell.Page{Title: "Refer somebody", Public: visit.ForOrganisations(area)}
		return v.FormView(page, formPage(v.Fields, area, practices, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func send(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	r := referrals.Referral{
		Channel: referrals.FromElsewhere, Source: f.Get("source"), PracticeID: f.Get("practice"),
		ReferrerName: f.Get("referrer_name"), ReferrerRole: f.Get("referrer_role"), Organisation: f.Get("organisation"), ReferrerContact: f.Get("referrer_contact"), ReferrerEmail: f.Text("referrer_email"),
		Details: questions.Details(f, bad), Needs: f.All("needs"), Reason: f.Text("reason"), Risk: f.Get("risk"), RiskWords: f.Text("risk_words"),
		Permission: f.Get("permission"), Urgency: f.Get("urgency"), Tell: f.Is("tell", "yes"), FollowBase: v.House.BaseURL,
	}
	if f.Get("tell") == "" {
		bad.Add("tell", "Say whether they agree that you hear what becomes of it. If you did not ask, choose no")
	}
	err := bad.Err()
	if err != nil {
		visit.Merge(bad, referrals.Check(r, dates.Of(v.House.DB.Now())))
		err = bad
	}
	var id string
	if err == nil {
		id, err = referrals.Receive(v.Context(), v.House.DB, referrals.Elsewhere(r.ReferrerName), v.Once(), r)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return form(v, bad) })
	}
	return v.Go("/refer-somebody/sent?reference=" + referrals.Referral{ID: id}.Reference())
}

func showSent(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		return visit.View{Page: shell.Page{Title: "We have your referral", Public: visit.ForOrganisations(area)}, Body: sentPage(area, reference(v.Fields.Get("reference")))}, err
	})
}

// reference is what stands in the address if it looks like one, "" otherwise:
// anybody can write an address.
func reference(text string) string {
	if len(text) != len("LW-000000") || text[:3] != "LW-" {
		return ""
	}
	for _, c := range text[3:] {
		if (c < '0' || c > '9') && (c < 'A' || c > 'F') {
			return ""
		}
	}
	return text
}
