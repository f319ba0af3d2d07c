package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"linkwork/internal/db"
)

// The cost of a hash: 19 MiB of memory, 2 passes, 1 lane.
const (
	memory  = 19 * 1024
	passes  = 2
	lanes   = 1
	keySize = 32
)

const (
	atOnce   = 2               // hashes being worked out at a time
	patience = 5 * time.Second // in the queue for that
)

var base64Plain = base64.RawStdEncoding

// hasher works out hashes, a few at a time.
type hasher struct {
	places chan struct{}
	dummy  string // checked for who has no password, to take the same time
}

func newHasher() *hasher {
	var salt [16]byte
	return &hasher{places: make(chan struct{}, atOnce), dummy: encode(salt[:], make([]byte, keySize))}
}

// hash makes a hash of a new password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	var salt [16]byte
	rand.Read(salt[:])
	key, err := h.key(ctx, password, kept{memory: memory, passes: passes, lanes: lanes, salt: salt[:]})
	if err != nil {
		return "", err
	}
	return encode(salt[:], key), nil
}

// check says whether password is the one that was hashed. No hash is checked
// all the same, and is never right.
func (h *hasher) check(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	k, err := decode(hash)
	if err != nil {
		return false, err
	}
	key, err := h.key(ctx, password, k)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, k.key) == 1 && known, nil
}

// key waits for a place and works out the key.
func (h *hasher) key(ctx context.Context, password string, k kept) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case h.places <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: too many people are logging in", db.ErrUnavailable)
	}
	defer func() { <-h.places }()
	return argon2.IDKey([]byte(password), k.salt, k.passes, k.memory, k.lanes, keySize), nil
}

// encode writes a hash with its parameters, in the form other programs use.
func encode(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes,
		base64Plain.EncodeToString(salt), base64Plain.EncodeToString(key))
}

// errHash means that a stored hash was not made by encode.
var errHash = errors.New("identity: a password hash cannot be read")

// kept is a stored hash, taken apart.
type kept struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

func decode(hash string) (k kept, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return k, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &k.memory, &k.passes, &k.lanes); err != nil {
		return k, errHash
	}
	var errs [2]error
	k.salt, errs[0] = base64Plain.DecodeString(parts[4])
	k.key, errs[1] = base64Plain.DecodeString(parts[5])
	return k, errors.Join(errs[:]...)
}
