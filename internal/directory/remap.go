package directory

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/taxonomies"
)

// JobRemap is the kind of job that works out again what services help with,
// after somebody decided what terms stand for.
const JobRemap = "directory.remap"

const (
	remapAtOnce = 100 // services in one job
	keysAtOnce  = 100 // of terms in one job
)

// remap is what such a job is about.
type remap struct {
	Keys  []string // by which services' terms are recognised
	After string   // id of the last service that was done
}

// Handlers returns the handler that works out needs again.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{JobRemap: func(ctx context.Context, args json.RawMessage) error {
		var job remap
		if err := json.Unmarshal(args, &job); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return job.do(tx) })
	}}
}

// do works out some services and leaves the rest to the next job. Doing it
// again changes nothing.
func (job remap) do(tx *db.Tx) error {
	args := []any{job.After}
	for _, key := range job.Keys {
		args = append(args, key)
	}
	ids, err := db.List(tx, scanID, `SELECT DISTINCT COALESCE(s.merged_into, s.id) FROM service_terms AS t JOIN services AS s ON s.id = t.service_id
		WHERE COALESCE(s.merged_into, s.id) > $1 AND t.key IN `+db.Marks(2, len(job.Keys))+` ORDER BY 1 LIMIT `+strconv.Itoa(remapAtOnce), args...)
	if err != nil {
		return err
	}
	if err := composeAll(tx, ids...); err != nil || len(ids) < remapAtOnce {
		return err
	}
	return jobs.Enqueue(tx, JobRemap, remap{job.Keys, ids[len(ids)-1]}, tx.Now())
}

// remapLater asks for services with these terms to be worked out again.
func remapLater(tx *db.Tx, keys []string) error {
	slices.Sort(keys)
	for some := range slices.Chunk(slices.Compact(keys), keysAtOnce) {
		if err := jobs.Enqueue(tx, JobRemap, remap{Keys: some}, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// MapTerm says which need a loaded term stands for, as taxonomies.Map does, and
// works out the services with it again, by a job.
func MapTerm(tx *db.Tx, by By, termID, ours string) error {
	keys, err := taxonomies.Map(tx, taxonomies.By(by), termID, ours)
	if err != nil {
		return err
	}
	return remapLater(tx, keys)
}

// UnmapTerm takes back what was decided about a loaded term.
func UnmapTerm(tx *db.Tx, termID string) error {
	keys, err := taxonomies.Unmap(tx, termID)
	if err != nil {
		return err
	}
	return remapLater(tx, keys)
}

// MapProposed accepts every proposal for a taxonomy that is exact, and says how
// many there were.
func MapProposed(tx *db.Tx, by By, taxonomyID string) (accepted int, err error) {
	proposals, err := taxonomies.Proposals(tx, taxonomyID)
	if err != nil {
		return 0, err
	}
	var keys []string
	for _, p := range proposals {
		if !p.Exact {
			continue
		}
		more, err := taxonomies.Map(tx, taxonomies.By(by), p.Term.ID, p.Ours.Code)
		if err != nil {
			return 0, err
		}
		keys, accepted = append(keys, more...), accepted+1
	}
	return accepted, remapLater(tx, keys)
}

// LoadTaxonomies keeps what was read, as taxonomies.Load does. Services with
// terms that were mapped are worked out again: a term may be recognised by
// something else now.
func LoadTaxonomies(tx *db.Tx, by By, file string, reading taxonomies.Reading) ([]taxonomies.Outcome, error) {
	planned, err := taxonomies.Compare(tx, reading)
	if err != nil {
		return nil, err
	}
	before, err := mappedKeys(tx, planned)
	if err != nil {
		return nil, err
	}
	done, err := taxonomies.Load(tx, taxonomies.By(by), file, reading)
	if err != nil {
		return nil, err
	}
	after, err := mappedKeys(tx, done)
	if err != nil {
		return nil, err
	}
	if err := remapLater(tx, append(before, after...)); err != nil {
		return nil, err
	}
	return done, announce(tx) // what is published of terms that are in use
}

func mappedKeys(tx *db.Tx, of []taxonomies.Outcome) (keys []string, err error) {
	for _, o := range of {
		if o.Same {
			continue
		}
		more, err := taxonomies.KeysOf(tx, o.Taxonomy.ID)
		if err != nil {
			return nil, err
		}
		keys = append(keys, more...)
	}
	return keys, nil
}

// RemoveTaxonomy takes a loaded taxonomy away. What its terms were mapped to no
// longer counts.
func RemoveTaxonomy(tx *db.Tx, id string) error {
	keys, err := taxonomies.Remove(tx, id)
	if err != nil {
		return err
	}
	return remapLater(tx, keys)
}
