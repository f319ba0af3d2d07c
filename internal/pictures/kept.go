package pictures

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"linkwork/internal/db"
)

// Owner is what a picture belongs to, in the words of the room that keeps it.
type Owner struct{ Kind, ID string }

// Kept is a picture in the database.
type Kept struct {
	ID        string
	Owner     Owner
	Picture   // of Of: without Body
	MediaType string
	SHA256    string // of Body, in hex
	CreatedAt time.Time
}

// Add keeps a picture and returns its id. The caller has checked that its owner
// is there and may have it.
func Add(tx *db.Tx, of Owner, p Picture) (id string, err error) {
	id = tx.NewID()
	sum := sha256.Sum256(p.Body)
	_, err = tx.Exec(`INSERT INTO pictures (id, owner_kind, owner_id, body, media_type, width, height, sha256, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, of.Kind, of.ID, p.Body, MediaType, p.Width, p.Height, hex.EncodeToString(sum[:]), db.Ms(tx.Now()))
	return id, err
}

const columns = `id, owner_kind, owner_id, media_type, width, height, sha256, created_at`

func (k *Kept) fields() []any {
	return []any{&k.ID, &k.Owner.Kind, &k.Owner.ID, &k.MediaType, &k.Width, &k.Height, &k.SHA256, db.At(&k.CreatedAt)}
}

func scan(s db.Scanner) (k Kept, err error) {
	err = s.Scan(k.fields()...)
	return k, err
}

func scanWhole(s db.Scanner) (k Kept, err error) {
	err = s.Scan(append(k.fields(), &k.Body)...)
	return k, err
}

// Get is a picture of an owner, or db.ErrNotFound. The caller has checked that
// whoever asks may see what belongs to this owner.
func Get(r db.Reader, of Owner, id string) (Kept, error) {
	return db.One(r, scanWhole, `SELECT `+columns+`, body FROM pictures WHERE id = $1 AND owner_kind = $2 AND owner_id = $3`, id, of.Kind, of.ID)
}

// Of lists the pictures of an owner, the first one first, without their bytes.
func Of(r db.Reader, of Owner) ([]Kept, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM pictures WHERE owner_kind = $1 AND owner_id = $2 ORDER BY created_at, id`, of.Kind, of.ID)
}

// Remove deletes a picture of an owner. None is no error: it is gone.
func Remove(tx *db.Tx, of Owner, id string) error {
	_, err := tx.Exec(`DELETE FROM pictures WHERE id = $1 AND owner_kind = $2 AND owner_id = $3`, id, of.Kind, of.ID)
	return err
}
