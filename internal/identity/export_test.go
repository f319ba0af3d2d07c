package identity

import "linkwork/internal/db"

// Count counts n tries from a network address.
func Count(tx *db.Tx, remoteAddr string, n int) error {
	for range n {
		if _, _, err := count(tx, limits("", remoteAddr)[1:2]); err != nil {
			return err
		}
	}
	return nil
}
