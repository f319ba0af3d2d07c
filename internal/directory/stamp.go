package directory

import (
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// The parts of the directory that are copied to memory.
const (
	stampServices = "services"
	stampCapacity = "capacity"
	stampSynonyms = "synonyms"
)

// JobChanged is the kind of job by which whoever publishes the directory hears
// that services have changed. It carries nothing: ChangedSince tells which.
const JobChanged = "directory.changed"

// JobCompare is the kind of job by which whoever looks for double entries
// hears of the same, some time later: changes come in crowds.
const JobCompare = "directory.compare"

const compareAfter = 5 * time.Minute

// announce says that services have changed: to every process that keeps a copy for
// searching, to whoever publishes them, and to whoever looks for double entries.
func announce(tx *db.Tx) error {
	if err := restamp(tx, stampServices); err != nil {
		return err
	}
	if err := jobs.EnqueueOnly(tx, JobCompare, struct{}{}, tx.Now().Add(compareAfter)); err != nil {
		return err
	}
	return jobs.EnqueueOnly(tx, JobChanged, struct{}{}, tx.Now())
}

// touch tells of a change that is not in the service's own fields.
func touch(tx *db.Tx, serviceID string) error {
	if _, err := tx.Exec(`UPDATE services SET changed_at = $2 WHERE id = $1`, serviceID, db.Ms(tx.Now())); err != nil {
		return err
	}
	return announce(tx)
}

// restamp tells every process that its copy of a part is old. The stamp is a
// fresh id, so no two states ever share one; the turn says which is later.
func restamp(tx *db.Tx, part string) error {
	_, err := tx.Exec(`INSERT INTO directory_stamps (part, stamp, turn) VALUES ($1, $2, 1)
		ON CONFLICT (part) DO UPDATE SET stamp = excluded.stamp, turn = directory_stamps.turn + 1`, part, tx.NewID())
	return err
}
