package publicdirectory

import (
	"crypto/rand"
	"errors"

	"linkwork/internal/db"
)

const (
	codeLetters = "23456789abcdefghjkmnpqrstuvwxyz" // none that is taken for another
	codeLength  = 6
	codeTries   = 8
)

// errNoCode cannot happen before hundreds of millions of entries have one.
var errNoCode = errors.New("publicdirectory: no free code was found")

// Codes are the short codes of entries, by id. An entry without one gets one and
// keeps it.
func Codes(tx *db.Tx, ids []string) (map[string]string, error) {
	codes := make(map[string]string, len(ids))
	for _, id := range ids {
		code, err := codeOf(tx, id)
		if err != nil {
			return nil, err
		}
		codes[id] = code
	}
	return codes, nil
}

func codeOf(tx *db.Tx, id string) (code string, err error) {
	for range codeTries {
		err = tx.QueryRow(`SELECT code FROM entry_codes WHERE service_id = $1`, id).Scan(&code)
		if !errors.Is(err, db.ErrNotFound) {
			return code, err
		}
		if _, err = tx.Exec(`INSERT INTO entry_codes (code, service_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, newCode(), id); err != nil {
			return "", err
		}
	}
	return "", errNoCode
}

func newCode() string {
	random := make([]byte, codeLength)
	rand.Read(random) // never fails
	for i, b := range random {
		random[i] = codeLetters[int(b)%len(codeLetters)]
	}
	return string(random)
}

// Coded is the id of the entry with a code, db.ErrNotFound for none. The entry
// may have gone since.
func Coded(r db.Reader, code string) (id string, err error) {
	err = r.QueryRow(`SELECT service_id FROM entry_codes WHERE code = $1`, code).Scan(&id)
	return id, err
}
