package publish

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/taxonomies"
)

// known are the terms of a service that Linkwork knows more of than the service
// was published with: those of loaded taxonomies, and ours.
type known struct {
	terms []taxonomies.LoadedTerm // with those above them, each once
	lists []taxonomies.Loaded
}

// linkTerms gives the published terms of a service the addresses by which they
// are known, and adds our own terms that somebody chose or mapped. What was
// only guessed from words is not published.
func linkTerms(r db.Reader, body fields, s directory.Service) (k known, err error) {
	list, _ := body["attributes"].([]any)
	var published []taxonomies.Published
	var terms []fields
	for _, attribute := range objects(body["attributes"]) {
		if term, ok := attribute["taxonomy_term"].(fields); ok {
			published, terms = append(published, publishedTerm(term)), append(terms, term)
		}
	}
	recognised, err := taxonomies.Recognise(r, published)
	if err != nil {
		return k, err
	}
	for i, term := range recognised {
		if term.ID == "" {
			continue
		}
		if terms[i]["term_uri"] == nil && term.URI != "" {
			terms[i]["term_uri"] = term.URI
		}
		if terms[i]["taxonomy_id"] == nil && terms[i]["taxonomy_detail"] == nil {
			terms[i]["taxonomy_id"] = term.TaxonomyID
		}
		if err := k.add(r, term); err != nil {
			return k, err
		}
	}
	more := ourAttributes(s, published)
	if len(more) > 0 {
		body["attributes"] = append(slices.Clone(list), more...)
	}
	return k, nil
}

// publishedTerm reads a term as it was published.
func publishedTerm(term fields) taxonomies.Published {
	p := taxonomies.Published{Name: textOf(term["name"]), URI: textOf(term["term_uri"]), Code: textOf(term["code"]), ID: textOf(term["id"]), Vocabulary: textOf(term["taxonomy"])}
	if p.Name == "" {
		p.Name = textOf(term["term"])
	}
	if p.URI == "" {
		p.URI = textOf(term["uri"])
	}
	if detail, ok := term["taxonomy_detail"].(fields); ok && textOf(detail["name"]) != "" {
		p.Vocabulary = textOf(detail["name"])
	}
	return p
}

// add takes a term, those above it, and its list.
func (k *known) add(r db.Reader, term taxonomies.LoadedTerm) error {
	if slices.ContainsFunc(k.terms, func(t taxonomies.LoadedTerm) bool { return t.ID == term.ID }) {
		return nil
	}
	above, err := taxonomies.Above(r, term)
	if err != nil {
		return err
	}
	for _, t := range append(above, term) {
		if !slices.ContainsFunc(k.terms, func(other taxonomies.LoadedTerm) bool { return other.ID == t.ID }) {
			k.terms = append(k.terms, t)
		}
	}
	if slices.ContainsFunc(k.lists, func(l taxonomies.Loaded) bool { return l.ID == term.TaxonomyID }) {
		return nil
	}
	l, err := taxonomies.Get(r, term.TaxonomyID)
	k.lists = append(k.lists, l)
	return err
}

// ourAttributes are links to the narrowest of our terms that somebody chose or
// mapped, but for those that the service was published with.
func ourAttributes(s directory.Service, published []taxonomies.Published) (all []any) {
	var codes []string
	for _, need := range s.Needs {
		if need.FoundIn == directory.InTerm || need.FoundIn == directory.InChoice {
			codes = append(codes, need.Need)
		}
	}
	for _, code := range codes {
		term, ok := taxonomies.Own.Term(taxonomies.OwnID(code))
		said := slices.ContainsFunc(published, func(p taxonomies.Published) bool { return taxonomies.URIKey(p.URI) == taxonomies.URIKey(term.URI) })
		if !ok || said || slices.ContainsFunc(codes, func(narrower string) bool { return directory.Broader(narrower) == code }) {
			continue
		}
		all = append(all, fields{
			"id": openreferral.StableID(s.ID, "attribute", term.ID), "link_id": s.ID, "link_entity": "service", "label": term.Name, "taxonomy_term": termBody(term, taxonomies.Own.ID, taxonomies.Own.Name),
		})
	}
	return all
}

