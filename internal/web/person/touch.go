package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// never are the boxes of the form, each with the way that it forbids.
var never = []people.ContactBy{people.ByPhone, people.ByText, people.ByEmail, people.ByLetter}

func showTouch(v *visit.Visit) error {
	return touchForm(v, nil)
}

func touchForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Getting in touch safely", "/details#touch", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if bad == nil {
			fillTouch(v.Fields, s.Person)
		}
		said, err := people.OptOuts(r, s.Person)
		return touchPage(v.Fields, s, said, visit.NewToken(), visit.Faults(bad)), err
	})
}

func fillTouch(f visit.Fields, p people.Person) {
	for _, way := range never {
		if p.Safety.Never(way) {
			f.Add("never", string(way))
		}
	}
	f.Set("voicemail", string(p.Voicemail))
	f.Set("times", p.Safety.Times)
	f.Set("say_from", p.Safety.SayFrom)
	f.Set("read_by", p.Safety.ReadBy)
}

func saveTouch(v *visit.Visit) error {
	f := v.Fields
	s := people.Safety{Times: f.Get("times"), SayFrom: f.Get("say_from"), ReadBy: f.Get("read_by")}
	for _, way := range f.All("never") {
		switch people.ContactBy(way) {
		case people.ByPhone:
			s.NoPhone = true
		case people.ByText:
			s.NoText = true
		case people.ByEmail:
			s.NoEmail = true
		case people.ByLetter:
			s.NoLetter = true
		}
	}
	stopped, err := casework.MindSafety(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), s, people.Voicemail(f.Get("voicemail")), f.Version())
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return touchForm(v, bad) })
	}
	notice := "Saved."
	if stopped > 0 {
		notice = "Saved. " + dates.Count(int(stopped), "message that waited was", "messages that waited were") + " stopped."
	}
	return v.Done(href(v, "/details#touch"), notice)
}

func sayStop(v *visit.Visit) error {
	stop := v.Fields.Is("then", "stop")
	if err := people.SayWay(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), people.ContactBy(v.Fields.Get("way")), stop); err != nil {
		return err
	}
	if stop {
		return v.Done(href(v, "/touch#stops"), "Written down. Nothing more goes that way.")
	}
	return v.Done(href(v, "/touch#stops"), "Written down. It may go that way again.")
}
