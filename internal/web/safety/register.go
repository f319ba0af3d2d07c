package safety

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// register is what those in charge read; others find what they raised.
type register struct {
	safeguarding.Register
	Charge     []string // teams of which the reader is in charge
	Restricted []access.Restriction
	Emergency  safeguarding.EmergencyRule
	Mine       []safeguarding.Concern
	People     map[string]people.Person
	Call       safeguarding.Reader
	Now        time.Time
}

func showRegister(v *visit.Visit) error {
	var ids []string
	return v.ShowPeople(&ids, "Safeguarding register", func(r *db.Snapshot) (visit.View, error) {
		g, err := readRegister(r, v.Actor)
		for id := range g.People {
			ids = append(ids, id)
		}
		page := shell.Page{Title: "Safety", Section: "Safety", Wide: true}
		return visit.View{Page: page, Body: registerPage(g, visit.NewToken())}, err
	})
}

func readRegister(r *db.Snapshot, by access.Actor) (g register, err error) {
	g.Now = r.Now()
	if g.Charge, err = safeguarding.InCharge(r, by); err != nil {
		return g, err
	}
	if g.Register, err = safeguarding.TheRegister(r, by); err != nil {
		return g, err
	}
	if g.Restricted, err = safeguarding.Restrictions(r, by); err != nil {
		return g, err
	}
	if g.Emergency, err = safeguarding.TheEmergencyRule(r); err != nil {
		return g, err
	}
	if g.Mine, err = safeguarding.Mine(r, by); err != nil {
		return g, err
	}
	if g.Call, err = safeguarding.WhomToCall(r, by.TeamID()); err != nil {
		return g, err
	}
	g.People, err = people.Named(r, g.ids())
	return g, err
}

func (g register) ids() (ids []string) {
	seen := make(map[string]bool)
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, list := range [][]safeguarding.Concern{g.Unseen, g.Open, g.Closed, g.Mine} {
		for _, k := range list {
			add(k.PersonID)
		}
	}
	for _, l := range slices.Concat(g.Looks, g.Before) {
		add(l.PersonID)
	}
	for _, x := range g.Restricted {
		add(x.PersonID)
	}
	return ids
}

// ago says how long ago something was, as one would.
func ago(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return dates.Count(int(d.Minutes()), "minute", "minutes") + " ago"
	case d < 48*time.Hour:
		return dates.Count(int(d.Hours()), "hour", "hours") + " ago"
	default:
		return dates.Days(int(d.Hours())/24) + " ago"
	}
}

// concern is one concern with what those in charge need to act on it.
type concern struct {
	safeguarding.Concern
	Person  people.Person
	Workers []string // names
	Team    teams.Team
	Entries []safeguarding.Entry
	Reader  string // account
	Now     time.Time
	Call    safeguarding.Reader
}

func backToSafety() *ui.Link { return &ui.Link{Text: "Back to safety", Href: "/safety"} }

func showConcern(v *visit.Visit) error { return concernForm(v, nil) }

