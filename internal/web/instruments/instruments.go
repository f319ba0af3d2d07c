package instruments

import (
	"cmp"
	"encoding/json"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/forms/questionnaire"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const (
	section  = "Administration"
	listPath = "/admin/instruments"
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET " + listPath, Who: who, Handle: showAll},
		{Pattern: "GET " + listPath + "/{instrument}", Who: who, Handle: showOne},
		{Pattern: "POST " + listPath + "/{instrument}", Who: who, Handle: choose},
		{Pattern: "POST " + listPath + "/{instrument}/schedule", Who: who, Handle: schedule},
		{Pattern: "POST " + listPath + "/{instrument}/value-set", Who: who, Handle: chooseValueSet},
		{Pattern: "POST " + listPath + "/{instrument}/value-sets", Who: who, Handle: loadValueSet},
		{Pattern: "GET " + listPath + "/{instrument}/wording", Who: who, Handle: emptyWording},
		{Pattern: "GET " + listPath + "/{instrument}/questionnaire", Who: who, Handle: sendQuestionnaire},
	}
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := measures.Offers(r)
		page := shell.Page{Title: "Questionnaires", Section: section, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return visit.View{Page: page, Body: allPage(all)}, err
	})
}

// one is an instrument with those who may read its answers.
type one struct {
	measures.Offer
	Readers  []ui.Choice
	Schedule measures.Schedule
	Sets     []instruments.ValueSet // of an instrument with profiles
}

func showOne(v *visit.Visit) error { return onePageOf(v, "", nil) }

// The forms of the page, by which faults find theirs.
const (
	useForm  = "use"
	timeForm = "time"
	setForm  = "set"  // which value set
	loadForm = "load" // a value set is loaded
)

// onePageOf is the page of an instrument. The form that came back keeps what
// was typed, the other shows what is stored.
func onePageOf(v *visit.Visit, came string, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o := one{}
		var err error
		if o.Offer, err = measures.GetOffer(r, v.Path("instrument")); err != nil {
			return visit.View{}, err
		}
		if o.Readers, err = readers(r); err != nil {
			return visit.View{}, err
		}
		if o.Schedule, err = measures.ScheduleOf(r, o.ID); err != nil {
			return visit.View{}, err
		}
		if o.Profile != "" {
			if o.Sets, err = measures.ValueSets(r, o.ID); err != nil {
				return visit.View{}, err
			}
		}
		if came != setForm {
			v.Fields.Set("value_set", cmp.Or(o.ValueSetID, noSet))
		}
		if came != timeForm {
			v.Fields.Set("scheduled", map[bool]string{true: "yes", false: "no"}[o.Schedule.On])
			v.Fields.SetNumber("first_days", o.Schedule.FirstDays)
			v.Fields.Set("months", o.Schedule.MonthsText())
			v.Fields.SetNumber("weeks", o.Schedule.Window/7)
			v.Fields.SetNumber("_schedule", o.Schedule.Version)
		}
		if came != useForm {
			v.Fields.Set("on", map[bool]string{true: "yes", false: "no"}[o.On])
			v.Fields.Set("permission", o.Permission)
			v.Fields.Set("reader", o.ReaderID)
			v.Fields.SetNumber("_version", o.Offer.Version)
		}
		page := shell.Page{Title: o.Name, Section: section, Back: &ui.Link{Text: "Back to questionnaires", Href: listPath}}
		return v.FormView(page, onePage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readers(r db.Reader) ([]ui.Choice, error) {
	names, err := measures.Readers(r)
	items := []ui.Choice{{Value: "", Text: "Nobody"}}
	for id, name := range names {
		items = append(items, ui.Choice{Value: id, Text: name})
	}
	slices.SortFunc(items[1:], func(a, b ui.Choice) int { return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Value, b.Value)) })
	return items, err
}

func choose(v *visit.Visit) error {
	f, id := v.Fields, v.Path("instrument")
	c := measures.Choice{On: f.Is("on", "yes"), Wording: f.Text("wording"), Permission: f.Text("permission"), ReaderID: f.Get("reader"), Version: f.Version()}
	if err := measures.Choose(v.Context(), v.House.DB, v.Actor, v.Once(), id, c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageOf(v, useForm, bad) })
	}
	return v.Done(listPath+"/"+id, "Saved.")
}

func schedule(v *visit.Visit) error {
	f, id := v.Fields, v.Path("instrument")
	t := measures.Timing{On: f.Is("scheduled", "yes"), FirstDays: f.Number("first_days"), Months: f.Text("months"), Weeks: f.Number("weeks"), Version: f.Number("_schedule")}
	if err := measures.SetSchedule(v.Context(), v.House.DB, v.Actor, v.Once(), id, t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageOf(v, timeForm, bad) })
	}
	return v.Done(listPath+"/"+id, "Saved.")
}

// emptyWording is a file to fill in: every question and answer that the wording
// of an instrument has.
func emptyWording(v *visit.Visit) error {
	p, ok := instruments.Find(v.Path("instrument"))
	if !ok || p.Class != instruments.Structure || p.For != "people" {
		return db.ErrNotFound
	}
	body, err := json.MarshalIndent(p.EmptyWording(), "", "  ")
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Content-Disposition", `attachment; filename="`+p.ID+`-wording.json"`)
	_, err = v.W.Write(append(body, '\n'))
	return err
}

// givenOn says whether an instrument may go to other programs, with its scores.
func givenOn(p instruments.Pack) bool {
	_, _, err := questionnaire.WriteInstrument(p)
	return err == nil
}

// sendQuestionnaire sends an instrument that may be given on as a Questionnaire.
func sendQuestionnaire(v *visit.Visit) error {
	p, ok := instruments.Find(v.Path("instrument"))
	if !ok || p.For != "people" || !givenOn(p) {
		return db.ErrNotFound
	}
	body, _, err := questionnaire.WriteInstrument(p)
	if err != nil {
		return err
	}
	return v.SendBody(p.ID+".json", "application/fhir+json", body)
}

// noSet is the choice of no value set.
const noSet = "none"

func chooseValueSet(v *visit.Visit) error {
	id, set := v.Path("instrument"), v.Fields.Get("value_set")
	if set == noSet {
		set = ""
	}
	if err := measures.ChooseValueSet(v.Context(), v.House.DB, v.Actor, v.Once(), id, set); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageOf(v, setForm, bad) })
	}
	return v.Done(listPath+"/"+id, "Saved. Scores that are there keep the value set they were made with.")
}

func loadValueSet(v *visit.Visit) error {
	f, id := v.Fields, v.Path("instrument")
	set := measures.LoadedSet{Label: instruments.Label{Name: f.Text("set_name"), Country: f.Text("set_country"), Version: f.Text("set_version"), Source: f.Text("set_source")},
		Permission: f.Text("set_permission"), Table: f.Get("set_table")}
	if _, err := measures.LoadValueSet(v.Context(), v.House.DB, v.Actor, v.Once(), id, set); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageOf(v, loadForm, bad) })
	}
	return v.Done(listPath+"/"+id, "Loaded. Choose it to use it.")
}

// setItems are the value sets to choose from.
func setItems(sets []instruments.ValueSet) []ui.Choice {
	items := []ui.Choice{{Value: noSet, Text: "None: no index is worked out"}}
	for _, s := range sets {
		hint := s.Source + "."
		for _, words := range s.Unverified {
			hint += " Not verified: " + words
		}
		if !s.Monotone() {
			hint += " In this set somebody worse can be worth more."
		}
		items = append(items, ui.Choice{Value: s.ID, Text: s.Words(), Hint: hint})
	}
	return items
}
