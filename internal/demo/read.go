package demo

import (
	"linkwork/internal/db"
	"linkwork/internal/links"
)

// reader reads the demonstration as it stands.
type reader = *db.Snapshot

// readAll reads a list in a snapshot of its own.
func readAll[T any](b *builder, read func(reader) ([]T, error)) (all []T, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		all, err = read(r)
		return err
	})
	return all, err
}

// linkOf is the link with a token.
func (b *builder) linkOf(token string) (id string, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		l, err := links.Find(r, token)
		id = l.ID
		return err
	})
	return id, err
}
