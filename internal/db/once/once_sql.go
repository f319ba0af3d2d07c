package once

import (
	"time"

	"linkwork/internal/db"
)

func find(r db.Reader, key Key) (bodyHash, resultID string, err error) {
	err = r.QueryRow(`SELECT body_hash, result_id FROM db_once WHERE actor = $1 AND token = $2`,
		key.Actor, key.Token).Scan(&bodyHash, &resultID)
	return bodyHash, resultID, err
}

func add(tx *db.Tx, key Key, resultID string) error {
	_, err := tx.Exec(`INSERT INTO db_once (actor, token, body_hash, result_id, done_at) VALUES ($1, $2, $3, $4, $5)`,
		key.Actor, key.Token, key.BodyHash, resultID, db.Ms(tx.Now()))
	tx.Receipt(`SELECT 1 FROM db_once WHERE actor = $1 AND token = $2 AND body_hash = $3 AND result_id = $4`,
		key.Actor, key.Token, key.BodyHash, resultID)
	return err
}

// Forget drops what was done before t, and returns how much that was. Nobody
// sends a form again after a month.
func Forget(tx *db.Tx, t time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM db_once WHERE done_at < $1`, db.Ms(t))
}
