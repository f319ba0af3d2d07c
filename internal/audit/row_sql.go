package audit

import "linkwork/internal/db"

const columns = `id, at, what, act, actor_id, actor_name, actor_role, person_id, kind, record_id`

func scan(s db.Scanner) (r Row, err error) {
	err = s.Scan(&r.ID, db.At(&r.At), &r.What, &r.Act, &r.By.ID, &r.By.Name, &r.By.Role,
		db.Text(&r.PersonID), &r.Kind, &r.RecordID)
	return r, err
}

func add(tx *db.Tx, r Row) (id string, err error) {
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO audit (`+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, db.Ms(tx.Now()), r.What, r.Act, r.By.ID, r.By.Name, r.By.Role, db.Null(r.PersonID), r.Kind, r.RecordID)
	return id, err
}

// OfPerson lists what happened to a person's record, newest first.
func OfPerson(r db.Reader, personID string, limit int) ([]Row, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM audit WHERE person_id = $1
		ORDER BY at DESC, id DESC LIMIT $2`, personID, limit)
}

// OfActor lists what somebody did, newest first.
func OfActor(r db.Reader, actorID string, limit int) ([]Row, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM audit WHERE actor_id = $1
		ORDER BY at DESC, id DESC LIMIT $2`, actorID, limit)
}

// Latest lists what happened before the given row, newest first; with the zero
// Row, from the newest.
func Latest(r db.Reader, before Row, limit int) ([]Row, error) {
	if before.ID == "" {
		return db.List(r, scan, `SELECT `+columns+` FROM audit ORDER BY at DESC, id DESC LIMIT $1`, limit)
	}
	return db.List(r, scan, `SELECT `+columns+` FROM audit WHERE (at, id) < ($1, $2)
		ORDER BY at DESC, id DESC LIMIT $3`, db.Ms(before.At), before.ID, limit)
}
