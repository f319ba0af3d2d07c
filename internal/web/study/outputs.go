package study

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showOutputs(v *visit.Visit) error { return outputsPage(v, nil) }

func outputsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := outputs.List(r, s)
		return v.FormView(instudy.Page(s, "Outputs", "Outputs", nil), outputsBody(v.Fields, s, all, dates.Of(r.Now()), visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func showOutput(v *visit.Visit) error { return outputPage(v, nil) }

func outputPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		o, err := outputs.Get(r, s, v.Path("output"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			fillOutput(v.Fields, o)
		}
		return v.FormView(instudy.Page(s, o.Title, "", instudy.Back(s.Study, "Back to outputs", "/outputs")), outputBody(v.Fields, s, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Lead)
}

func fillOutput(f visit.Fields, o outputs.Output) {
	for name, value := range map[string]string{"kind": string(o.Kind), "title": o.Title, "authors": o.Authors, "venue": o.Venue, "summary": o.Summary, "address": o.Address, "stage": string(o.Stage), "late_why": o.LateWhy, "roles": o.Roles} {
		f.Set(name, value)
	}
	f.SetDate("out", o.CameOut)
	f.SetDate("promised", o.Promised)
	f.SetDate("embargo", o.Embargo)
	if o.FunderNamed {
		f.Set("funder_named", "yes")
	}
}

// typedOutput is what the form says, or the fault of its day.
func typedOutput(v *visit.Visit) (outputs.Output, error) {
	f, bad := v.Fields, new(db.Invalid)
	o := outputs.Output{ID: v.Path("output"), StudyID: v.Path("study"), Kind: outputs.Kind(f.Get("kind")), Title: f.Get("title"), Authors: f.Get("authors"), Venue: f.Get("venue"), Summary: f.Get("summary"), Address: f.Get("address"),
		CameOut: f.Date("out", bad), Stage: outputs.Stage(f.Get("stage")), Promised: f.Date("promised", bad), LateWhy: f.Get("late_why"), Embargo: f.Date("embargo", bad), FunderNamed: f.Is("funder_named", "yes"), Roles: f.Get("roles"), Version: f.Version()}
	return o, bad.Err()
}

func addOutput(v *visit.Visit) error {
	o, err := typedOutput(v)
	if err == nil {
		_, err = outputs.Add(v.Context(), v.House.DB, v.Actor, v.Once(), o)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return outputsPage(v, bad) })
	}
	return instudy.Done(v, "/outputs", "Added.")
}

func changeOutput(v *visit.Visit) error {
	o, err := typedOutput(v)
	if err == nil {
		err = outputs.Change(v.Context(), v.House.DB, v.Actor, v.Once(), o)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return outputPage(v, bad) })
	}
	return instudy.Done(v, "/outputs", "Saved.")
}

func removeOutput(v *visit.Visit) error {
	o := outputs.Output{ID: v.Path("output"), StudyID: v.Path("study"), Version: v.Fields.Version()}
	if err := outputs.Remove(v.Context(), v.House.DB, v.Actor, v.Once(), o); err != nil {
		return err
	}
	return instudy.Done(v, "/outputs", "Taken away.")
}

func stages() (items []ui.Choice) {
	for _, s := range outputs.Stages {
		items = append(items, ui.Choice{Value: string(s), Text: s.Words()})
	}
	return items
}

func outputKinds() []ui.Choice {
	items := []ui.Choice{{Text: "Choose"}}
	for _, k := range outputs.Kinds {
		items = append(items, ui.Choice{Value: string(k), Text: k.Words()})
	}
	return items
}
