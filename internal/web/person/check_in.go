package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

func showCheckIn(v *visit.Visit) error { return checkInForm(v, nil) }

// checkInForm comes filled in with what is likely, so that a check-in is one
// press to open it and one to save.
func checkInForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Check in", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		h, err := casework.TheHolding(r, v.Actor, s.ID, v.Path("holding"))
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.Set("means", "phone")
			v.Fields.Set("minutes", "5")
			v.Fields.Set("next", "rhythm")
		}
		return checkInPage(v.Fields, s, h, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func checkIn(v *visit.Visit) error {
	e, err := readCheckIn(v)
	if err == nil {
		_, err = casework.CheckIn(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("holding"), e)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return checkInForm(v, bad) })
	}
	notice := "Check-in recorded."
	if e.Outcome != "spoke" {
		notice = "The try is recorded. The check-in is still to do."
	}
	return v.Done(cameFrom(v), notice)
}

func readCheckIn(v *visit.Visit) (casework.Entry, error) {
	f, bad := v.Fields, new(db.Invalid)
	e := casework.Entry{Contact: casework.Contact{PersonID: v.Path("person"), Day: dates.Of(v.House.DB.Now()), Means: f.Get("means"), Outcome: "spoke", Words: f.Get("words")}}
	if e.Means == "no-answer" {
		e.Means, e.Outcome = "phone", "no-answer"
	}
	if e.Minutes = f.Number("minutes"); e.Minutes < 0 {
		bad.Add("minutes", "Enter the minutes as a number, like 5")
	}
	if f.Is("next", "date") {
		if e.NextContact = f.Date("next_date", bad); e.NextContact.IsZero() && len(bad.Fields) == 0 {
			bad.Add("next_date", "Enter the day of the next check-in")
		}
	}
	return e, bad.Err()
}

// cameFrom is the page from which the check-in was opened.
func cameFrom(v *visit.Visit) string {
	switch v.Fields.Get("from") {
	case "day":
		return "/day"
	case "list":
		return "/caseload?list=holding"
	}
	return href(v, "")
}
