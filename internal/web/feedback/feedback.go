package feedback

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/feedback"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /feedback", Who: visit.Supporters, Handle: showAll},
		{Pattern: "GET /feedback.csv", Who: visit.Managers, Handle: sendAll},
		{Pattern: "GET /feedback/new", Who: visit.Supporters, Handle: showNew},
		{Pattern: "POST /feedback/new", Who: visit.Supporters, Handle: record},
		{Pattern: "GET /feedback/{feedback}", Who: visit.Supporters, Handle: showOne},
		{Pattern: "POST /feedback/{feedback}", Who: visit.Supporters, Handle: settle},
		{Pattern: "POST /feedback/{feedback}/owner", Who: visit.Managers, Handle: give},
	}
}

// shownMonths is how far back closed feedback is listed.
const shownMonths = 12

// lists is what there is within the reader's reach.
type lists struct {
	Open, Closed []feedback.Feedback
	Today        dates.Date
	Manages      bool
}

func read(r db.Reader, v *visit.Visit) (l lists, err error) {
	l.Today = dates.Of(r.Now())
	l.Manages = v.Actor.Manages(v.Actor.TeamID())
	if l.Open, err = feedback.Open(r, v.Actor); err != nil {
		return l, err
	}
	l.Closed, err = feedback.ClosedSince(r, v.Actor, l.Today.AddMonths(-shownMonths))
	return l, err
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := read(r, v)
		return visit.View{Page: shell.Page{Title: "Complaints, compliments and incidents", Section: "Messages", Wide: true}, Body: allPage(l)}, err
	})
}

// sendAll sends what came in the last months as a file for people outside the
// team: kinds, days and what was learned, nobody's name and nobody's words.
func sendAll(v *visit.Visit) error {
	var l lists
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		l, err = read(r, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("feedback.csv", rowsOf(append(l.Open, l.Closed...)))
}

func rowsOf(list []feedback.Feedback) [][]string {
	rows := [][]string{{"Came on", "Kind", "From", "Harm", "State", "Acknowledged on", "Answered on", "Learned"}}
	for _, f := range list {
		rows = append(rows, []string{f.CameOn.String(), vocabulary.FeedbackKinds.Label(f.Kind), vocabulary.FeedbackSources.Label(f.Source), vocabulary.Harms.Label(f.Harm), f.State.Words(),
			dayText(f, true), dayText(f, false), f.Learned})
	}
	return rows
}

func dayText(f feedback.Feedback, acknowledged bool) string {
	at := f.AnsweredAt
	if acknowledged {
		at = f.AcknowledgedAt
	}
	if at.IsZero() {
		return ""
	}
	return dates.Of(at).String()
}

// newForm is what the form shows beside its fields.
type newForm struct {
	Search string
	Found  []people.Person
	Chosen people.Person // whom it concerns, zero for nobody
	Today  dates.Date
}

func showNew(v *visit.Visit) error { return newPageFor(v, newForm{}, nil) }

func newPageFor(v *visit.Visit, n newForm, bad *db.Invalid) error {
	subject := v.Fields.Get("person")
	return v.ShowPersonOf(&subject, "feedback", func(r *db.Snapshot) (visit.View, error) {
		n.Today = dates.Of(r.Now())
		if subject != "" {
			var err error
			if n.Chosen, err = people.Get(r, v.Actor, subject); err != nil {
				return visit.View{}, err
			}
		}
		if bad == nil && v.Fields.Get("came_on-day") == "" {
			v.Fields.SetDate("came_on", n.Today)
		}
		page := shell.Page{Title: "Write down feedback", Section: "Messages", Back: &ui.Link{Text: "Back to complaints, compliments and incidents", Href: "/feedback"}}
		return v.FormView(page, newPage(v.Fields, n, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// findPerson looks for whom it concerns, among those whom the reader may see.
// What was typed into the form so far comes along. Whoever is found is on the
// audit trail.
func findPerson(v *visit.Visit) (err error) {
	n := newForm{Search: v.Fields.Text("q")}
	if n.Found, err = v.FindPeople(n.Search, 10); err != nil {
		return err
	}
	return newPageFor(v, n, nil)
}

func record(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	if f.Get("find") != "" {
		return findPerson(v)
	}
	x := feedback.Feedback{Kind: f.Get("kind"), Source: f.Get("source"), CameOn: f.Date("came_on", bad), Who: f.Get("who"), Reach: f.Get("reach"), PersonID: f.Get("person"), Words: f.Get("words"), Harm: f.Get("harm")}
	err := bad.Err()
	var id string
	if err == nil {
		id, err = feedback.Record(v.Context(), v.House.DB, v.Actor, v.Once(), x)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newPageFor(v, newForm{}, bad) })
	}
	return v.Done("/feedback/"+id, "Kept. Your team’s managers see it.")
}

// one is one piece of feedback with what was done about it.
type one struct {
	feedback.Feedback
	Steps   []feedback.Step
	Today   dates.Date
	Manages bool
	Owners  []ui.Choice
	Form    string // which of the forms came back with a fault
}

func showOne(v *visit.Visit) error { return onePageFor(v, "", nil) }

func onePageFor(v *visit.Visit, failed string, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "feedback", func(r *db.Snapshot) (visit.View, error) {
		o := one{Today: dates.Of(r.Now()), Form: failed}
		var err error
		if o.Feedback, o.Steps, err = feedback.The(r, v.Actor, v.Path("feedback")); err != nil {
			return visit.View{}, err
		}
		subject = o.Person.ID
		if o.Manages = v.Actor.Manages(o.TeamID); o.Manages {
			if o.Owners, err = owners(r, o.TeamID); err != nil {
				return visit.View{}, err
			}
		}
		page := shell.Page{Title: vocabulary.FeedbackKinds.Label(o.Kind), Section: "Messages", Back: &ui.Link{Text: "Back to complaints, compliments and incidents", Href: "/feedback"}}
		return v.FormView(page, onePage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func owners(r db.Reader, teamID string) ([]ui.Choice, error) {
	ids, err := feedback.Owners(r, teamID)
	if err != nil {
		return nil, err
	}
	names, err := identity.Names(r, ids)
	var items []ui.Choice
	for _, id := range ids {
		items = append(items, ui.Choice{Value: id, Text: names[id]})
	}
	return items, err
}

func settle(v *visit.Visit) error {
	f := v.Fields
	m := feedback.Move{ID: v.Path("feedback"), Version: f.Version(), To: feedback.State(f.Get("to")), Words: f.Get("step"), Learned: f.Get("learned")}
	if err := feedback.Settle(v.Context(), v.House.DB, v.Actor, v.Once(), m); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageFor(v, "settle", bad) })
	}
	return v.Done("/feedback/"+m.ID, "Saved: "+m.To.Words()+".")
}

func give(v *visit.Visit) error {
	f := v.Fields
	if err := feedback.Give(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("feedback"), f.Version(), f.Get("owner")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePageFor(v, "owner", bad) })
	}
	return v.Done("/feedback/"+v.Path("feedback"), "Given.")
}
