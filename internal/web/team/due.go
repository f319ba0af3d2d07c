package team

import (
	"slices"
	"strconv"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/measures"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// duePage is what is due to be asked, as far as it was chosen to be shown.
type duePage struct {
	All, Rows  []casework.MeasureDue // Rows are those chosen, of one page
	Total      int
	Offers     map[string]measures.Offer
	Workers    map[string]string // names, by account
	Worker     string
	State      string // "" for all
	Page, Last int
	Today      dates.Date
	Scheduled  bool // anything is, in this area
}

// dueShown is how many rows a page shows.
const dueShown = 50

func showDue(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := readDue(r, v)
		page := furnished("Questionnaires to ask", "Back to the team", "/team")
		if !v.Actor.Is(access.Manager) {
			page.Section, page.Back = "My day", &ui.Link{Text: "Back to my day", Href: "/day"}
		}
		return visit.View{Page: page, Body: dueView(p)}, err
	})
}

func readDue(r db.Reader, v *visit.Visit) (p duePage, err error) {
	p.Today, p.Worker, p.State = dates.Of(r.Now()), v.Fields.Get("worker"), v.Fields.Get("state")
	schedules, err := measures.Schedules(r)
	if err != nil {
		return p, err
	}
	p.Scheduled = len(schedules) > 0
	if p.All, err = casework.MeasuresDue(r, v.Actor); err != nil {
		return p, err
	}
	offers, err := measures.On(r)
	if err != nil {
		return p, err
	}
	p.Offers = make(map[string]measures.Offer)
	for _, o := range offers {
		p.Offers[o.ID] = o
	}
	chosen := slices.DeleteFunc(slices.Clone(p.All), func(x casework.MeasureDue) bool { return !p.has(x) })
	p.Total, p.Last = len(chosen), max(1, (len(chosen)+dueShown-1)/dueShown)
	p.Page = min(max(1, v.Fields.Number("page")), p.Last)
	p.Rows = chosen[(p.Page-1)*dueShown : min(p.Page*dueShown, len(chosen))]
	p.Workers, err = workerNames(r, v)
	return p, err
}

func (p duePage) has(x casework.MeasureDue) bool {
	return (p.Worker == "" || x.WorkerID == p.Worker) && (p.State == "" || x.Late(p.Today) == (p.State == "late"))
}

// count is how many of a state are due, of the chosen worker.
func (p duePage) count(state string) (n int) {
	of := p
	of.State = state
	for _, x := range p.All {
		if of.has(x) {
			n++
		}
	}
	return n
}

func (p duePage) href(state string, page int) string {
	return "/questionnaires?state=" + state + "&worker=" + p.Worker + "&page=" + strconv.Itoa(page)
}

func (p duePage) workerItems() []ui.Choice {
	items := []ui.Choice{{Text: "Everybody"}}
	for id, name := range p.Workers {
		items = append(items, ui.Choice{Value: id, Text: name})
	}
	slices.SortFunc(items[1:], func(a, b ui.Choice) int {
		if a.Text < b.Text || a.Text == b.Text && a.Value < b.Value {
			return -1
		}
		return 1
	})
	return items
}
