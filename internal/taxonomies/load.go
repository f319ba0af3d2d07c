package taxonomies

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"linkwork/internal/db"
)

// ErrBroken is returned for loading a file that breaks off: half a list would
// look as if the rest had been withdrawn.
var ErrBroken = errors.New("taxonomies: the file breaks off in the middle, so nothing is loaded")

// Named gives the one taxonomy of a reading another name; "" leaves it. What
// has no name at all takes that of its file.
func (r Reading) Named(name, file string) (Reading, error) {
	name = clip(name, maxName)
	if name != "" && len(r.Taxonomies) > 1 {
		return r, fmt.Errorf("taxonomies: there are %d taxonomies in the file, so one name cannot be given", len(r.Taxonomies))
	}
	named := make([]*Taxonomy, len(r.Taxonomies))
	for i, t := range r.Taxonomies {
		copied := *t
		copied.Name = firstOf(name, t.Name, clip(file, maxName))
		named[i] = &copied
	}
	r.Taxonomies = named
	return r, nil
}

// Outcome says what loading a taxonomy did, or would do.
type Outcome struct {
	Taxonomy  Loaded // as it is then
	Added     int
	Changed   int
	Unchanged int
	Gone      int  // terms that only the edition before has
	Same      bool // loaded before as it is, so nothing is written
}

// Compare says what loading would do.
func Compare(r db.Reader, reading Reading) (all []Outcome, err error) {
	for _, t := range reading.Taxonomies {
		e, err := compare(r, t)
		if err != nil {
			return nil, err
		}
		all = append(all, e.Outcome)
	}
	return all, nil
}

// Load keeps the taxonomies of a reading as their newest editions, all or none.
// One that is loaded already as it is writes nothing. Terms that an edition no
// longer has stay, marked, with what was decided about them. A reading that
// breaks off is ErrBroken.
func Load(tx *db.Tx, by By, file string, reading Reading) (all []Outcome, err error) {
	if reading.Broken {
		return nil, ErrBroken
	}
	for _, t := range reading.Taxonomies {
		e, err := compare(tx, t)
		if err != nil {
			return nil, err
		}
		if !e.Same {
			if err := e.write(tx, by, file); err != nil {
				return nil, err
			}
		}
		all = append(all, e.Outcome)
	}
	return all, nil
}

// edition is a taxonomy as it was read beside what is loaded of it.
type edition struct {
	Outcome
	hash  string
	terms []LoadedTerm
}

func compare(r db.Reader, t *Taxonomy) (e edition, err error) {
	before, err := Get(r, t.idOf())
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return e, err
	}
	e.Taxonomy = Loaded{ID: t.idOf(), Name: t.Name, Description: t.Description, URI: t.URI, Version: t.Version, Edition: before.Edition, Terms: len(t.terms), Gone: before.Gone, Mapped: before.Mapped}
	if e.terms, err = rows(r, t, e.Taxonomy.ID); err != nil {
		return e, err
	}
	if e.hash, err = hashOf(e.Taxonomy, e.terms); err != nil {
		return e, err
	}
	stored, err := TermsOf(r, e.Taxonomy.ID)
	if err != nil {
		return e, err
	}
	e.count(stored)
	if before.Edition > 0 {
		var hash string
		err = r.QueryRow(`SELECT hash FROM taxonomies WHERE id = $1`, before.ID).Scan(&hash)
		e.Same = hash == e.hash
	}
	return e, err
}

// count compares term by term with what is stored.
func (e *edition) count(stored []LoadedTerm) {
	was := make(map[string]LoadedTerm, len(stored))
	for _, t := range stored {
		if !t.Gone {
			was[t.ID] = t
		}
	}
	for _, t := range e.terms {
		switch before, known := was[t.ID]; {
		case !known:
			e.Added++
		case before.says() == t.says():
			e.Unchanged++
		default:
			e.Changed++
		}
		delete(was, t.ID)
	}
	e.Gone = len(was)
}

// says is everything that a term was published with.
func (t LoadedTerm) says() string {
	return strings.Join(append([]string{t.Name, t.Description, t.Code, t.ParentID, t.URI}, t.AlternateNames...), "\n")
}

func hashOf(l Loaded, terms []LoadedTerm) (string, error) {
	said := []string{l.Name, l.Description, l.URI, l.Version}
	for _, t := range terms {
		said = append(said, t.ID, t.says())
	}
	body, err := json.Marshal(said)
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), err
}

// rows are the terms of a taxonomy under the ids by which they are kept. An id
// that a term of another taxonomy has is not taken.
func rows(r db.Reader, t *Taxonomy, taxonomyID string) ([]LoadedTerm, error) {
	elsewhere, err := db.List(r, func(row db.Scanner) (id string, err error) { return id, row.Scan(&id) }, `SELECT id FROM taxonomy_terms WHERE taxonomy_id <> $1`, taxonomyID)
	if err != nil {
		return nil, err
	}
	taken := make(map[string]bool, len(elsewhere))
	for _, id := range elsewhere {
		taken[id] = true
	}
	ids := make(map[string]string, len(t.terms))
	for _, term := range t.terms {
		id := term.idOf(taxonomyID)
		if taken[id] {
			id = uuid.NewSHA1(loadedIDs, []byte(taxonomyID+"\n"+term.ID)).String()
		}
		taken[id], ids[term.ID] = true, id
	}
	all := make([]LoadedTerm, len(t.terms))
	for i, term := range t.terms {
		all[i] = LoadedTerm{Term: term, TaxonomyID: taxonomyID, Vocabulary: t.Name, PublishedID: term.ID}
		all[i].ID, all[i].ParentID = ids[term.ID], ids[term.ParentID]
	}
	return all, nil
}

