package files

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// KeyFile is the name of the file of keys in the data folder.
const KeyFile = "files.key"

const keyBytes = 32 // AES-256

// Keys are those of an area: the first locks what comes in, every one opens what
// it locked. So a new key can be put before an old one, and an old one that was
// lost and is found again can be added. The zero Keys has none: nothing can be
// taken in or opened.
type Keys struct {
	first string // id of it
	all   map[string]cipher.AEAD
	marks map[string][]byte // what marks are made with
}

// NewKey is a random key as text.
func NewKey() string {
	key := make([]byte, keyBytes)
	rand.Read(key) // never fails: see crypto/rand
	return hex.EncodeToString(key)
}

// ReadKeys reads keys of 64 hexadecimal digits, one or more, with spaces or ends of
// lines between them. No text: no keys.
func ReadKeys(text string) (Keys, error) {
	k := Keys{all: make(map[string]cipher.AEAD), marks: make(map[string][]byte)}
	for _, word := range strings.Fields(text) {
		key, err := hex.DecodeString(word)
		if err != nil || len(key) != keyBytes {
			return Keys{}, errors.New("a key for files is 64 hexadecimal digits, as openssl rand -hex 32 prints them")
		}
		id := keyID(key)
		if k.first == "" {
			k.first = id
		}
		if k.all[id], err = lock(key); err != nil {
			return Keys{}, err
		}
		k.marks[id] = markKey(key)
	}
	return k, nil
}

// None says whether there are no keys.
func (k Keys) None() bool { return k.first == "" }

// KeysIn reads the keys in a data folder; none if there is no file of them. A file
// that others on this machine can read is refused.
func KeysIn(dir string) (Keys, error) {
	path := filepath.Join(dir, KeyFile)
	about, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Keys{}, nil
	}
	if err != nil {
		return Keys{}, err
	}
	if about.Mode().Perm()&0o077 != 0 {
		return Keys{}, fmt.Errorf("others on this machine can read %s. Keep it to its owner: chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Keys{}, err
	}
	k, err := ReadKeys(string(text))
	if err == nil && k.None() {
		err = errors.New("it is empty. Put your copy of it there, or delete it if nothing is encrypted yet")
	}
	if err != nil {
		return Keys{}, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// MakeKey makes the first key of a data folder, on the disk before anything is
// locked with it. It never writes over a file that is there.
func MakeKey(dir string) (Keys, error) {
	f, err := os.OpenFile(filepath.Join(dir, KeyFile), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return Keys{}, err
	}
	key := NewKey()
	_, err = f.WriteString(key + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Keys{}, errors.Join(err, os.Remove(f.Name()))
	}
	folder, err := os.Open(dir)
	if err != nil {
		return Keys{}, err
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return Keys{}, err
	}
	return ReadKeys(key)
}

// keyID names a key without telling it.
func keyID(key []byte) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:8])
}

// lock is what locks keys of files. It draws a nonce for each.
func lock(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
