package directory

import (
	"strings"

	"linkwork/internal/db"
)

// IDOf returns the service that has exactly this name, whatever its case, if it
// is the only one that runs; else "".
func IDOf(r db.Reader, name string) (id string, err error) {
	found, err := db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT id FROM services WHERE lower(name) = $1 AND status = 'active' LIMIT 2`, strings.ToLower(strings.TrimSpace(name)))
	if err != nil || len(found) != 1 {
		return "", err
	}
	return found[0], nil
}
