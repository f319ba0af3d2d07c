package find

import (
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

const findTitle = "Find a service"

// showServices is the search with nobody in mind.
func (p place) showServices(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s := search{}
		bad, err := p.search(r, v, &s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.title(findTitle), Section: "Services", Wide: true}
		return withTiles(v.FormView(page, searchPage(&s, visit.NewToken(), visit.Faults(bad)), bad), s.Map), nil
	})
}

// search reads what was asked and, if that makes sense, looks for it.
func (p place) search(r *db.Snapshot, v *visit.Visit, s *search) (bad *db.Invalid, err error) {
	err = s.read(r, v.Fields)
	if err == nil && !s.Public {
		s.Favoured, err = directory.Favourites(r, v.Actor.AccountID)
	}
	if err == nil {
		err = s.run(r, p.shelf(s))
	}
	err = v.Again(err, func(faults *db.Invalid) error {
		bad = faults
		return nil
	})
	return bad, err
}

// title says the page of the list too, so that two tabs can be told apart.
func (s *search) title(words string) string {
	if s.Page > 1 {
		return words + " (page " + strconv.Itoa(s.Page) + " of " + strconv.Itoa(s.lastPage()) + ")"
	}
	return words
}

// shelf is what a search looks in.
func (p place) shelf(s *search) shelf {
	if s.Public {
		return p.public
	}
	return p.dir
}
