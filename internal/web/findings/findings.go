package findings

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/studies/interviews"
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
	Voices  []findings.Voice
	Sources []findings.Source
	Quotes  []findings.Quote     // words of participants
	Choice  []interviews.Passage // for who reads transcripts
	Shown   []findings.Shown     // as this finding
	Likely  []findings.Shown     // by its words, and nobody said so
	Others  []findings.Shown     // that nobody has recognised
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
	if x.Quotes, err = findings.Quotes(r, s, x.Finding.ID); err != nil {
		return x, err
	}
	if x.Choice, err = findings.Quotable(r, s, x.Quotes); err != nil {
		return x, err
	}
	all, err := findings.AllShown(r, s, x.Finding.ID)
	for _, w := range all {
		switch {
		case w.FindingID == x.Finding.ID:
			x.Shown = append(x.Shown, w)
		case w.FindingID != "":
		case w.Tells(x.Finding):
			x.Likely = append(x.Likely, w)
		default:
			x.Others = append(x.Others, w)
		}
	}
	return x, err
}

// shownValue is a finding of an event as the value of a choice.
func shownValue(w findings.Shown) string { return w.Event.ID + "." + strconv.Itoa(w.Number) }

// typedShown is the finding of an event that was chosen.
func typedShown(v *visit.Visit) (eventID string, number int) {
	eventID, n, _ := strings.Cut(v.Fields.Get("shown"), ".")
	number, err := strconv.Atoi(n)
	if err != nil {
		return eventID, 0
	}
	return eventID, number
}

func recognise(v *visit.Visit) error {
	event, number := typedShown(v)
	err := db.Fault("shown", "Choose what an event showed")
	if event != "" {
		err = findings.Recognise(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("finding"), event, number)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return findingPage(v, "shown", bad) })
	}
	return instudy.Done(v, "/findings/"+v.Path("finding"), "Saved. What delegates answered stands here now.")
}

func unrecognise(v *visit.Visit) error {
	event, number := typedShown(v)
	if err := findings.Unrecognise(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("finding"), event, number); err != nil {
		return err
	}
	return instudy.Done(v, "/findings/"+v.Path("finding"), "Taken back.")
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
