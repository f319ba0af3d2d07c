package taxonomies

import (
	"slices"

	"linkwork/internal/db"
)

// Map says which term of ours a loaded term stands for, by code; "" says that
// it stands for none. It returns the keys by which services with the term are
// found. db.ErrNotFound for an unknown term, *db.Invalid at ours for an unknown
// code.
func Map(tx *db.Tx, by By, termID, ours string) (keys []string, err error) {
	if _, ok := Own.Term(OwnID(ours)); !ok && ours != "" {
		bad := new(db.Invalid)
		bad.Add("ours", "Choose one of our needs, or what is under one")
		return nil, bad.Err()
	}
	if _, err := GetTerm(tx, termID); err != nil {
		return nil, err
	}
	_, err = tx.Exec(`INSERT INTO taxonomy_mappings (term_id, ours, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (term_id) DO UPDATE SET ours = excluded.ours, by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`,
		termID, ours, by.ID, by.Name, db.Ms(tx.Now()))
	if err != nil {
		return nil, err
	}
	return keysOf(tx, termID)
}

// Unmap takes back what was decided about a loaded term.
func Unmap(tx *db.Tx, termID string) (keys []string, err error) {
	if _, err := tx.Exec(`DELETE FROM taxonomy_mappings WHERE term_id = $1`, termID); err != nil {
		return nil, err
	}
	return keysOf(tx, termID)
}

func keysOf(r db.Reader, termID string) ([]string, error) {
	return db.List(r, scanKey, `SELECT key FROM taxonomy_keys WHERE term_id = $1 ORDER BY key`, termID)
}

// KeysOf returns the keys of all terms of a taxonomy about which somebody
// decided.
func KeysOf(r db.Reader, taxonomyID string) ([]string, error) {
	return db.List(r, scanKey, `SELECT DISTINCT k.key FROM taxonomy_keys AS k JOIN taxonomy_terms AS x ON x.id = k.term_id
		JOIN taxonomy_mappings AS m ON m.term_id = x.id WHERE x.taxonomy_id = $1 ORDER BY k.key`, taxonomyID)
}

// Recognise returns the loaded term that each of some published terms is, in
// their order; the zero LoadedTerm where it is none, or where it could be two.
func Recognise(r db.Reader, published []Published) ([]LoadedTerm, error) {
	found := make([]LoadedTerm, len(published))
	var all []any
	for _, p := range published {
		for _, key := range p.Keys() {
			if !slices.Contains(all, any(key)) {
				all = append(all, key)
			}
		}
	}
	if len(all) == 0 {
		return found, nil
	}
	with := make(map[string][]LoadedTerm) // by key
	for some := range slices.Chunk(all, 4*atOnce) {
		type named struct {
			key, term string
		}
		keyed, err := db.List(r, func(row db.Scanner) (n named, err error) {
			err = row.Scan(&n.key, &n.term)
			return n, err
		}, `SELECT key, term_id FROM taxonomy_keys WHERE key IN `+db.Marks(1, len(some))+` ORDER BY key, term_id`, some...)
		if err != nil {
			return nil, err
		}
		for _, n := range keyed {
			term, err := GetTerm(r, n.term)
			if err != nil {
				return nil, err
			}
			with[n.key] = append(with[n.key], term)
		}
	}
	for i, p := range published {
		found[i] = p.among(with)
	}
	return found, nil
}

// among takes the surest key that leads to one term. Two terms with addresses
// that differ are two, whatever they are called.
func (p Published) among(with map[string][]LoadedTerm) LoadedTerm {
	for _, key := range p.Keys() {
		terms := with[key]
		if len(terms) == 1 && (kindOfKey(key) == keyURI || p.URI == "" || terms[0].URI == "") {
			return terms[0]
		}
	}
	return LoadedTerm{}
}
