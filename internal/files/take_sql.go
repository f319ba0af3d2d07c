package files

import "linkwork/internal/db"

// begin notes a file whose bytes are to come.
func begin(tx *db.Tx, f File, by string) error {
	_, err := tx.Exec(`INSERT INTO files (id, taken_by, name, media_type, size, sha256, key_id, created_at, why) VALUES ($1, $2, $3, $4, 0, '', $5, $6, '')`,
		f.ID, by, f.Name, f.MediaType, f.keyID, db.Ms(f.CreatedAt))
	return err
}

// addChunk adds a piece to a file that is being taken in.
func addChunk(tx *db.Tx, id string, place int64, sealed []byte) error {
	var open int
	err := tx.QueryRow(`SELECT 1 FROM files WHERE id = $1 AND locked_key IS NULL AND destroyed_at IS NULL`, id).Scan(&open)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO file_chunks (file_id, place, body) VALUES ($1, $2, $3)`, id, place, sealed)
	return err
}

// finish closes a file whose bytes are all there.
func finish(tx *db.Tx, f File) error {
	n, err := tx.Exec(`UPDATE files SET size = $2, sha256 = $3, locked_key = $4 WHERE id = $1 AND locked_key IS NULL AND destroyed_at IS NULL`,
		f.ID, f.Size, f.SHA256, f.lockedKey)
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}
