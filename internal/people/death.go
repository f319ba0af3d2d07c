package people

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// MarkDied notes that a person has died. From then on nothing is sent to them.
// The caller has checked that the actor may see the person.
func MarkDied(tx *db.Tx, id string, on dates.Date) error {
	_, err := tx.Exec(`UPDATE people SET died_on = $2, updated_at = $3, version = version + 1 WHERE id = $1`, id, on, tx.Now().UnixMilli())
	return err
}

// MarkAlive takes back a death that was noted by mistake.
func MarkAlive(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE people SET died_on = NULL, updated_at = $2, version = version + 1 WHERE id = $1`, id, tx.Now().UnixMilli())
	return err
}

// HasDied is the SQL condition that column names a person of whom we have heard
// that they died.
func HasDied(column string) string {
	return `EXISTS (SELECT 1 FROM people died WHERE died.id = ` + column + ` AND died.died_on IS NOT NULL)`
}
