package findings

import (
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const part = "Findings"

// overview is what a study found and recommends.
type overview struct {
	studies.Seat
	Findings        []findings.Finding
	Voices          []findings.Voice
	Recommendations []findings.Recommendation
}

// of are the voices on a finding that say something.
func (o overview) of(finding string, says findings.Says) (n int) {
	for _, v := range o.Voices {
		if v.FindingID == finding && v.Says == says {
			n++
		}
	}
	return n
}

// from names the findings that a recommendation follows from.
func (o overview) from(c findings.Recommendation) (names []string) {
	for _, f := range o.Findings {
		if slices.Contains(c.Findings, f.ID) {
			names = append(names, f.Name)
		}
	}
	return names
}

func readOverview(r db.Reader, s studies.Seat) (o overview, err error) {
	o.Seat = s
	if o.Findings, err = findings.List(r, s); err != nil {
		return o, err
	}
	if o.Voices, err = findings.Voices(r, s, ""); err != nil {
		return o, err
	}
	o.Recommendations, err = findings.Recommendations(r, s)
	return o, err
}

func showList(v *visit.Visit) error { return listPage(v, "", nil) }

// listPage shows the page again with the faults of one of its forms.
func listPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		o, err := readOverview(r, s)
		return v.FormView(instudy.Page(s, part, part, nil), listBody(v.Fields, o, failed, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func add(v *visit.Visit) error {
	f := findings.Finding{StudyID: v.Path("study"), Name: v.Fields.Get("name"), Words: v.Fields.Get("words")}
	id, err := findings.Add(v.Context(), v.House.DB, v.Actor, v.Once(), f)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, "finding", bad) })
	}
	return instudy.Done(v, "/findings/"+id, "Added. Now note what groups and events make of it.")
}

// one is a finding with what was made of it.
type one struct {
	studies.Seat
	findings.Finding
	Voices    []findings.Voice
	Sources   []findings.Source
	Reactions []reactions
}

// reactions are what delegates of an event answered to the finding.
type reactions struct {
	Event   events.Event
	Answers []events.Reaction
}

// count is how many gave an answer.
func (x reactions) count(a events.Answer) (n int) {
	for _, r := range x.Answers {
		if r.Answer == a {
			n++
		}
	}
	return n
}

// tells reports whether what was shown at an event is the finding: its name, or its name
// with more about it after a colon.
func tells(shown, name string) bool {
	before, _, _ := strings.Cut(shown, ":")
	return strings.EqualFold(strings.TrimSpace(before), name)
}

func readOne(v *visit.Visit, r db.Reader, s studies.Seat) (x one, err error) {
	x.Seat = s
	if x.Finding, err = findings.Get(r, s, v.Path("finding")); err != nil {
		return x, err
	}
	if x.Voices, err = findings.Voices(r, s, x.Finding.ID); err != nil {
		return x, err
	}
	if x.Sources, err = findings.Sources(r, s); err != nil {
		return x, err
	}
	took, err := events.TookPlace(r, s)
	for _, e := range took {
		all, err := events.Reactions(r, s, e)
		if err != nil {
			return x, err
		}
		all = slices.DeleteFunc(all, func(a events.Reaction) bool { return !tells(a.Finding, x.Name) })
		if len(all) > 0 {
			x.Reactions = append(x.Reactions, reactions{e, all})
		}
	}
	return x, err
}

func showFinding(v *visit.Visit) error { return findingPage(v, "", nil) }

func findingPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := readOne(v, r, s)
		page := instudy.Page(s, x.Name, "", instudy.Back(s.Study, "Back to findings", "/findings"))
		return v.FormView(page, findingBody(v.Fields, x, failed, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func change(v *visit.Visit) error {
	f := findings.Finding{ID: v.Path("finding"), StudyID: v.Path("study"), Name: v.Fields.Get("name"), Words: v.Fields.Get("words"), Version: v.Fields.Version()}
	if err := findings.Change(v.Context(), v.House.DB, v.Actor, v.Once(), f); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return findingPage(v, "finding", bad) })
	}
	return instudy.Done(v, "/findings/"+f.ID, "Saved.")
}

func hear(v *visit.Visit) error {
	f := v.Fields
	kind, id, _ := strings.Cut(f.Get("whose"), ".")
	voice := findings.Voice{FindingID: v.Path("finding"), Whose: findings.Source{Kind: findings.SourceKind(kind), ID: id}, Says: findings.Says(f.Get("says")), Words: f.Get("words"), Quote: f.Get("quote"), Permission: f.Get("permission")}
	if _, err := findings.Hear(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), voice); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return findingPage(v, "voice", bad) })
	}
	return instudy.Done(v, "/findings/"+voice.FindingID, "Noted.")
}

func unhear(v *visit.Visit) error {
	if err := findings.Unhear(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("finding"), v.Path("voice")); err != nil {
		return err
	}
	return instudy.Done(v, "/findings/"+v.Path("finding"), "Taken back.")
}

func sourceItems(first string, all []findings.Source) []ui.Choice {
	items := []ui.Choice{{Text: first}}
	for _, x := range all {
		items = append(items, ui.Choice{Value: string(x.Kind) + "." + x.ID, Text: x.Name})
	}
	return items
}
