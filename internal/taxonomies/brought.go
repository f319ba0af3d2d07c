package taxonomies

import (
	"bytes"
	"encoding/base64"
	"path"
	"strings"
	"time"

	"linkwork/internal/db"
)

// Brought is a file that somebody has brought: first they see what it would
// change, then they say so.
type Brought struct {
	ID   string
	File string // its name
	Name string // what the taxonomy is to be called; may be empty
	body []byte
}

// keptFor is how long a file waits for a decision.
const keptFor = 24 * time.Hour

// Bring keeps a file for a while and throws away those that nobody decided
// about. The error is *db.Invalid at file or name.
func Bring(tx *db.Tx, file, name string, body []byte) (Brought, error) {
	b := Brought{ID: tx.NewID(), File: path.Base(strings.ReplaceAll(file, `\`, "/")), Name: clip(name, maxName), body: body}
	reading, err := Read(bytes.NewReader(body))
	var bad db.Invalid
	switch {
	case err != nil:
		bad.Add("file", "This cannot be read: "+Plain(err))
	case reading.Broken:
		bad.Add("file", "This breaks off in the middle: "+reading.Problems[len(reading.Problems)-1].String())
	default:
		if _, err := reading.Named(b.Name, b.File); err != nil {
			bad.Add("name", "Leave this empty: the file holds more than one list, and each has a name")
		}
	}
	if err := bad.Err(); err != nil {
		return b, err
	}
	if _, err := tx.Exec(`DELETE FROM taxonomy_files WHERE at < $1`, db.Ms(tx.Now().Add(-keptFor))); err != nil {
		return b, err
	}
	_, err = tx.Exec(`INSERT INTO taxonomy_files (id, file, name, body, at) VALUES ($1, $2, $3, $4, $5)`,
		b.ID, db.Storable(b.File), b.Name, base64.StdEncoding.EncodeToString(body), db.Ms(tx.Now()))
	return b, err
}

// Plain is what an error says to whoever brings a file.
func Plain(err error) string { return strings.TrimPrefix(err.Error(), "taxonomies: ") }

// GetBrought returns a file that was brought, or db.ErrNotFound.
func GetBrought(r db.Reader, id string) (b Brought, err error) {
	var body string
	if err = r.QueryRow(`SELECT id, file, name, body FROM taxonomy_files WHERE id = $1`, id).Scan(&b.ID, &b.File, &b.Name, &body); err != nil {
		return b, err
	}
	b.body, err = base64.StdEncoding.DecodeString(body)
	return b, err
}

// Read reads the file.
func (b Brought) Read() (Reading, error) {
	reading, err := Read(bytes.NewReader(b.body))
	if err != nil {
		return reading, err
	}
	return reading.Named(b.Name, b.File)
}

// Drop throws a brought file away.
func Drop(tx *db.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM taxonomy_files WHERE id = $1`, id)
	return err
}
