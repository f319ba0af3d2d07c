package day

import (
	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// pageSize is how many rows a list shows.
const pageSize = 25

// list is one of the lists of the caseload page.
type list struct {
	Which casework.Which
	Label string
	Empty string
}

// lists are those that an actor has, first the one they start with.
func lists(by access.Actor) []list {
	var all []list
	if by.Is(access.LinkWorker) {
		all = append(all,
			list{casework.Mine, "Mine", "You have no people yet. Your manager will give you referrals, or you can look at the new ones."},
			list{casework.Held, "Holding", "You are not holding anybody now."},
			list{casework.MineClosed, "Closed", "You have closed no cases yet."})
	}
	if by.Is(access.Manager) {
		all = append(all, list{casework.TeamOpen, "The whole team", "Your team has no open cases."})
	}
	return all
}

// caseload is the page: the lists with their counts, and one page of one.
type caseload struct {
	Lists  []list
	Counts map[casework.Which]int
	Which  list
	casework.Caseload
	Holdings map[string][]casework.Holding // by case, for the holding list
	Today    dates.Date
}

func showCaseload(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		c := caseload{Lists: lists(v.Actor), Counts: make(map[casework.Which]int), Today: dates.Of(r.Now())}
		c.Which = c.Lists[0]
		for _, l := range c.Lists {
			if v.Fields.Is("list", string(l.Which)) {
				c.Which = l
			}
		}
		var err error
		if c.Caseload, err = casework.List(r, v.Actor, c.Which.Which, v.Fields.Get("after"), pageSize); err != nil {
			return visit.View{}, err
		}
		if err := c.count(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if c.Holdings, err = holdings(r, v.Actor, c.Which.Which); err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "People: " + c.Which.Label, Section: "People", Wide: true}, Body: caseloadPage(c)}, nil
	})
}

// count counts the lists; the one that is shown has said its total.
func (c *caseload) count(r *db.Snapshot, by access.Actor) (err error) {
	for _, l := range c.Lists {
		if l == c.Which {
			c.Counts[l.Which] = c.Total
		} else if c.Counts[l.Which], err = casework.Count(r, by, l.Which); err != nil {
			return err
		}
	}
	return nil
}

func holdings(r *db.Snapshot, by access.Actor, which casework.Which) (map[string][]casework.Holding, error) {
	byCase := make(map[string][]casework.Holding)
	if which != casework.Held {
		return byCase, nil
	}
	all, err := casework.HeldBy(r, by.AccountID)
	for _, h := range all {
		byCase[h.CaseID] = append(byCase[h.CaseID], h)
	}
	return byCase, err
}

// findPeople answers the search box. The search is posted, so that nobody's
// name stands in an address, and looking is audited for everybody shown.
func findPeople(v *visit.Visit) error {
	text := v.Fields.Text("q")
	view, found := visit.View{}, []people.Person(nil)
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		if found, err = people.Find(tx, v.Actor, text, 50); err != nil {
			return err
		}
		for _, p := range found {
			if err := audit.View(tx, v.Actor.Audit(), p.ID, "search"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	view.Page = shell.Page{Title: "Find a person", Section: "People", Back: &ui.Link{Text: "Back to your people", Href: "/caseload"}}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		view.Body = foundPage(text, found, dates.Of(r.Now()))
		return view, nil
	})
}
