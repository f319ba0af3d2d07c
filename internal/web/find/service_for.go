package find

import (
	"slices"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/shortlist"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// onBehalf is the person for whom a service is read.
type onBehalf struct {
	about.Subject
	At     results // where it stood in the results
	SoFar  string  // what became of the two so far
	Listed bool    // on the shortlist
	Added  bool    // it was just to be put there
}

// showServiceFor shows what is known of a service to who looks for a person.
func showServiceFor(v *visit.Visit) error {
	return v.ShowPerson(v.Path("person"), "A service", func(r *db.Snapshot) (visit.View, error) {
		p, err := readOnBehalf(r, v)
		if err != nil {
			return visit.View{}, err
		}
		s, err := readEntry(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.Name, Back: p.back(v)}
		p.Furnish(&page, "")
		return withTiles(visit.View{Page: page, Body: servicePageFor(s, p, r.Now())}, s.Map), nil
	})
}

// back leads to where the service was looked at: the results or the shortlist.
func (p onBehalf) back(v *visit.Visit) *ui.Link {
	if v.Fields.Is("from", "shortlist") {
		return &ui.Link{Text: "Back to the shortlist", Href: p.Href("/shortlist")}
	}
	return &ui.Link{Text: "Back to the results", Href: p.At.href(p.Subject.ID)}
}

func readOnBehalf(r db.Reader, v *visit.Visit) (p onBehalf, err error) {
	service := v.Path("service")
	p.At, p.Added = resultsIn(v.Fields), v.Fields.Is("added", service)
	if p.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return p, err
	}
	entries, err := shortlist.Of(r, v.Actor, p.Subject.ID)
	if err != nil {
		return p, err
	}
	p.Listed = slices.ContainsFunc(entries, func(e shortlist.Entry) bool { return e.ServiceID == service })
	soFar, err := connections.SoFar(r, v.Actor, p.Subject.ID)
	p.SoFar = soFar[service]
	return p, err
}
