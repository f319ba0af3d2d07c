package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode"

	"linkwork/internal/db"
)

// Store takes files in and opens them; the rest needs no key.
type Store struct {
	db   *db.DB
	keys Keys
}

// New is the store of an area.
func New(d *db.DB, keys Keys) *Store { return &Store{d, keys} }

// Incoming says what is taken in.
type Incoming struct {
	By        string // who sends it, in the word of the room that keeps it: an account, a link. Only they can attach it
	Name      string // as their device calls it
	MediaType string // as the caller found out; what a browser says is not to be believed
	Most      int64  // bytes
}

// Unfit is why a file cannot be taken, in words for whoever sent it, to stand at
// the field of a form.
type Unfit struct{ Words string }

func (u Unfit) Error() string { return u.Words }

// Why a file cannot be taken.
var (
	ErrEmpty  = Unfit{"This file is empty. Choose it again"}
	ErrNotNow = Unfit{"Files cannot be kept at the moment. Tell whoever runs Linkwork that the key for files is missing"}
)

// tooLarge is the Unfit of a file of more than so many bytes.
func tooLarge(most int64) Unfit {
	if most < 1<<20 {
		return Unfit{fmt.Sprintf("This file is larger than %d kB. Choose a smaller one", most>>10)}
	}
	return Unfit{fmt.Sprintf("This file is larger than %d MB. Choose a smaller one", most>>20)}
}

// Take takes in a file that belongs to nothing yet, piece by piece, each in a
// write of its own; it never holds more than a piece in memory. Within a day,
// Attach gives it an owner. The error is Unfit for what is empty or too large, and
// where there is no key; what the body says when it cannot be read comes back as
// it is.
func (s *Store) Take(ctx context.Context, in Incoming, body io.Reader) (File, error) {
	if s.keys.None() {
		return File{}, ErrNotNow
	}
	f := File{ID: db.NewID(s.db.Now()), Name: baseName(in.Name), MediaType: in.MediaType, keyID: s.keys.first}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		f.CreatedAt = tx.Now()
		return begin(tx, f, in.By)
	})
	if err != nil {
		return File{}, err
	}
	if err := s.fill(ctx, &f, in.Most, body); err != nil {
		s.giveUp(ctx, f.ID)
		return File{}, err
	}
	return f, nil
}

// fill brings the bytes of a file in, and last its key.
func (s *Store) fill(ctx context.Context, f *File, most int64, body io.Reader) error {
	key, sum := newFileKey(), sha256.New()
	sealer, err := newSealer(f.ID, key)
	if err != nil {
		return err
	}
	plain, sealed := make([]byte, chunkSize), make([]byte, 0, chunkSize+sealer.aead.Overhead())
	body = io.TeeReader(io.LimitReader(body, most+1), sum)
	for place := int64(0); ; place++ {
		n, err := io.ReadFull(body, plain)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		if f.Size += int64(n); f.Size > most {
			return tooLarge(most)
		}
		if n > 0 {
			sealed = sealer.seal(sealed[:0], plain[:n], place)
			if err := s.db.Write(ctx, func(tx *db.Tx) error { return addChunk(tx, f.ID, place, sealed) }); err != nil {
				return err
			}
		}
		if n < len(plain) {
			break
		}
	}
	if f.Size == 0 {
		return ErrEmpty
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	f.lockedKey = s.keys.lockKey(*f, key)
	return s.db.Write(ctx, func(tx *db.Tx) error { return finish(tx, *f) })
}

// giveUp throws away what was broken off. If that fails, it is swept in a day.
func (s *Store) giveUp(ctx context.Context, id string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	s.db.Write(ctx, func(tx *db.Tx) error { return abandon(tx, id) })
}

// longestName is how many characters of a name are kept.
const longestName = 200

// baseName is the name of a file without folders, and without anything that does
// not belong into a line of text.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(db.Storable(name), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, name))
	if all := []rune(name); len(all) > longestName {
		name = string(all[len(all)-longestName:]) // the ending says more than the beginning
	}
	if strings.Trim(name, "./ ") == "" {
		return "file"
	}
	return name
}
