package links

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strconv"
)

// newToken is 256 random bits for a URL or a cookie.
func newToken() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hash is what is kept of a secret. The parts cannot run into one another: a
// token has a fixed length.
func hash(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		sum.Write([]byte(p))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// newCode is six random digits, the first of which is not 0 so that none gets
// lost on the way.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	return strconv.FormatInt(100_000+n.Int64(), 10)
}
