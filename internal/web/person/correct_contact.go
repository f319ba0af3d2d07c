package person

import (
	"errors"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// correction is what the page of a correction shows.
type correction struct {
	about.Subject
	Contact    casework.Contact
	AtPractice bool // an entry about it is in the practice's record
	Overtaken  bool // it was corrected since the form was shown
}

func showCorrection(v *visit.Visit) error { return correctionPage(v, nil, false) }

func correctionPage(v *visit.Visit, bad *db.Invalid, overtaken bool) error {
	return form(v, "Correct an entry", "/contacts", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		c := correction{Subject: s, Overtaken: overtaken}
		var err error
		if c.Contact, err = casework.CorrectableContact(r, v.Actor, s.ID, v.Path("contact")); err != nil {
			return nil, err
		}
		if c.AtPractice, err = referrals.AtPractice(r, s.ID, c.Contact.ID); err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.Set("words", c.Contact.Words)
			v.Fields.Set("about_others", c.Contact.AboutOthers)
		}
		version := c.Contact.Version
		if bad != nil && !overtaken {
			version = v.Fields.Version()
		}
		return correctionFormPage(v.Fields, c, version, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func correctContact(v *visit.Visit) error {
	f := v.Fields
	err := casework.CorrectContact(v.Context(), v.House.DB, v.Actor, v.Once(),
		casework.Contact{ID: v.Path("contact"), PersonID: v.Path("person"), Words: f.Get("words"), AboutOthers: f.Get("about_others"), Version: f.Version()})
	if errors.Is(err, db.ErrConflict) {
		return correctionPage(v, &db.Invalid{}, true)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return correctionPage(v, bad, false) })
	}
	return v.Done(href(v, "/contacts"), "Corrected. What it said before is kept.")
}
