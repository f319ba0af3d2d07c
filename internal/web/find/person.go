package find

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/places"
	"linkwork/internal/shortlist"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// showFind is the search for a person: one that was asked before, or else with
// what is known of them filled in. What is looked for stands in no address, so
// nothing else that came there is looked at.
func (p place) showFind(v *visit.Visit) error {
	at, added := resultsIn(v.Fields), v.Fields.Get("added")
	return p.findFor(v, func(r db.Reader, s *search, subject about.Subject) error {
		v.Fields = visit.Fields{Values: url.Values{}}
		s.Added = added
		kept, err := keptSearch(r, v, subject.ID, at.Search)
		if kept != nil {
			v.Fields.Values, s.Kept = kept, at.Search
		} else if err == nil {
			err = s.prefill(v.Fields, subject)
		}
		v.Fields.SetNumber("page", at.Page)
		return err
	})
}

// find is the search for a person as the worker asked it. One that makes no
// sense comes back at once.
func (p place) find(v *visit.Visit) error {
	if service := v.Fields.Get("add"); service != "" {
		return addToShortlist(v, service)
	}
	takeAway(v.Fields)
	var s search
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		subject, err := about.Of(r, v.Actor, v.Path("person"))
		if err == nil {
			err = s.meant(r, subject)
		}
		if err != nil {
			return err
		}
		return s.read(r, v.Fields)
	})
	if err != nil {
		return v.Again(err, func(*db.Invalid) error {
			return p.findFor(v, func(db.Reader, *search, about.Subject) error { return nil })
		})
	}
	code, err := keepSearch(v, s.PersonID, s.with("page", ""))
	if err != nil {
		return err
	}
	return v.Go(results{Search: code, Card: foundID}.href(s.PersonID)) // on a phone the form is longer than the window
}

// addToShortlist puts a service aside and goes back to its card, which says so.
func addToShortlist(v *visit.Visit, service string) error {
	at := resultsIn(v.Fields)
	err := shortlist.Add(v.Context(), v.House.DB, v.Actor, v.Path("person"), service)
	if _, full := errors.AsType[*db.Invalid](err); err != nil && !full {
		return err
	}
	if v.Fields.Is("from", "service") {
		shown := at.onwards()
		shown.Set("added", service)
		return v.Go("/people/" + v.Path("person") + "/services/" + service + query(shown))
	}
	return v.Go(at.withAdded(v.Path("person"), service))
}

// takeAway drops one thing that was narrowed to: "needs=food".
func takeAway(f visit.Fields) {
	if field, value, ok := strings.Cut(f.Get("without"), "="); ok {
		f.Values[field] = slices.DeleteFunc(slices.Clone(f.All(field)), func(v string) bool { return v == value })
	}
	f.Del("without")
}

// findFor shows a search for a person. fill says what is looked for.
func (p place) findFor(v *visit.Visit, fill func(r db.Reader, s *search, subject about.Subject) error) error {
	return v.ShowPerson(v.Path("person"), findTitle, func(r *db.Snapshot) (visit.View, error) {
		subject, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		var s search
		if err := s.meant(r, subject); err != nil {
			return visit.View{}, err
		}
		if err := fill(r, &s, subject); err != nil {
			return visit.View{}, err
		}
		if err := s.readSoFar(r, v); err != nil {
			return visit.View{}, err
		}
		bad, err := p.search(r, v, &s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.title(findTitle), Wide: true, Back: &ui.Link{Text: "Back to " + subject.FullName(), Href: subject.Href("/connections")}}
		subject.Furnish(&page, "")
		return withTiles(v.FormView(page, searchPage(&s, visit.NewToken(), visit.Faults(bad)), bad), s.Map), nil
	})
}

// meant says for whom it is: where they live, how old they are, and what they
// still need.
func (s *search) meant(r db.Reader, subject about.Subject) error {
	s.PersonID, s.Called = subject.ID, subject.CalledName()
	needs, err := casework.NeedsOf(r, subject.Case.ID)
	if err != nil {
		return err
	}
	s.known = stillNeeded(needs)
	if !subject.BirthDate.IsZero() {
		s.ownAge = dates.Age(subject.BirthDate, subject.Today)
	}
	outcode, err := places.ParseOutcode(subject.Postcode)
	if err != nil {
		return nil // nobody knows where they live
	}
	at, err := places.Locate(r, subject.Postcode)
	if errors.Is(err, places.ErrUnknown) {
		err = nil
	}
	s.home = cmp.Or(at.Postcode, outcode)
	return err
}

// readSoFar reads what the person has been put on to already.
func (s *search) readSoFar(r *db.Snapshot, v *visit.Visit) error {
	entries, err := shortlist.Of(r, v.Actor, s.PersonID)
	if err != nil {
		return err
	}
	for _, e := range entries {
		s.Listed = append(s.Listed, e.ServiceID)
	}
	s.SoFar, err = connections.SoFar(r, v.Actor, s.PersonID)
	return err
}

// prefill sets what is known of the person.
func (s *search) prefill(f visit.Fields, subject about.Subject) error {
	if s.home != "" {
		f.Set("outcode", s.home)
	}
	if !subject.BirthDate.IsZero() {
		f.SetNumber("age", s.ownAge)
	}
	for _, code := range s.known {
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
