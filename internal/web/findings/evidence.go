package findings

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// evidence is an output with what it rests on, its versions and what came of it.
type evidence struct {
	studies.Seat
	outputs.Output
	Bases, RestsOn []findings.Source
	Shown          []findings.Shown // what events showed
	Versions       []outputs.Version
	Reach          []outputs.Reach
}

// Href is an address below the output.
func (e evidence) Href(below string) string {
	return instudy.Href(e.Seat.Study, "/outputs/"+e.Output.ID+below)
}

// shownAs is where a finding that it rests on was shown.
func (e evidence) shownAs(x findings.Source) (some []findings.Shown) {
	for _, w := range e.Shown {
		if x.Kind == findings.OfFinding && w.FindingID == x.ID {
			some = append(some, w)
		}
	}
	return some
}

func showEvidence(v *visit.Visit) error { return evidencePage(v, "", nil) }

func evidencePage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		e, err := readEvidence(v, r, s)
		page := instudy.Page(s, e.Title, "", instudy.Back(s.Study, "Back to outputs", "/outputs"))
		return v.FormView(page, evidenceBody(v.Fields, e, failed, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func readEvidence(v *visit.Visit, r db.Reader, s studies.Seat) (e evidence, err error) {
	e.Seat = s
	if e.Output, err = outputs.Get(r, s, v.Path("output")); err != nil {
		return e, err
	}
	if e.Bases, err = findings.Bases(r, s); err != nil {
		return e, err
	}
	if e.RestsOn, err = findings.RestsOn(r, s, e.Output.ID); err != nil {
		return e, err
	}
	var restsOn []string
	for _, x := range e.RestsOn {
		if x.Kind == findings.OfFinding {
			restsOn = append(restsOn, x.ID)
		}
	}
	if e.Shown, err = findings.AllShown(r, s, restsOn...); err != nil {
		return e, err
	}
	if e.Versions, err = outputs.Versions(r, s, e.Output.ID); err != nil {
		return e, err
	}
	e.Reach, err = outputs.ReachOf(r, s, e.Output.ID)
	return e, err
}

func rest(v *visit.Visit) error {
	var on []findings.Source
	for _, choice := range v.Fields.All("on") {
		kind, id, _ := strings.Cut(choice, ".")
		on = append(on, findings.Source{Kind: findings.SourceKind(kind), ID: id})
	}
	if err := findings.Rest(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("output"), on); err != nil {
		return err
	}
	return instudy.Done(v, "/outputs/"+v.Path("output")+"/evidence", "Saved.")
}

func addVersion(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := outputs.Version{OutputID: v.Path("output"), Name: f.Get("name"), CameOut: f.Date("day", bad), Address: f.Get("where"), Words: f.Get("words")}
	if err := outputs.AddVersion(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), x, f.Get("figures")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return evidencePage(v, "version", bad) })
	}
	return instudy.Done(v, "/outputs/"+x.OutputID+"/evidence", "Added.")
}

func noteReach(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := outputs.Reach{OutputID: v.Path("output"), Day: f.Date("reach_day", bad), Kind: outputs.ReachKind(f.Get("reach")), People: f.Number("people"), Words: f.Get("reach_words")}
	if err := outputs.NoteReach(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), x); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return evidencePage(v, "reach", bad) })
	}
	return instudy.Done(v, "/outputs/"+x.OutputID+"/evidence", "Noted.")
}

// chosen are the bases that are ticked.
func chosen(all []findings.Source) (values []string) {
	for _, x := range all {
		values = append(values, string(x.Kind)+"."+x.ID)
	}
	return values
}

func reachKinds() []ui.Choice {
	items := []ui.Choice{{Text: "Choose"}}
	for _, k := range outputs.ReachKinds {
		items = append(items, ui.Choice{Value: string(k), Text: k.Words()})
	}
	return items
}
