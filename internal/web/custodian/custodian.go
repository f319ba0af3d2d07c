// Package custodian is where a link worker or somebody of a practice answers, for a
// study at their site, whether a patient may be contacted, and joins a study number
// with a care record where the patient agreed.
//
// It shows nothing that the study collected. The name of a patient stands on a page
// only after a press, and that it was shown is on the audit trail first; so is a look
// at a record.
package custodian

import (
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/studies"
	"linkwork/internal/studies/custodian"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place. Who is a custodian is for the study to say.
func Routes() []visit.Route {
	all, one := "/studies/{study}/custodian", "/studies/{study}/custodian/{participant}"
	return []visit.Route{
		{Pattern: "GET " + all, Who: visit.Anybody, Handle: showAll},
		{Pattern: "GET " + one, Who: visit.Anybody, Handle: showOne},
		{Pattern: "POST " + one + "/name", Who: visit.Anybody, Handle: showName},
		{Pattern: "POST " + one + "/find", Who: visit.Anybody, Handle: find},
		{Pattern: "POST " + one + "/search", Who: visit.Anybody, Handle: search},
		{Pattern: "POST " + one + "/join/exactly", Who: visit.Anybody, Handle: joinExactly},
		{Pattern: "POST " + one + "/join", Who: visit.Anybody, Handle: join},
		{Pattern: "POST " + one + "/part", Who: visit.Anybody, Handle: part},
		{Pattern: "POST " + one + "/answer", Who: visit.Anybody, Handle: answer},
	}
}

// list is who a custodian is asked about.
type list struct {
	Seat  studies.Seat
	All   []custodian.Asked
	Sites map[string]string
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var l list
		var err error
		if l.Seat, err = custodian.Enter(r, v.Actor, v.Path("study")); err != nil {
			return visit.View{}, err
		}
		if l.All, err = custodian.All(r, l.Seat); err != nil {
			return visit.View{}, err
		}
		l.Sites, err = l.Seat.SiteNames(r)
		page := instudy.Page(l.Seat, "Custodian", "Custodian", nil)
		return visit.View{Page: page, Body: allPage(l)}, err
	})
}

// one is a patient about whom there is something to do.
type one struct {
	custodian.Asked
	Seat     studies.Seat
	Searches bool // the reader sees records, and can look for one
	Record   people.Person
	Seen     bool   // the joined record is within the reader's reach
	Name     string // after a press
	Named    bool
	Search   string
	Found    []people.Person
	Looked   bool              // a search was made
	Outcome  custodian.Outcome // of a search for a record that they do not see; "" for none
}

func (o one) Href(below string) string {
	return instudy.Href(o.Seat.Study, "/custodian/"+o.ID+below)
}

func read(r db.Reader, v *visit.Visit) (o one, err error) {
	if o.Seat, err = custodian.Enter(r, v.Actor, v.Path("study")); err != nil {
		return o, err
	}
	if o.Asked, err = custodian.One(r, o.Seat, v.Path("participant")); err != nil {
		return o, err
	}
	o.Searches = v.Actor.Is(access.LinkWorker)
	if o.Join.ID == "" {
		return o, nil
	}
	o.Record, err = custodian.Joined(r, v.Actor, o.Asked)
	o.Seen = err == nil
	if errors.Is(err, db.ErrNotFound) {
		err = nil // it went to a colleague
	}
	return o, err
}

func showOne(v *visit.Visit) error { return onePage(v, one{}, nil) }

// onePage shows one patient with what was looked up, after the look at a joined
// record is on the person's trail.
func onePage(v *visit.Visit, with one, bad *db.Invalid) error {
	var o one
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) { o, err = read(r, v); return err }); err != nil {
		return err
	}
	o.Name, o.Named, o.Search, o.Found, o.Looked, o.Outcome = with.Name, with.Named, with.Search, with.Found, with.Looked, with.Outcome
	if o.Seen {
		if err := custodian.Looked(v.Context(), v.House.DB, v.Actor, o.Record.ID); err != nil {
			return err
		}
	}
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := instudy.Page(o.Seat, o.Number, "Custodian", instudy.Back(o.Seat.Study, "Back to the list", "/custodian"))
		return v.FormView(page, oneBody(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// named is the patient's name, noted as a look.
func named(v *visit.Visit) (name string, err error) {
	var study string
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		o, err := read(r, v)
		if err != nil {
			return err
		}
		study = o.Seat.Study.ID
		name, err = custodian.Name(r, o.Seat, o.ID)
		return err
	}); err != nil {
		return "", err
	}
	return name, participants.NoteLook(v.Context(), v.House.DB, v.Actor, study)
}

