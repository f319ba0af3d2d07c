package links

import (
	"errors"
	"time"

	"linkwork/internal/db"
)

// codesSent returns how many codes were made in the hour that is running, and
// when that hour ends.
func codesSent(tx *db.Tx, linkID string) (sent int, hourEnds time.Time, err error) {
	err = tx.QueryRow(`SELECT sent, hour_ends FROM link_codes WHERE link_id = $1 AND hour_ends > $2`,
		linkID, db.Ms(tx.Now())).Scan(&sent, db.At(&hourEnds))
	if errors.Is(err, db.ErrNotFound) {
		return 0, tx.Now().Add(time.Hour), nil
	}
	return sent, hourEnds, err
}

func saveCode(tx *db.Tx, linkID, codeHash string, sent int, hourEnds time.Time) error {
	_, err := tx.Exec(`INSERT INTO link_codes (link_id, code_hash, expires_at, sent, hour_ends) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (link_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at,
			tries = 0, sent = excluded.sent, hour_ends = excluded.hour_ends`,
		linkID, codeHash, db.Ms(tx.Now().Add(codeHolds)), sent, db.Ms(hourEnds))
	return err
}

// findCode returns the hash of the code that holds now.
func findCode(tx *db.Tx, linkID string) (codeHash string, tries int, err error) {
	err = tx.QueryRow(`SELECT code_hash, tries FROM link_codes WHERE link_id = $1 AND expires_at > $2 AND code_hash <> ''`,
		linkID, db.Ms(tx.Now())).Scan(&codeHash, &tries)
	return codeHash, tries, err
}

func countCode(tx *db.Tx, linkID string) error {
	_, err := tx.Exec(`UPDATE link_codes SET tries = tries + 1 WHERE link_id = $1`, linkID)
	return err
}

// dropCode uses the code up and keeps the count of codes in this hour.
func dropCode(tx *db.Tx, linkID string) error {
	_, err := tx.Exec(`UPDATE link_codes SET code_hash = '' WHERE link_id = $1`, linkID)
	return err
}
