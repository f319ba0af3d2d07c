package find

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/places"
	"linkwork/internal/shortlist"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// showFind is the search for a person, with what is known of them filled in.
// Nothing of it stands in the address: what came there is not looked at.
func (p place) showFind(v *visit.Visit) error {
	v.Fields = visit.Fields{Values: url.Values{}}
	return p.findFor(v, true)
}

// find is the search for a person as the worker asked it.
func (p place) find(v *visit.Visit) error {
	if service := v.Fields.Get("add"); service != "" {
		return p.addToShortlist(v, service)
	}
	return p.findFor(v, false)
}

// addToShortlist puts a service aside and shows the same list again.
func (p place) addToShortlist(v *visit.Visit, service string) error {
	err := shortlist.Add(v.Context(), v.House.DB, v.Actor, v.Path("person"), service)
	if bad, full := errors.AsType[*db.Invalid](err); full {
		v.Fields.Set("full", bad.Fields[0].Message)
		err = nil
	}
	if err != nil {
		return err
	}
	return p.findFor(v, false)
}

func (p place) findFor(v *visit.Visit, prefilled bool) error {
	return v.ShowPerson(v.Path("person"), findTitle, func(r *db.Snapshot) (visit.View, error) {
		subject, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		needs, err := casework.NeedsOf(r, subject.Case.ID)
		if err != nil {
			return visit.View{}, err
		}
		if prefilled {
			if err := prefill(r, v.Fields, subject, needs); err != nil {
				return visit.View{}, err
			}
		}
		s := search{PersonID: subject.ID, Called: subject.CalledName()}
		entries, err := shortlist.Of(r, v.Actor, subject.ID)
		if err != nil {
			return visit.View{}, err
		}
		for _, e := range entries {
			s.Listed = append(s.Listed, e.ServiceID)
		}
		bad, err := p.search(r, v, &s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.title(findTitle), Wide: true, Back: &ui.Link{Text: "Back to " + subject.FullName(), Href: subject.Href("/connections")}}
		subject.Furnish(&page, "")
		return s.withTiles(v.FormView(page, searchPage(&s, visit.NewToken(), visit.Faults(bad)), bad)), nil
	})
}

// prefill sets what is known of the person: where they live, how old they are,
// and what they still need.
func prefill(r db.Reader, f visit.Fields, subject about.Subject, needs []casework.Need) error {
	if outcode, err := places.ParseOutcode(subject.Postcode); err == nil {
		f.Set("outcode", outcode)
		at, err := places.Locate(r, subject.Postcode)
		if err != nil && !errors.Is(err, places.ErrUnknown) {
			return err
		}
		f.Set("outcode", cmp.Or(at.Postcode, outcode))
	}
	if !subject.BirthDate.IsZero() {
		f.Set("age", strconv.Itoa(dates.Age(subject.BirthDate, subject.Today)))
	}
	for _, code := range stillNeeded(needs) {
		f.Add("needs", code)
	}
	return nil
}

// stillNeeded are the codes of the needs that are neither met nor put off.
func stillNeeded(needs []casework.Need) []string {
	var codes []string
	for _, n := range needs {
		if n.State != casework.NeedMet && n.State != casework.NeedNotNow && !slices.Contains(codes, n.Code) {
			codes = append(codes, n.Code)
		}
	}
	return codes
}
