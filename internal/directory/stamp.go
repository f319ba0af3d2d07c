package directory

import (
	"errors"

	"linkwork/internal/db"
)

// The parts of the directory that are copied to memory.
const (
	stampServices = "services"
	stampCapacity = "capacity"
)

// restamp tells every process that its copy of a part is old. The stamp is a
// fresh id rather than a count, so no two states ever share one.
func restamp(tx *db.Tx, part string) error {
	_, err := tx.Exec(`INSERT INTO directory_stamps (part, stamp) VALUES ($1, $2)
		ON CONFLICT (part) DO UPDATE SET stamp = excluded.stamp`, part, tx.NewID())
	return err
}

// stampOf returns the stamp of a part, empty before the first change.
func stampOf(r db.Reader, part string) (stamp string, err error) {
	err = r.QueryRow(`SELECT stamp FROM directory_stamps WHERE part = $1`, part).Scan(&stamp)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return stamp, err
}
