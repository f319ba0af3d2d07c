package day

import (
	"strconv"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// pageSize is how many rows a list shows.
const pageSize = 25

// caseload is the page: the lists with their counts, one page of one, and what
// it can be narrowed by.
type caseload struct {
	casework.Browsed
	Choices   casework.Choices
	Lists     []casework.Which
	Counts    map[casework.Which]int
	Practices []teams.Practice
	Workers   []casework.Worker // of the manager's team
	Formers   []casework.Former // who were in it
	Views     []casework.SavedView
	View      casework.SavedView // the one that is open, zero for none
	Manages   bool
	Now       time.Time
	Today     dates.Date
}

func showCaseload(v *visit.Visit) error {
	choices := casework.ParseChoices(v.Fields.Values, casework.Whichs(v.Actor))
	return caseloadView(v, choices, nil, func(*db.Snapshot, *caseload) error { return nil })
}

// caseloadView shows the list that was chosen; more reads what else the page
// needs.
func caseloadView(v *visit.Visit, choices casework.Choices, bad *db.Invalid, more func(*db.Snapshot, *caseload) error) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		c := caseload{Choices: choices, Lists: casework.Whichs(v.Actor), Manages: v.Actor.Is(access.Manager), Now: r.Now(), Today: dates.Of(r.Now())}
		if err := more(r, &c); err != nil {
			return visit.View{}, err
		}
		if err := c.read(r, v.Actor, v.Fields.Number("page")); err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: c.title(), Section: "People", Wide: true}
		return v.FormView(page, caseloadPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func (c *caseload) title() string {
	title := "People: " + c.label(c.Choices.Which)
	if c.View.ID != "" {
		title = "People: saved view"
	}
	if c.Last > 1 {
		title += " (page " + strconv.Itoa(c.Page) + " of " + strconv.Itoa(c.Last) + ")"
	}
	return title
}

func (c *caseload) read(r *db.Snapshot, by access.Actor, page int) (err error) {
	reads := []func() error{
		func() (err error) { c.Browsed, err = casework.Browse(r, by, c.Choices, page, pageSize); return },
		func() (err error) { c.Counts, err = casework.Counts(r, by, c.Lists); return },
		func() error { c.countShown(); return nil },
		func() error { return c.readFilters(r, by) },
		func() (err error) { c.Views, err = casework.SavedViews(r, by); return },
	}
	for _, read := range reads {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

// countShown gives the tab of closed cases its number while it is open and
// nothing narrows it: then it is the total of the page.
func (c *caseload) countShown() {
	if c.Choices.Which.Closed() && !c.Choices.Filtered() {
		c.Counts[c.Choices.Which] = c.Total
	}
}

func (c *caseload) readFilters(r *db.Snapshot, by access.Actor) error {
	all, err := teams.Practices(r)
	if err != nil {
		return err
	}
	for _, p := range all {
		if by.InTeam(p.TeamID) {
			c.Practices = append(c.Practices, p)
		}
	}
	if c.Manages && c.Choices.Which.OfTeam() {
		if c.Workers, err = casework.Workers(r, by.TeamID()); err != nil {
			return err
		}
	}
	if err == nil && (c.Choices.Which == casework.Unallocated || c.Choices.Which == casework.TeamClosed) {
		c.Formers, err = casework.Formers(r, by)
	}
	return err
}

// href is the address of the list with other choices.
func href(c casework.Choices) string { return "/caseload?" + c.Values().Encode() }

// pageHref is the address of another page of what is shown.
func (c *caseload) pageHref(page int) string {
	if c.View.ID != "" {
		return "/caseload/views/" + c.View.ID + "?page=" + strconv.Itoa(page)
	}
	to := c.Choices.Values()
	to.Set("page", strconv.Itoa(page))
	return "/caseload?" + to.Encode()
}

// without is the list without any filter, in the order chosen.
func without(c casework.Choices) string {
	return href(casework.Choices{Which: c.Which, Sort: c.Sort})
}
