package person

import (
	"cmp"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// noInterpreter stands in the form for diary.NotNeeded, which is "".
const noInterpreter = "none"

func showInterpreter(v *visit.Visit) error { return interpreterForm(v, nil) }

func interpreterForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Interpreter", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		a, err := planned(r, v)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.Set("booking", cmp.Or(string(a.Interpreter.Booking), noInterpreter))
			v.Fields.Set("language", cmp.Or(a.Interpreter.Language, s.Language))
			v.Fields.Set("reference", a.Interpreter.Reference)
		}
		return interpreterPage(v.Fields, s, a, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func bookInterpreter(v *visit.Visit) error {
	i := diary.Interpreter{Booking: diary.Booking(v.Fields.Get("booking")), Language: v.Fields.Get("language"), Reference: v.Fields.Text("reference")}
	if i.Booking == noInterpreter {
		i.Booking = diary.NotNeeded
	}
	if err := casework.BookInterpreter(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("appointment"), i); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return interpreterForm(v, bad) })
	}
	return v.Done(href(v, ""), "Saved. Interpreter: "+i.Words()+".")
}
