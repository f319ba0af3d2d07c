package files

import (
	"errors"
	"time"

	"linkwork/internal/db"
)

// Owner is what a file belongs to, in the words of the room that keeps it.
type Owner struct{ Kind, ID string }

// File is what is known about a file without its bytes.
type File struct {
	ID          string
	Owner       Owner  // none until it is attached
	Name        string // as it was sent, without folders; "" once destroyed
	MediaType   string // as the room says that took it in
	Size        int64  // bytes
	SHA256      string // of the bytes, in hex
	CreatedAt   time.Time
	AttachedAt  time.Time
	ExpiresAt   time.Time // zero: never by itself
	DestroyedAt time.Time // zero while it is there
	Why         string    // it was destroyed

	keyID     string
	lockedKey []byte
}

// Why a file cannot be read, for the log.
var (
	ErrDamaged = errors.New("files: these are not the bytes that were kept")
	ErrNoKey   = errors.New("files: the area's key for encrypted files is not here")
)

const columns = `id, owner_kind, owner_id, name, media_type, size, sha256, created_at, attached_at, expires_at, destroyed_at, why, key_id, locked_key`

func scan(s db.Scanner) (f File, err error) {
	err = s.Scan(&f.ID, db.Text(&f.Owner.Kind), db.Text(&f.Owner.ID), &f.Name, &f.MediaType, &f.Size, &f.SHA256,
		db.At(&f.CreatedAt), db.At(&f.AttachedAt), db.At(&f.ExpiresAt), db.At(&f.DestroyedAt), &f.Why, &f.keyID, &f.lockedKey)
	return f, err
}

// there is true of a file that belongs to something and can be read.
const there = `attached_at IS NOT NULL AND destroyed_at IS NULL AND (expires_at IS NULL OR expires_at > $now)`

// Get is a file of an owner that is there, or db.ErrNotFound. The caller has
// checked that whoever asks may see what belongs to this owner.
func Get(r db.Reader, of Owner, id string) (File, error) {
	return db.One(r, scan, `SELECT `+columns+` FROM files WHERE id = $1 AND owner_kind = $2 AND owner_id = $3 AND `+there, id, of.Kind, of.ID)
}

// Of lists the files of an owner that are there, the first one first.
func Of(r db.Reader, of Owner) ([]File, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM files WHERE owner_kind = $1 AND owner_id = $2 AND `+there+` ORDER BY created_at, id`, of.Kind, of.ID)
}

// DestroyedOf lists what an owner had and what became of it, the first one first.
func DestroyedOf(r db.Reader, of Owner) ([]File, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM files WHERE owner_kind = $1 AND owner_id = $2 AND destroyed_at IS NOT NULL ORDER BY created_at, id`, of.Kind, of.ID)
}

// Locked is how many files there are that a key locks.
type Locked struct {
	KeyID string
	Files int
}

// All counts the files that are there by their key.
func All(r db.Reader) ([]Locked, error) {
	return db.List(r, scanLocked, `SELECT key_id, count(*) FROM files WHERE `+there+` GROUP BY key_id ORDER BY key_id`)
}

// Closed counts the files that are there and that none of these keys opens.
func Closed(r db.Reader, k Keys) ([]Locked, error) {
	all, err := All(r)
	var closed []Locked
	for _, l := range all {
		if k.all[l.KeyID] == nil {
			closed = append(closed, l)
		}
	}
	return closed, err
}

func scanLocked(s db.Scanner) (l Locked, err error) {
	err = s.Scan(&l.KeyID, &l.Files)
	return l, err
}
