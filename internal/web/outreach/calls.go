package outreach

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/visit"
)

func showNewList(v *visit.Visit) error { return newListForm(v, nil) }

// newListForm offers whom the reader keeps in touch with: they are who a
// welfare call is most often for.
func newListForm(v *visit.Visit, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "people to call", func(r *db.Snapshot) (visit.View, error) {
		held, err := casework.HeldBy(r, v.Actor.AccountID)
		if err != nil {
			return visit.View{}, err
		}
		for _, h := range held {
			seen = append(seen, h.PersonID)
		}
		named, err := people.Named(r, seen)
		if err != nil {
			return visit.View{}, err
		}
		page := below("A new list of calls", "Back to groups and calls", "/outreach")
		return v.FormView(page, newListPage(v.Fields, heldChoices(held, named), visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func addList(v *visit.Visit) error {
	f := v.Fields
	id, err := outreach.AddCallList(v.Context(), v.House.DB, v.Actor, v.Once(), outreach.NewCallList{Name: f.Get("name"), Why: f.Get("why"), Lines: f.Get("lines"), PersonIDs: f.All("person")})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newListForm(v, bad) })
	}
	return v.Done("/outreach/calls/"+id, "The list is ready. Your team can call from it.")
}

// oneList is what the page of a list shows.
type oneList struct {
	outreach.CallList
	ToCall, Called []outreach.CallRow
	Area           teams.Area
	Form           string // the row whose form came back with a fault
	Worried        bool   // somebody just was
}

func showList(v *visit.Visit) error {
	return listForm(v, oneList{Worried: v.Fields.Is("worried", "yes")}, nil)
}

func listForm(v *visit.Visit, l oneList, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "list of calls", func(r *db.Snapshot) (visit.View, error) {
		var err error
		if l.CallList, err = outreach.TheCallList(r, v.Actor, v.Path("list")); err != nil {
			return visit.View{}, err
		}
		rows, err := outreach.CallRows(r, v.Actor, l.ID)
		if err != nil {
			return visit.View{}, err
		}
		for _, w := range rows {
			if w.PersonID != "" {
				seen = append(seen, w.PersonID)
			}
			if w.Done() {
				l.Called = append(l.Called, w)
			} else {
				l.ToCall = append(l.ToCall, w)
			}
		}
		if l.Area, err = teams.TheArea(r); err != nil {
			return visit.View{}, err
		}
		page := below(l.Name, "Back to groups and calls", "/outreach")
		return v.FormView(page, listPage(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func makeCall(v *visit.Visit) error {
	f := v.Fields
	c := outreach.Call{ListID: v.Path("list"), RowID: v.Path("row"), Version: f.Version(), Outcome: f.Get("outcome"), Words: f.Get("words")}
	if err := outreach.MakeCall(v.Context(), v.House.DB, v.Actor, v.Once(), c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listForm(v, oneList{Form: c.RowID}, bad) })
	}
	outcome, _ := vocabulary.CallOutcomes.Find(c.Outcome)
	back := "/outreach/calls/" + c.ListID
	switch {
	case outcome.Worried:
		return v.Done(back+"?worried=yes", "An urgent task for today is in your list.")
	case outcome.Task:
		return v.Done(back, "Saved. A task is in your list.")
	}
	return v.Done(back, "Saved: "+outcome.Label+".")
}

func closeList(v *visit.Visit) error {
	if err := outreach.CloseCallList(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("list"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/outreach", "The list is closed. Names are removed after 90 days.")
}
