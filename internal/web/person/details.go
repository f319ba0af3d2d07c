package person

import (
	"errors"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// details is who the person is, and risk.
type details struct {
	about.Subject
	AllRisks    []people.Risk
	OptOuts     []people.OptOut
	Practice    teams.Practice
	MayRestrict bool
}

func showDetails(v *visit.Visit) error { return detailsPage(v, nil) }

func detailsPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Details", func(r *db.Snapshot) (visit.View, error) {
		d, err := readDetails(r, v)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(pageFor(d.Subject, "Details"), detailsBody(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readDetails(r *db.Snapshot, v *visit.Visit) (d details, err error) {
	if d.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return d, err
	}
	if d.OptOuts, err = people.OptOuts(r, d.Person); err != nil {
		return d, err
	}
	if d.AllRisks, err = people.Risks(r, d.ID); err != nil {
		return d, err
	}
	if _, err := safeguarding.RestrictingTeam(r, v.Actor, d.ID); err == nil {
		d.MayRestrict = true
	} else if !visit.IsGone(err) {
		return d, err
	}
	if d.PracticeID != "" {
		d.Practice, err = teams.ThePractice(r, d.PracticeID)
	}
	return d, err
}

func showEdit(v *visit.Visit) error {
	return form(v, "Change details", "/details", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		fillDetails(v.Fields, s.Details)
		v.Fields.Set("practice", s.PracticeID)
		practices, err := teams.Practices(r)
		return editPage(v.Fields, s, practices, visit.NewToken(), nil), err
	})
}

func fillDetails(f visit.Fields, d people.Details) {
	for name, value := range map[string]string{"given": d.Given, "family": d.Family, "called": d.Called, "nhs_number": d.NHSNumber, "phone": d.Phone, "email": d.Email,
		"address": d.Address, "postcode": d.Postcode, "contact_by": string(d.ContactBy), "voicemail": string(d.Voicemail), "language": d.Language, "access_needs": d.AccessNeeds} {
		f.Set(name, value)
	}
	if d.Interpreter {
		f.Set("interpreter", "yes")
	}
	f.SetDate("birth_date", d.BirthDate)
}

func saveDetails(v *visit.Visit) error {
	bad := new(db.Invalid)
	d := questions.Details(v.Fields, bad)
	err := bad.Err()
	if err == nil {
		err = casework.ChangeDetails(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), d, v.Fields.Get("practice"), v.Fields.Version())
	}
	switch {
	case errors.Is(err, db.ErrDuplicate):
		bad = new(db.Invalid)
		bad.Add("nhs_number", "Another person has this NHS number. Check it with the practice")
		err = bad
	case errors.Is(err, db.ErrConflict):
		return detailsConflict(v, d)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			return form(v, "Change details", "/details", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
				practices, err := teams.Practices(r)
				return editPage(v.Fields, s, practices, visit.NewToken(), visit.Faults(bad)), err
			})
		})
	}
	return v.Done(href(v, "/details"), "Details saved.")
}

// detailsConflict shows both texts: what the loser typed and what is saved.
func detailsConflict(v *visit.Visit, mine people.Details) error {
	return form(v, "Somebody saved first", "/details", &db.Invalid{}, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		practices, err := teams.Practices(r)
		return conflictPage(v.Fields, s, differences(mine, s.Details), practices, visit.NewToken()), err
	})
}

func differences(mine, theirs people.Details) []shell.Difference {
	var list []shell.Difference
	add := func(label, mine, theirs string) {
		if mine != theirs {
			list = append(list, shell.Difference{Label: label, Yours: mine, Theirs: theirs})
		}
	}
	add("First name", mine.Given, theirs.Given)
	add("Last name", mine.Family, theirs.Family)
	add("Likes to be called", mine.Called, theirs.Called)
	add("Date of birth", mine.BirthDate.Long(), theirs.BirthDate.Long())
	add("NHS number", mine.NHSNumber, theirs.NHSNumber)
	add("Phone", mine.Phone, theirs.Phone)
	add("Email", mine.Email, theirs.Email)
	add("Address", mine.Address, theirs.Address)
	add("Postcode", mine.Postcode, theirs.Postcode)
	add("Get in touch by", mine.ContactBy.Words(), theirs.ContactBy.Words())
	add("Voicemail", string(mine.Voicemail), string(theirs.Voicemail))
	add("Language", mine.Language, theirs.Language)
	add("Access needs", mine.AccessNeeds, theirs.AccessNeeds)
	return list
}

func stateRisk(v *visit.Visit) error {
	f := v.Fields
	risk := people.Risk{NoneKnown: f.Is("risk", "none"), Words: f.Text("risk_words"), Source: v.Actor.Name}
	err := casework.StateRisk(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), risk)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return detailsPage(v, bad) })
	}
	return v.Done(href(v, "/details#risk"), "Saved.")
}

func endRisk(v *visit.Visit) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return people.EndRisk(tx, v.Actor, v.Path("person"), v.Path("risk")) })
	if err != nil {
		return err
	}
	return v.Done(href(v, "/details#risk"), "This risk has ended. It stays on the record.")
}
