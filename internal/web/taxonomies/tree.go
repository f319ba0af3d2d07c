package taxonomies

import (
	"net/url"
	"slices"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/taxonomies"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const section = "Administration"

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := taxonomies.All(r)
		page := shell.Page{Title: title, Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return visit.View{Page: page, Body: allBody(all)}, err
	})
}

// tree is a level of a taxonomy: the terms right under one, or on top.
type tree struct {
	taxonomies.Loaded
	Above     []taxonomies.LoadedTerm // from the top down to the term itself
	Terms     []taxonomies.LoadedTerm
	Proposals int
}

func showTree(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := readTree(r, v.Path("taxonomy"), v.Fields.Get("under"))
		page := shell.Page{Title: t.Name, Section: section, Wide: true, Back: back()}
		return visit.View{Page: page, Body: treeBody(t)}, err
	})
}

func readTree(r db.Reader, id, under string) (t tree, err error) {
	if t.Loaded, err = taxonomies.Get(r, id); err != nil {
		return t, err
	}
	if under != "" {
		term, err := taxonomies.GetTerm(r, under)
		if err != nil {
			return t, err
		}
		if term.TaxonomyID != id {
			return t, db.ErrNotFound
		}
		above, err := taxonomies.Above(r, term)
		if err != nil {
			return t, err
		}
		slices.Reverse(above)
		t.Above = append(above, term)
	} else {
		proposals, err := taxonomies.Proposals(r, id)
		if err != nil {
			return t, err
		}
		t.Proposals = len(proposals)
	}
	t.Terms, err = taxonomies.Below(r, id, under)
	return t, err
}

// one is a term on a page of its own.
type one struct {
	taxonomies.LoadedTerm
	Above []taxonomies.LoadedTerm // the nearest first
}

func showTerm(v *visit.Visit) error { return termPage(v, nil) }

func termPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		term, err := taxonomies.GetTerm(r, v.Path("term"))
		if err != nil {
			return visit.View{}, err
		}
		above, err := taxonomies.Above(r, term)
		if bad == nil {
			v.Fields.Set("ours", standsFor(term))
		}
		page := shell.Page{Title: term.Name, Section: section, Back: &ui.Link{Text: term.Vocabulary, Href: hrefOf(term.TaxonomyID, term.ParentID)}}
		return v.FormView(page, termBody(v.Fields, one{term, above}, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// Choices that are no code.
const (
	undecided = ""
	none      = "none"
)

// standsFor is the choice that a decision is.
func standsFor(term taxonomies.LoadedTerm) string {
	switch {
	case !term.Decision.Made:
		return undecided
	case term.Decision.Ours == "":
		return none
	}
	return term.Decision.Ours
}

// decide says what a term stands for.
func decide(v *visit.Visit) error {
	var term taxonomies.LoadedTerm
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) (err error) {
		if term, err = taxonomies.GetTerm(tx, v.Path("term")); err != nil {
			return err
		}
		switch ours := v.Fields.Get("ours"); ours {
		case undecided:
			err = directory.UnmapTerm(tx, term.ID)
		case none:
			err = directory.MapTerm(tx, byOf(v), term.ID, "")
		default:
			err = directory.MapTerm(tx, byOf(v), term.ID, ours)
		}
		if err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "term.mapped", "", "taxonomy_term", term.ID)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return termPage(v, bad) })
	}
	if term.ID == "" { // done before
		return v.Go(Path + "/terms/" + v.Path("term"))
	}
	return v.Done(hrefOf(term.TaxonomyID, term.ParentID), "Saved. Services with this term are worked out again.")
}

func hrefOf(taxonomyID, under string) string {
	href := Path + "/of/" + taxonomyID
	if under != "" {
		href += "?under=" + url.QueryEscape(under)
	}
	return href
}

// proposed is what may stand for what, of one taxonomy.
type proposed struct {
	taxonomies.Loaded
	All   []taxonomies.Proposal
	Exact int
}

// shown is how many proposals stand on the page.
const shown = 100

func showProposals(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := readProposals(r, v.Path("taxonomy"))
		page := shell.Page{Title: "Proposals", Section: section, Wide: true, Back: &ui.Link{Text: p.Name, Href: hrefOf(p.ID, "")}}
		return visit.View{Page: page, Body: proposalsBody(p, visit.NewToken())}, err
	})
}

func readProposals(r db.Reader, id string) (p proposed, err error) {
	if p.Loaded, err = taxonomies.Get(r, id); err != nil {
		return p, err
	}
	p.All, err = taxonomies.Proposals(r, id)
	for _, one := range p.All {
		if one.Exact {
			p.Exact++
		}
	}
	return p, err
}

// accept takes one proposal, or all that are exact. The form says what stood
// on the page, so nothing else is taken.
func accept(v *visit.Visit) error {
	id := v.Path("taxonomy")
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		if _, err := taxonomies.Get(tx, id); err != nil {
			return err
		}
		termID, ours := v.Fields.Get("term"), v.Fields.Get("ours")
		if termID == "" {
			if _, err := directory.MapProposed(tx, byOf(v), id); err != nil {
				return err
			}
			return audit.Change(tx, v.Actor.Audit(), "taxonomy.mapped", "", "taxonomy", id)
		}
		term, err := taxonomies.GetTerm(tx, termID)
		if err != nil {
			return err
		}
		if term.TaxonomyID != id {
			return db.ErrNotFound
		}
		if err := directory.MapTerm(tx, byOf(v), termID, ours); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "term.mapped", "", "taxonomy_term", termID)
	})
	if err != nil {
		return err
	}
	return v.Done(Path+"/of/"+id+"/proposals", "Accepted. Services with the terms are worked out again.")
}

func showRemove(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := taxonomies.Get(r, v.Path("taxonomy"))
		page := shell.Page{Title: "Take a list away", Section: section, Back: &ui.Link{Text: l.Name, Href: hrefOf(l.ID, "")}}
		return visit.View{Page: page, Body: removeBody(l, visit.NewToken())}, err
	})
}

func remove(v *visit.Visit) error {
	id := v.Path("taxonomy")
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		if err := directory.RemoveTaxonomy(tx, id); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "taxonomy.removed", "", "taxonomy", id)
	})
	if err != nil {
		return err
	}
	return v.Done(Path, "Taken away.")
}
