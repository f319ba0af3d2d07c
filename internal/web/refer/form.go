package refer

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showForm(v *visit.Visit) error { return form(v, nil) }

func form(v *visit.Visit, bad *db.Invalid) error {
	if v.Fields.Get("referrer_name") == "" {
		v.Fields.Set("referrer_name", v.Actor.Name)
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		if bad == nil {
			if err := v.FillFromDraft(r, "refer"); err != nil {
				return visit.View{}, err
			}
		}
		return v.FormView(shell.Page{Title: "Refer someone", Section: "Refer someone"}, formPage(v.Fields, v.Actor.AccountID, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func sendForm(v *visit.Visit) error {
	f := v.Fields
	bad := new(db.Invalid)
	r := referrals.Referral{
		Channel: referrals.FromPractice, PracticeID: v.Actor.PracticeID(),
		ReferrerName: f.Text("referrer_name"), ReferrerRole: f.Text("referrer_role"), ReferrerContact: f.Text("referrer_contact"),
		Details: questions.Details(f, bad), Needs: f.All("needs"), Reason: f.Text("reason"), Risk: f.Get("risk"), RiskWords: f.Text("risk_words"),
		Permission: f.Get("permission"), Urgency: f.Get("urgency"),
	}
	return send(v, r, bad, form)
}

func showShort(v *visit.Visit) error { return short(v, nil) }

func short(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		return v.FormView(shell.Page{Title: "Short form for reception", Section: "Refer someone"}, shortPage(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// sendShort sends reception's form: a name, a date of birth and a phone number.
// Nothing private is asked at a desk, and risk stays "not asked about".
func sendShort(v *visit.Visit) error {
	f := v.Fields
	bad := new(db.Invalid)
	given, family := people.SplitName(f.Text("name"))
	r := referrals.Referral{
		Channel: referrals.FromReception, PracticeID: v.Actor.PracticeID(), ReferrerName: v.Actor.Name, ReferrerRole: "reception",
		Details:    people.Details{Given: given, Family: family, BirthDate: f.Date("birth_date", bad), Phone: f.Get("phone")},
		Risk:       referrals.RiskNotAsked,
		Permission: "said yes at the desk to a call from a link worker",
	}
	if f.Text("name") != "" && family == "" {
		bad.Add("name", "Enter first name and last name")
	}
	return send(v, r, bad, short)
}

func send(v *visit.Visit, r referrals.Referral, bad *db.Invalid, again func(*visit.Visit, *db.Invalid) error) error {
	if len(bad.Fields) > 0 {
		visit.Merge(bad, referrals.Check(r, dates.Of(v.House.DB.Now())))
	}
	id, err := "", bad.Err()
	if err == nil {
		id, err = referrals.Receive(v.Context(), v.House.DB, v.Actor.Audit(), v.Once(), r)
		if err == nil {
			err = v.DropDraft("refer")
		}
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for i, fault := range bad.Fields {
				if r.Channel == referrals.FromReception && (fault.Field == "given" || fault.Field == "family") {
					bad.Fields[i] = db.FieldError{Field: "name", Message: "Enter first name and last name"}
				}
			}
			return again(v, bad)
		})
	}
	return v.Done("/refer/sent/"+id, "Sent. A link worker will get in touch.")
}