func (e *edition) write(tx *db.Tx, by By, file string) error {
	l := &e.Taxonomy
	l.Edition, l.File, l.ByName, l.LoadedAt = l.Edition+1, clip(file, maxName), by.Name, tx.Now()
	_, err := tx.Exec(`INSERT INTO taxonomies (id, name, description, uri, version, edition, hash, file, by_id, by_name, loaded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, uri = excluded.uri, version = excluded.version,
			edition = excluded.edition, hash = excluded.hash, file = excluded.file, by_id = excluded.by_id, by_name = excluded.by_name, loaded_at = excluded.loaded_at`,
		l.ID, l.Name, l.Description, l.URI, l.Version, l.Edition, e.hash, l.File, by.ID, by.Name, db.Ms(tx.Now()))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM taxonomy_keys WHERE term_id IN (SELECT id FROM taxonomy_terms WHERE taxonomy_id = $1)`, l.ID); err != nil {
		return err
	}
	position := 0
	for some := range slices.Chunk(e.terms, atOnce) {
		if err := e.writeTerms(tx, some, position); err != nil {
			return err
		}
		position += len(some)
	}
	return e.writeKeys(tx)
}

// atOnce is how many rows one statement writes.
const atOnce = 20

func (e *edition) writeTerms(tx *db.Tx, terms []LoadedTerm, position int) error {
	var values []any
	for i, t := range terms {
		others, err := json.Marshal(append([]string{}, t.AlternateNames...))
		if err != nil {
			return err
		}
		values = append(values, t.ID, t.TaxonomyID, position+i, t.PublishedID, t.Name, t.Description, t.Code, t.URI, t.ParentID, string(others), e.Taxonomy.Edition)
	}
	_, err := tx.Exec(`INSERT INTO taxonomy_terms (id, taxonomy_id, position, published_id, name, description, code, uri, parent_id, other_names, edition) VALUES `+tuples(len(terms), 11)+`
		ON CONFLICT (id) DO UPDATE SET position = excluded.position, published_id = excluded.published_id, name = excluded.name, description = excluded.description,
			code = excluded.code, uri = excluded.uri, parent_id = excluded.parent_id, other_names = excluded.other_names, edition = excluded.edition`, values...)
	return err
}

// writeKeys notes by what every term is recognised, those of editions before
// included.
func (e *edition) writeKeys(tx *db.Tx) error {
	all, err := TermsOf(tx, e.Taxonomy.ID)
	if err != nil {
		return err
	}
	var values []any
	for _, t := range all {
		for _, key := range t.published().Keys() {
			values = append(values, key, t.ID)
		}
	}
	for some := range slices.Chunk(values, 2*4*atOnce) {
		if _, err := tx.Exec(`INSERT INTO taxonomy_keys (key, term_id) VALUES `+tuples(len(some)/2, 2)+` ON CONFLICT (key, term_id) DO NOTHING`, some...); err != nil {
			return err
		}
	}
	return nil
}

// tuples are the places of n rows of columns: "($1, $2), ($3, $4)".
func tuples(n, columns int) string {
	var b strings.Builder
	for i := range n * columns {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%columns == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	return b.String() + ")"
}

// Remove takes a loaded taxonomy away with its terms and what was decided about
// them, and returns the keys of its terms. db.ErrNotFound for an unknown one.
func Remove(tx *db.Tx, id string) (keys []string, err error) {
	keys, err = db.List(tx, scanKey, `SELECT DISTINCT k.key FROM taxonomy_keys AS k JOIN taxonomy_terms AS x ON x.id = k.term_id
		JOIN taxonomy_mappings AS m ON m.term_id = x.id WHERE x.taxonomy_id = $1 ORDER BY k.key`, id)
	if err != nil {
		return nil, err
	}
	const its = ` WHERE term_id IN (SELECT id FROM taxonomy_terms WHERE taxonomy_id = $1)`
	for _, old := range []string{`DELETE FROM taxonomy_mappings` + its, `DELETE FROM taxonomy_keys` + its, `DELETE FROM taxonomy_terms WHERE taxonomy_id = $1`} {
		if _, err := tx.Exec(old, id); err != nil {
			return nil, err
		}
	}
	n, err := tx.Exec(`DELETE FROM taxonomies WHERE id = $1`, id)
	if err == nil && n == 0 {
		err = db.ErrNotFound
	}
	return keys, err
}

func scanKey(row db.Scanner) (key string, err error) {
	err = row.Scan(&key)
	return key, err
}
