package files

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// markKey is the key of marks, made of an area's key: that locks and does nothing
// else.
func markKey(key []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("linkwork marks of files"))
	return h.Sum(nil)
}

// Mark is a keyed hash of bytes, with the id of the area's key: whoever has the
// database alone cannot find out with it whether certain bytes were once here. "" if
// the area has no key.
func (s *Store) Mark(body []byte) string {
	if s.keys.None() {
		return ""
	}
	return s.keys.first + ":" + s.keys.mark(s.keys.first, body)
}

// Marks reports whether a mark is of these bytes.
func (s *Store) Marks(mark string, body []byte) bool {
	id, sum, ok := strings.Cut(mark, ":")
	return ok && s.keys.marks[id] != nil && hmac.Equal([]byte(sum), []byte(s.keys.mark(id, body)))
}

func (k Keys) mark(id string, body []byte) string {
	h := hmac.New(sha256.New, k.marks[id])
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}