func showName(v *visit.Visit) error {
	name, err := named(v)
	if err != nil {
		return err
	}
	return onePage(v, one{Name: name, Named: true, Search: name}, nil)
}

// found is how many people a search shows at most.
const found = 10

// find searches the people whom the custodian supports.
func find(v *visit.Visit) error {
	name, err := named(v)
	if err != nil {
		return err
	}
	o := one{Name: name, Named: true, Search: v.Fields.Text("q"), Looked: true}
	if v.Actor.Is(access.LinkWorker) {
		if o.Found, err = v.FindPeople(o.Search, found); err != nil {
			return err
		}
	}
	return onePage(v, o, nil)
}

func join(v *visit.Visit) error {
	f := v.Fields
	err := custodian.JoinWith(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), f.Get("person"), custodian.Purpose(f.Get("purpose")))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return again(v, bad) })
	}
	return v.Done(here(v), "The record is joined. Nobody of the study sees whose it is.")
}

// again shows the search anew with what was wrong with a join.
func again(v *visit.Visit, bad *db.Invalid) error {
	name, err := named(v)
	if err != nil {
		return err
	}
	o := one{Name: name, Named: true, Search: v.Fields.Text("q"), Looked: true}
	if o.Found, err = v.FindPeople(o.Search, found); err != nil {
		return err
	}
	return onePage(v, o, bad)
}

// exact reads by what a record is searched that the custodian does not see.
func exact(v *visit.Visit, bad *db.Invalid) custodian.Exact {
	return custodian.Exact{NHSNumber: v.Fields.Text("nhs"), Family: v.Fields.Text("family"), Born: v.Fields.Date("born", bad)}
}

// search says whether there is one record, and nothing of it.
func search(v *visit.Visit) error {
	bad := new(db.Invalid)
	outcome, err := custodian.Search(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Path("study"), v.Path("participant"), exact(v, bad))
	return searchedFor(v, outcome, err)
}

func searchedFor(v *visit.Visit, outcome custodian.Outcome, err error) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return namedAgain(v, "", bad) })
	}
	return namedAgain(v, outcome, nil)
}

// namedAgain shows the page with the name that the custodian looked at before.
func namedAgain(v *visit.Visit, outcome custodian.Outcome, bad *db.Invalid) error {
	name, err := named(v)
	if err != nil {
		return err
	}
	return onePage(v, one{Name: name, Named: true, Search: name, Outcome: outcome}, bad)
}

func joinExactly(v *visit.Visit) error {
	bad := new(db.Invalid)
	err := custodian.JoinExactly(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), exact(v, bad))
	if err != nil {
		return searchedFor(v, "", err)
	}
	return v.Done(here(v), "The record is joined. Nobody of the study sees whose it is.")
}

func part(v *visit.Visit) error {
	if err := custodian.Part(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant")); err != nil {
		return err
	}
	return v.Done("/studies/"+v.Path("study")+"/custodian", "The join is taken away.")
}

func answer(v *visit.Visit) error {
	err := custodian.Answer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), participants.Answer(v.Fields.Get("answer")))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePage(v, one{}, bad) })
	}
	return v.Done("/studies/"+v.Path("study")+"/custodian", "The study has your answer, and nothing else.")
}

func here(v *visit.Visit) string {
	return "/studies/" + v.Path("study") + "/custodian/" + v.Path("participant")
}

func answers() (items []ui.Choice) {
	for _, a := range participants.Answers {
		items = append(items, ui.Choice{Value: string(a), Text: a.Words()})
	}
	return items
}