// termBody writes a term as the standard has it.
func termBody(t taxonomies.Term, taxonomyID, taxonomy string) fields {
	body := fields{"id": t.ID, "name": t.Name, "description": t.Description, "taxonomy_id": taxonomyID, "taxonomy": taxonomy}
	if t.Description == "" {
		body["description"] = t.Name
	}
	for name, text := range map[string]string{"code": t.Code, "parent_id": t.ParentID, "term_uri": t.URI} {
		set(body, name, text)
	}
	return body
}

func listBody(id, name, description, uri, version string) fields {
	body := fields{"id": id, "name": name, "description": description}
	if description == "" {
		body["description"] = name
	}
	set(body, "uri", uri)
	set(body, "version", version)
	return body
}

func loadedBody(l taxonomies.Loaded) fields {
	body := listBody(l.ID, l.Name, l.Description, l.URI, l.Version)
	body["edition"] = json.Number(strconv.Itoa(l.Edition))
	return body
}

// tell adds to what a service can be asked for by the terms that are known,
// and ours, each with those above it.
func (k known) tell(about *facts, s directory.Service) {
	for _, t := range k.terms {
		about.Terms, about.Taxonomies = add(about.Terms, t.ID), add(about.Taxonomies, t.TaxonomyID)
	}
	for _, need := range s.Needs {
		if need.FoundIn == directory.InTerm || need.FoundIn == directory.InChoice {
			about.Terms, about.Taxonomies = add(about.Terms, taxonomies.OwnID(need.Need)), add(about.Taxonomies, taxonomies.Own.ID)
		}
	}
}

// snapshots are the known terms and their lists. What a service says of the
// same ones gives way to them.
func (k known) snapshots(topics []snapshot) (all []snapshot) {
	sure := map[string]bool{taxonomies.Own.ID: true}
	for _, l := range k.lists {
		sure[l.ID] = true
		all = append(all, snapshot{kind: kindTaxonomy, id: l.ID, full: loadedBody(l), sure: true})
	}
	for _, t := range k.terms {
		sure[t.ID] = true
		all = append(all, snapshot{kind: kindTerm, id: t.ID, parent: t.TaxonomyID, full: termBody(t.Term, t.TaxonomyID, t.Vocabulary), sure: true})
	}
	for _, topic := range topics {
		_, ours := taxonomies.Own.Term(topic.id)
		if !sure[topic.id] && !ours {
			all = append(all, topic)
		}
	}
	return all
}

// publishLists publishes our own terms, and what newer editions say of terms
// that are published.
func publishLists(tx *db.Tx) error {
	own := taxonomies.Own
	changed, err := saveList(tx, snapshot{kind: kindTaxonomy, id: own.ID, full: listBody(own.ID, own.Name, own.Description, own.URI, own.Version), sure: true}, func() (bodies []fields, err error) {
		for _, t := range own.Terms() {
			bodies = append(bodies, termBody(t, own.ID, own.Name))
		}
		return bodies, nil
	})
	if err != nil {
		return err
	}
	loaded, err := taxonomies.All(tx)
	if err != nil {
		return err
	}
	for _, l := range loaded {
		published, err := db.List(tx, scanText, `SELECT id FROM publications WHERE kind = $1 AND parent_id = $2 AND EXISTS (SELECT 1 FROM publications AS p WHERE p.kind = $3 AND p.id = $2)`, kindTerm, l.ID, kindTaxonomy)
		if err != nil {
			return err
		}
		if len(published) == 0 {
			continue
		}
		did, err := saveList(tx, snapshot{kind: kindTaxonomy, id: l.ID, full: loadedBody(l), sure: true}, func() (bodies []fields, err error) {
			terms, err := taxonomies.TermsOf(tx, l.ID)
			for _, t := range terms {
				if slices.Contains(published, t.ID) {
					bodies = append(bodies, termBody(t.Term, l.ID, l.Name))
				}
			}
			return bodies, err
		})
		if err != nil {
			return err
		}
		changed = changed || did
	}
	if changed {
		return restamp(tx)
	}
	return nil
}

// saveList saves a list and, where that changed, its terms.
func saveList(tx *db.Tx, list snapshot, terms func() ([]fields, error)) (changed bool, err error) {
	if changed, err = save(tx, list); err != nil || !changed {
		return changed, err
	}
	bodies, err := terms()
	if err != nil {
		return changed, err
	}
	for _, body := range bodies {
		if _, err := save(tx, snapshot{kind: kindTerm, id: textOf(body["id"]), parent: list.id, full: maps.Clone(body), sure: true}); err != nil {
			return changed, err
		}
	}
	return changed, nil
}
