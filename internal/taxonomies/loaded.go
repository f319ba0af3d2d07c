package taxonomies

import (
	"encoding/json"
	"time"

	"linkwork/internal/db"
)

// By is who loads or maps: an account, or neither for the program.
type By struct{ ID, Name string }

// Loaded is a taxonomy of others that was loaded.
type Loaded struct {
	ID          string // UUID
	Name        string
	Description string
	URI         string
	Version     string // as its publisher calls it
	Edition     int    // counts loadings that changed something, from 1
	File        string // it was loaded from
	ByName      string // empty for the program
	LoadedAt    time.Time
	Terms       int // of this edition
	Gone        int // terms of editions before that this one no longer has
	Mapped      int // terms of which somebody decided what they stand for
}

// LoadedTerm is a term of a loaded taxonomy. Its ID and ParentID are UUIDs.
type LoadedTerm struct {
	Term
	TaxonomyID  string
	Vocabulary  string // name of its taxonomy
	PublishedID string
	Gone        bool // the newest edition no longer has it
	Decision    Decision
	Narrower    int // terms right under it
}

// Decision is what somebody decided that a term stands for.
type Decision struct {
	Made   bool
	Ours   string // code of a term of ours; empty: it stands for none
	ByName string
	At     time.Time
}

// published is the term as a service would be published with it.
func (t LoadedTerm) published() Published {
	return Published{Name: t.Name, URI: t.URI, Vocabulary: t.Vocabulary, Code: t.Code, ID: t.PublishedID}
}

const selectLoaded = `SELECT t.id, t.name, t.description, t.uri, t.version, t.edition, t.file, t.by_name, t.loaded_at,
		(SELECT COUNT(*) FROM taxonomy_terms AS x WHERE x.taxonomy_id = t.id AND x.edition = t.edition),
		(SELECT COUNT(*) FROM taxonomy_terms AS x WHERE x.taxonomy_id = t.id AND x.edition < t.edition),
		(SELECT COUNT(*) FROM taxonomy_terms AS x JOIN taxonomy_mappings AS m ON m.term_id = x.id WHERE x.taxonomy_id = t.id)
	FROM taxonomies AS t`

func scanLoaded(row db.Scanner) (l Loaded, err error) {
	err = row.Scan(&l.ID, &l.Name, &l.Description, &l.URI, &l.Version, &l.Edition, &l.File, &l.ByName, db.At(&l.LoadedAt), &l.Terms, &l.Gone, &l.Mapped)
	return l, err
}

// All returns the loaded taxonomies in order of their names.
func All(r db.Reader) ([]Loaded, error) {
	return db.List(r, scanLoaded, selectLoaded+` ORDER BY t.name, t.id`)
}

// Get returns a loaded taxonomy, or db.ErrNotFound.
func Get(r db.Reader, id string) (Loaded, error) {
	return db.One(r, scanLoaded, selectLoaded+` WHERE t.id = $1`, id)
}

const selectTerm = `SELECT x.id, x.taxonomy_id, t.name, x.published_id, x.name, x.description, x.code, x.uri, x.parent_id, x.other_names,
		x.edition < t.edition, m.ours, COALESCE(m.by_name, ''), m.at,
		(SELECT COUNT(*) FROM taxonomy_terms AS below WHERE below.taxonomy_id = x.taxonomy_id AND below.parent_id = x.id)
	FROM taxonomy_terms AS x JOIN taxonomies AS t ON t.id = x.taxonomy_id LEFT JOIN taxonomy_mappings AS m ON m.term_id = x.id`

func scanTerm(row db.Scanner) (t LoadedTerm, err error) {
	var others string
	var ours *string
	err = row.Scan(&t.ID, &t.TaxonomyID, &t.Vocabulary, &t.PublishedID, &t.Name, &t.Description, &t.Code, &t.URI, &t.ParentID, &others,
		&t.Gone, &ours, &t.Decision.ByName, db.At(&t.Decision.At), &t.Narrower)
	if err != nil {
		return t, err
	}
	if ours != nil {
		t.Decision.Made, t.Decision.Ours = true, *ours
	}
	return t, json.Unmarshal([]byte(others), &t.AlternateNames)
}

// GetTerm returns a term of a loaded taxonomy, or db.ErrNotFound.
func GetTerm(r db.Reader, id string) (LoadedTerm, error) {
	return db.One(r, scanTerm, selectTerm+` WHERE x.id = $1`, id)
}

// TermsOf returns all terms of a taxonomy, as published; those that its newest
// edition no longer has come last.
func TermsOf(r db.Reader, taxonomyID string) ([]LoadedTerm, error) {
	return db.List(r, scanTerm, selectTerm+` WHERE x.taxonomy_id = $1 ORDER BY x.edition DESC, x.position, x.id`, taxonomyID)
}

// Below returns the terms right under one, those on top for parent "".
func Below(r db.Reader, taxonomyID, parent string) ([]LoadedTerm, error) {
	return db.List(r, scanTerm, selectTerm+` WHERE x.taxonomy_id = $1 AND x.parent_id = $2 ORDER BY x.edition DESC, x.position, x.id`, taxonomyID, parent)
}

// Above returns the broader terms of one, the nearest first.
func Above(r db.Reader, term LoadedTerm) (above []LoadedTerm, err error) {
	for parent := term.ParentID; parent != "" && len(above) < maxDepth; {
		broader, err := GetTerm(r, parent)
		if err != nil {
			return above, err
		}
		above, parent = append(above, broader), broader.ParentID
	}
	return above, nil
}
