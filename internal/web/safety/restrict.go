package safety

import (
	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// restriction is the page on which a record is restricted, or that lifted.
type restriction struct {
	people.Person
	On    bool
	Now   access.Restriction
	Named []string    // names
	Able  []ui.Choice // who could be named
}

func showRestrict(v *visit.Visit) error { return restrictForm(v, nil) }

func restrictForm(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Restriction of the record", func(r *db.Snapshot) (visit.View, error) {
		x, err := readRestriction(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetDate("review_on", dates.Of(r.Now()).AddMonths(6))
			v.Fields.Set("named", v.Actor.AccountID)
		}
		page := shell.Page{Title: "Restrict a record", Section: "People", Back: backToSafety()}
		return v.FormView(page, restrictPage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readRestriction(r *db.Snapshot, v *visit.Visit) (x restriction, err error) {
	team, err := safeguarding.RestrictingTeam(r, v.Actor, v.Path("person"))
	if err != nil {
		return x, err
	}
	if x.Person, err = people.Unscoped(r, v.Path("person")); err != nil {
		return x, err
	}
	able, err := access.Supporters(r, team)
	if err != nil {
		return x, err
	}
	names, err := identity.Names(r, able)
	if err != nil {
		return x, err
	}
	for _, id := range able {
		x.Able = append(x.Able, ui.Choice{Value: id, Text: names[id]})
	}
	x.Now, err = access.RestrictionOf(r, x.ID)
	if visit.IsGone(err) {
		return x, nil
	}
	x.On = true
	for _, id := range x.Now.Named {
		x.Named = append(x.Named, names[id])
	}
	return x, err
}

func restrict(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := access.Restriction{PersonID: v.Path("person"), Reason: f.Get("reason"), Words: f.Get("words"), ReviewOn: f.Date("review_on", bad), Named: f.All("named")}
	err := bad.Err()
	if err == nil {
		err = safeguarding.Restrict(v.Context(), v.House.DB, v.Actor, v.Once(), x)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return restrictForm(v, bad) })
	}
	return v.Done("/safety", "Restricted. Only the link worker, those named and the safeguarding lead see it now.")
}

func unrestrict(v *visit.Visit) error {
	if err := safeguarding.Unrestrict(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person")); err != nil {
		return err
	}
	return v.Done("/safety", "Lifted. The record is as any other.")
}

func showEmergency(v *visit.Visit) error { return emergencyForm(v, nil) }

func emergencyForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		rule, err := safeguarding.TheEmergencyRule(r)
		if err != nil {
			return visit.View{}, err
		}
		call, err := safeguarding.WhomToCall(r, v.Actor.TeamID())
		page := shell.Page{Title: "Open a record in an emergency", Section: "People", Back: backToSafety()}
		return v.FormView(page, emergencyPage(v.Fields, rule, call, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func openInEmergency(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	whom := safeguarding.Sought{NHSNumber: f.Text("nhs_number"), Family: f.Text("family"), BirthDate: f.Date("birth_date", bad)}
	err := bad.Err()
	id := ""
	if err == nil {
		id, err = safeguarding.OpenInEmergency(v.Context(), v.House.DB, v.Actor, v.Once(), whom, f.Get("why"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return emergencyForm(v, bad) })
	}
	return v.Go("/people/" + id)
}

func showRule(v *visit.Visit) error { return ruleForm(v, nil) }

func ruleForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		rule, err := safeguarding.TheEmergencyRule(r)
		if bad == nil {
			v.Fields.SetNumber("hours", rule.Hours)
			v.Fields.Set("allowed", yesOrNo(rule.Allowed))
		} else {
			rule.Version = v.Fields.Version()
		}
		page := shell.Page{Title: "Emergency access", Section: "Administration", Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return v.FormView(page, rulePage(v.Fields, rule, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func setRule(v *visit.Visit) error {
	f := v.Fields
	e := safeguarding.EmergencyRule{Allowed: f.Is("allowed", "yes"), Hours: f.Number("hours"), Version: f.Version()}
	if err := safeguarding.SetEmergencyRule(v.Context(), v.House.DB, v.Actor, v.Once(), e); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return ruleForm(v, bad) })
	}
	return v.Done("/admin", "Saved.")
}
