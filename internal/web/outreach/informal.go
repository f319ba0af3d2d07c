package outreach

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
	"linkwork/internal/web/visit"
)

func showInformal(v *visit.Visit) error { return informalForm(v, nil) }

func informalForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		if bad == nil {
			v.Fields.Set("when", "today")
		}
		page := below("An informal talk", "Back to groups and calls", "/outreach")
		return v.FormView(page, informalPage(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func recordInformal(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	i := outreach.Informal{Setting: f.Get("setting"), Place: f.Get("place"), Needs: f.All("needs"), Result: f.Get("result"), Words: f.Get("words")}
	today := dates.Of(v.House.DB.Now())
	switch f.Get("when") {
	case "yesterday":
		i.Day = today.AddDays(-1)
	case "other":
		i.Day = f.Date("day", bad)
	default:
		i.Day = today
	}
	if f.Text("minutes") != "" {
		i.Minutes = f.Number("minutes")
	}
	err := bad.Err()
	if err == nil {
		err = outreach.RecordInformal(v.Context(), v.House.DB, v.Actor, v.Once(), i)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return informalForm(v, bad) })
	}
	if f.Is("then", "another") {
		return v.Done("/outreach/informal/new", "Kept. The next one.")
	}
	return v.Done("/outreach", "Kept. It counts, and it is nobody’s referral.")
}