// concernForm shows a concern to those in charge, and to whoever raised it
// their own words.
func concernForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "Safeguarding concern", func(r *db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "Safeguarding concern", Section: "Safety", Back: backToSafety()}
		k, err := safeguarding.TheConcern(r, v.Actor, v.Path("concern"))
		if visit.IsGone(err) {
			if k, err = safeguarding.RaisedByMe(r, v.Actor, v.Path("concern")); err != nil {
				return visit.View{}, err
			}
			subject = k.PersonID
			c, err := readConcern(r, v, k)
			return visit.View{Page: page, Body: raisedPage(c)}, err
		}
		if err != nil {
			return visit.View{}, err
		}
		subject = k.PersonID
		c, err := readConcern(r, v, k)
		return v.FormView(page, concernPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func readConcern(r *db.Snapshot, v *visit.Visit, k safeguarding.Concern) (c concern, err error) {
	c = concern{Concern: k, Reader: v.Actor.AccountID, Now: r.Now()}
	if c.Person, err = people.Unscoped(r, k.PersonID); err != nil {
		return c, err
	}
	if c.Team, err = teams.TheTeam(r, k.TeamID); err != nil {
		return c, err
	}
	if c.Entries, err = safeguarding.Entries(r, k.ID); err != nil {
		return c, err
	}
	if c.Call, err = safeguarding.WhomToCall(r, k.TeamID); err != nil {
		return c, err
	}
	workers, err := access.WorkersOf(r, k.PersonID)
	if err != nil {
		return c, err
	}
	names, err := identity.Names(r, workers)
	for _, id := range workers {
		c.Workers = append(c.Workers, names[id])
	}
	return c, err
}

// take takes the step, or draws its form again.
func take(v *visit.Visit, s safeguarding.Step, notice string, again func(bad *db.Invalid) error) error {
	s.ConcernID, s.Version = v.Path("concern"), v.Fields.Version()
	if err := safeguarding.Take(v.Context(), v.House.DB, v.Actor, v.Once(), s); err != nil {
		return v.Again(err, again)
	}
	return v.Done("/safety/concerns/"+s.ConcernID, notice)
}

func acknowledge(v *visit.Visit) error {
	return take(v, safeguarding.Step{What: safeguarding.WasSeen}, "You have it now.", func(bad *db.Invalid) error { return concernForm(v, bad) })
}

// steps are what can be written down about an open concern.
var steps = map[string]safeguarding.What{
	"action": safeguarding.Acted, "referred": safeguarding.Referred, "told": safeguarding.Told, "first-do": safeguarding.FirstChanged,
}

func step(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	again := func(bad *db.Invalid) error { return concernForm(v, bad) }
	s := safeguarding.Step{What: steps[f.Get("what")], Words: f.Get("words"), Reference: f.Get("reference")}
	if s.What == "" {
		bad.Add("what", "Choose what happened")
	}
	if s.What == safeguarding.Acted || s.What == safeguarding.Referred {
		s.Day = f.Date("day", bad)
	}
	if err := bad.Err(); err != nil {
		return v.Again(err, again)
	}
	return take(v, s, "Written down.", again)
}

func showClose(v *visit.Visit) error { return closeForm(v, nil) }

func closeForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "Closing a safeguarding concern", func(r *db.Snapshot) (visit.View, error) {
		k, err := safeguarding.TheConcern(r, v.Actor, v.Path("concern"))
		if err != nil {
			return visit.View{}, err
		}
		if !k.State.May(safeguarding.Closed) {
			return visit.View{}, db.ErrConflict
		}
		subject = k.PersonID
		page := shell.Page{Title: "Close the concern", Section: "Safety", Back: &ui.Link{Text: "Back to the concern", Href: "/safety/concerns/" + k.ID}}
		return v.FormView(page, closePage(v.Fields, k, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func closeConcern(v *visit.Visit) error {
	f := v.Fields
	s := safeguarding.Step{What: safeguarding.WasClosed, Outcome: f.Get("outcome"), KeepFlag: f.Get("keep_flag"), Words: f.Get("words")}
	return take(v, s, "Closed.", func(bad *db.Invalid) error { return closeForm(v, bad) })
}

func reopen(v *visit.Visit) error {
	return take(v, safeguarding.Step{What: safeguarding.Reopened, Words: v.Fields.Get("words")}, "Opened again. You have it now.", func(bad *db.Invalid) error { return concernForm(v, bad) })
}

func showLook(v *visit.Visit) error { return lookForm(v, nil) }

func lookForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "Looking into a look", func(r *db.Snapshot) (visit.View, error) {
		l, err := safeguarding.TheLook(r, v.Actor, v.Path("look"))
		if err != nil {
			return visit.View{}, err
		}
		subject = l.PersonID
		p, err := people.Unscoped(r, l.PersonID)
		page := shell.Page{Title: "Look into it", Section: "Safety", Back: backToSafety()}
		return v.FormView(page, lookPage(v.Fields, l, p, v.Actor.AccountID, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func lookInto(v *visit.Visit) error {
	if err := safeguarding.LookInto(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("look"), v.Fields.Get("note")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return lookForm(v, bad) })
	}
	return v.Done("/safety", "Looked into.")
}
