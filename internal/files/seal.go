package files

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
)

// chunkSize is how many bytes of a file are in one piece; the last has the rest.
const chunkSize = 256 << 10

// sealer seals and opens the pieces of one file. A key seals one file only, and
// that never changes, so the place of a piece serves as its nonce.
type sealer struct {
	id   string
	aead cipher.AEAD
}

// newFileKey is a random key for one file.
func newFileKey() []byte {
	key := make([]byte, keyBytes)
	rand.Read(key) // never fails: see crypto/rand
	return key
}

func newSealer(id string, key []byte) (sealer, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCM(block)
	return sealer{id, aead}, err
}

func (s sealer) seal(to, plain []byte, place int64) []byte {
	return s.aead.Seal(to, s.nonce(place), plain, []byte(s.id))
}

func (s sealer) open(sealed []byte, place int64) ([]byte, error) {
	plain, err := s.aead.Open(sealed[:0], s.nonce(place), sealed, []byte(s.id))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

func (s sealer) nonce(place int64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, s.aead.NonceSize()-8), uint64(place))
}

// lockKey locks the key of a file with the area's first key, for what f says.
func (k Keys) lockKey(f File, key []byte) []byte {
	return k.all[f.keyID].Seal(nil, nil, key, f.bound())
}

// unlock is the sealer of a file.
func (k Keys) unlock(f File) (sealer, error) {
	area, ok := k.all[f.keyID]
	if !ok {
		return sealer{}, ErrNoKey
	}
	key, err := area.Open(nil, nil, f.lockedKey, f.bound())
	if err != nil {
		return sealer{}, ErrDamaged
	}
	return newSealer(f.ID, key)
}

// bound is what must still be so when a file is opened.
func (f File) bound() []byte {
	return fmt.Appendf(nil, "linkwork file %q %d %q %q", f.ID, f.Size, f.SHA256, f.MediaType)
}
