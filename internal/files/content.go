package files

import (
	"context"
	"errors"
	"io"

	"linkwork/internal/db"
)

// Content is the bytes of a file, read piece by piece, each in a read of its own:
// whoever listens to a recording for an hour holds no snapshot and one piece of
// it. A file that is destroyed meanwhile ends with db.ErrNotFound. Not for
// concurrent use.
type Content struct {
	File
	ctx    context.Context
	db     *db.DB
	sealer sealer
	at     int64  // where the next byte is read
	place  int64  // of the piece in hand, -1 for none
	piece  []byte // opened
}

// Open opens a file that Get or Of returned. ErrNoKey if the area's key that
// locked it is not here.
func (s *Store) Open(ctx context.Context, f File) (*Content, error) {
	if f.AttachedAt.IsZero() || f.lockedKey == nil {
		return nil, db.ErrNotFound
	}
	sealer, err := s.keys.unlock(f)
	if err != nil {
		return nil, err
	}
	return &Content{File: f, ctx: ctx, db: s.db, sealer: sealer, place: -1}, nil
}

// Read implements io.Reader. What it returns was checked; ErrDamaged otherwise.
func (c *Content) Read(b []byte) (int, error) {
	if c.at >= c.Size {
		return 0, io.EOF
	}
	if err := c.hold(c.at / chunkSize); err != nil {
		return 0, err
	}
	n := copy(b, c.piece[c.at%chunkSize:])
	c.at += int64(n)
	return n, nil
}

// Seek implements io.Seeker.
func (c *Content) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += c.at
	case io.SeekEnd:
		offset += c.Size
	}
	if offset < 0 {
		return 0, errors.New("files: before the beginning")
	}
	c.at = offset
	return offset, nil
}

// hold takes a piece in hand.
func (c *Content) hold(place int64) error {
	if c.place == place {
		return nil
	}
	var sealed []byte
	err := c.db.Read(c.ctx, func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT c.body FROM files f LEFT JOIN file_chunks c ON c.file_id = f.id AND c.place = $2 WHERE f.id = $1 AND `+there, c.ID, place).Scan(&sealed)
	})
	if err != nil {
		return err
	}
	c.place = -1
	if c.piece, err = c.sealer.open(sealed, place); err != nil {
		return err
	}
	if int64(len(c.piece)) != min(chunkSize, c.Size-place*chunkSize) {
		return ErrDamaged
	}
	c.place = place
	return nil
}
