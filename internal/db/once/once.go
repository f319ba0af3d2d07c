package once

import (
	"context"
	"errors"
	"fmt"

	"linkwork/internal/db"
)

// Key is what was sent by whom. An empty Token asks for no memory.
type Key struct {
	Actor    string // an account's, token's or link's id
	Token    string // came with the form or message
	BodyHash string // SHA-256 of what was sent, hexadecimal
}

// ErrOther means that the token was used before for another body.
var ErrOther = fmt.Errorf("%w: the same key came with something else", db.ErrConflict)

// Do runs act unless it has been run for key. resultID is what act returned,
// now or the first time; repeated says which.
func Do(tx *db.Tx, key Key, act func() (resultID string, err error)) (resultID string, repeated bool, err error) {
	if key.Token == "" {
		resultID, err = act()
		return resultID, false, err
	}
	hash, resultID, err := find(tx, key)
	switch {
	case err == nil && hash == key.BodyHash:
		return resultID, true, nil
	case err == nil:
		return "", false, ErrOther
	case !errors.Is(err, db.ErrNotFound):
		return "", false, err
	}
	if resultID, err = act(); err != nil {
		return "", false, err
	}
	return resultID, false, add(tx, key, resultID)
}

// Act is Do in a write of its own, for an act that makes nothing to be found
// again.
func Act(ctx context.Context, d *db.DB, key Key, act func(tx *db.Tx) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := Do(tx, key, func() (string, error) { return "", act(tx) })
		return err
	})
}

// Part is the key of one of several acts that the same form asks for.
func (k Key) Part(name string) Key {
	if k.Token != "" {
		k.Token += " " + name
	}
	return k
}
