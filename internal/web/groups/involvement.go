package groups

import (
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showRates(v *visit.Visit) error { return ratesPage(v, nil) }

func ratesPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		rates, err := groups.Rates(r, s)
		return v.FormView(instudy.Page(s, "What we pay", "", instudy.Back(s.Study, "Back to groups", "/groups")), ratesBody(v.Fields, s, rates, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func setRate(v *visit.Visit) error {
	f := v.Fields
	x := groups.Rate{StudyID: v.Path("study"), Pay: groups.Pay(f.Get("pay")), Words: f.Get("words"), Unit: groups.Unit(f.Get("unit")), Pence: typedPence(f.Text("amount"))}
	if _, err := groups.SetRate(v.Context(), v.House.DB, v.Actor, v.Once(), x); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return ratesPage(v, bad) })
	}
	return instudy.Done(v, "/involvement/rates", "The rate is added. Offers that were made keep their amount.")
}

func endRate(v *visit.Visit) error {
	if err := groups.EndRate(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("rate")); err != nil {
		return err
	}
	return instudy.Done(v, "/involvement/rates", "The rate is not used any more.")
}

func showStandards(v *visit.Visit) error { return standardsPage(v, nil) }

func standardsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		made, err := groups.Assessments(r, s)
		return v.FormView(instudy.Page(s, "How we see ourselves", "", instudy.Back(s.Study, "Back to groups", "/groups")), standardsBody(v.Fields, s, made, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func assess(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	a := groups.Assessment{StudyID: v.Path("study"), Standard: groups.Standard(f.Get("standard")), Stands: groups.Stands(f.Get("stands")), Words: f.Get("words"), Day: f.Date("day", bad)}
	if _, err := groups.Assess(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), a); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return standardsPage(v, bad) })
	}
	return instudy.Done(v, "/involvement/standards", "Noted. What was noted before stays.")
}
