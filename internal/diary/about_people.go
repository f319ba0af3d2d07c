package diary

import (
	"time"

	"linkwork/internal/db"
)

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "tasks"}, {Table: "appointments"}}

// MoveSince lets what is still to do and was put into the diary after a moment
// be about another person.
func MoveSince(tx *db.Tx, from, to string, since time.Time) error {
	for _, statement := range []string{`UPDATE tasks SET person_id = $2 WHERE person_id = $1 AND done_at IS NULL AND created_at > $3`,
		`UPDATE appointments SET person_id = $2 WHERE person_id = $1 AND state = 'planned' AND created_at > $3`} {
		if _, err := tx.Exec(statement, from, to, since.UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}
