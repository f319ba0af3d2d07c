package outreach

import (
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
	"linkwork/internal/web/visit"
)

func showRegister(v *visit.Visit) error { return registerForm(v, nil) }

func registerForm(v *visit.Visit, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "register of a group", func(r *db.Snapshot) (visit.View, error) {
		reg, err := outreach.TheRegister(r, v.Actor, v.Path("session"))
		if err != nil {
			return visit.View{}, err
		}
		for _, l := range reg.Lines {
			if l.PersonID != "" {
				seen = append(seen, l.PersonID)
			}
		}
		if bad == nil {
			fillRegister(v.Fields, reg)
		}
		page := below(reg.Programme, "Back to the group", "/outreach/groups/"+reg.ProgrammeID)
		return v.FormView(page, registerPage(v.Fields, reg, dates.Of(r.Now()), visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fillRegister(f visit.Fields, reg outreach.Register) {
	if reg.State == outreach.Held {
		f.Set("words", reg.Words)
		f.SetNumber("others", reg.Others)
	}
	for _, l := range reg.Lines {
		if l.Came {
			f.Values["came"] = append(f.Values["came"], l.ID)
		}
		f.Set("line-"+l.ID, l.Line)
	}
}

func takeRegister(v *visit.Visit) error {
	f := v.Fields
	t := outreach.Taken{SessionID: v.Path("session"), Version: f.Version(), Words: f.Get("words"), Came: f.All("came"), Lines: make(map[string]string),
		Guests: strings.Split(strings.ReplaceAll(f.Get("guests"), "\r\n", "\n"), "\n")}
	if f.Text("others") != "" {
		t.Others = f.Number("others")
	}
	for name := range f.Values {
		if id, ok := strings.CutPrefix(name, "line-"); ok {
			t.Lines[id] = f.Get(name)
		}
	}
	if err := outreach.TakeRegister(v.Context(), v.House.DB, v.Actor, v.Once(), t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return registerForm(v, bad) })
	}
	return v.Done("/outreach/sessions/"+t.SessionID, "The register is kept.")
}

func cancelSession(v *visit.Visit) error {
	if err := outreach.CancelSession(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("session"), v.Fields.Version(), v.Fields.Get("why")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return registerForm(v, bad) })
	}
	return v.Done("/outreach/sessions/"+v.Path("session"), "Cancelled. Tell the people who come.")
}
