package directory

import "linkwork/internal/db"

// The parts of the directory that are copied to memory.
const (
	stampServices = "services"
	stampCapacity = "capacity"
	stampSynonyms = "synonyms"
)

// restamp tells every process that its copy of a part is old. The stamp is a
// fresh id, so no two states ever share one; the turn says which is later.
func restamp(tx *db.Tx, part string) error {
	_, err := tx.Exec(`INSERT INTO directory_stamps (part, stamp, turn) VALUES ($1, $2, 1)
		ON CONFLICT (part) DO UPDATE SET stamp = excluded.stamp, turn = directory_stamps.turn + 1`, part, tx.NewID())
	return err
}
