package outreach

import (
	"fmt"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// all is what the place's own page shows.
type all struct {
	Groups     []outreach.Programme
	Lists      []outreach.CallList
	ToRegister []outreach.Session
	Month      outreach.Month
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var a all
		var err error
		if a.Groups, err = outreach.Programmes(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if a.Lists, err = outreach.CallLists(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if a.ToRegister, err = outreach.ToRegister(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		a.Month, err = outreach.MonthOf(r, v.Actor, dates.Of(r.Now()))
		return visit.View{Page: shell.Page{Title: "Groups and calls", Section: "Groups and calls", Wide: true}, Body: allPage(a)}, err
	})
}

// monthAsked is the month in the address, or this one.
func monthAsked(r db.Reader, v *visit.Visit) dates.Date {
	if d, err := dates.Parse(v.Fields.Get("month") + "-01"); err == nil && v.Fields.Get("month") != "" {
		return d
	}
	return dates.Of(r.Now())
}

func showMonth(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		m, err := outreach.MonthOf(r, v.Actor, monthAsked(r, v))
		page := below("Outside of cases, "+m.First.MonthWords(), "Back to groups and calls", "/outreach")
		page.Wide = true
		return visit.View{Page: page, Body: monthPage(m, dates.Of(r.Now()))}, err
	})
}

// sendMonth sends the figures of a month as a file. It names nobody.
func sendMonth(v *visit.Visit) error {
	var month outreach.Month
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		month, err = outreach.MonthOf(r, v.Actor, monthAsked(r, v))
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("outside-of-cases-"+month.First.InMonth()+".csv", rowsOf(month))
}

func rowsOf(m outreach.Month) [][]string {
	rows := [][]string{{"Month", "What", "Count"}}
	for _, f := range figures(m) {
		rows = append(rows, []string{m.First.InMonth(), f.what, fmt.Sprint(f.count)})
	}
	return rows
}

// figure is one count of a month and where its rows are.
type figure struct {
	what, href string
	count      int
}

func figures(m outreach.Month) []figure {
	list := []figure{
		{"Group sessions held", "#sessions", len(m.Sessions)},
		{"Times somebody came to a group", "#sessions", m.Came()},
		{"Informal talks", "#informal", len(m.Informals)},
		{"Talks that ended with somewhere to go", "#informal", m.Onward()},
		{"Calls made from lists", "#calls", len(m.Calls)},
		{"People who answered these calls", "#calls", m.Reached()},
	}
	return list
}

// outcomes counts the calls of a month by what they found, in the order of the
// buttons.
func outcomes(calls []outreach.Made) (list []figure) {
	for _, o := range vocabulary.CallOutcomes {
		n := 0
		for _, c := range calls {
			if c.Outcome == o.Code {
				n++
			}
		}
		if n > 0 {
			list = append(list, figure{what: o.Label, count: n})
		}
	}
	return list
}
