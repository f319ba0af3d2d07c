package identity

import (
	"linkwork/internal/db"
)

const accountColumns = `id, email, name, status, logged_in_at, created_at, version`

func scanAccount(s db.Scanner) (a Account, err error) {
	err = s.Scan(&a.ID, &a.Email, &a.Name, &a.Status, db.At(&a.LoggedInAt), db.At(&a.CreatedAt), &a.Version)
	return a, err
}

// Get returns an account, or db.ErrNotFound.
func Get(r db.Reader, id string) (Account, error) {
	return db.One(r, scanAccount, `SELECT `+accountColumns+` FROM accounts WHERE id = $1`, id)
}

// ByEmail returns the account with an address, or db.ErrNotFound.
func ByEmail(r db.Reader, email string) (Account, error) {
	return db.One(r, scanAccount, `SELECT `+accountColumns+` FROM accounts WHERE email = $1`, NormalEmail(email))
}

// All lists every account by name.
func All(r db.Reader) ([]Account, error) {
	return db.List(r, scanAccount, `SELECT `+accountColumns+` FROM accounts ORDER BY name, id`)
}

// insertAccount reports false if the address is taken.
func insertAccount(tx *db.Tx, a Account) (bool, error) {
	n, err := tx.Exec(`INSERT INTO accounts (id, email, name, status, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (email) DO NOTHING`, a.ID, a.Email, a.Name, a.Status, db.Ms(a.CreatedAt))
	return n == 1, err
}

// setStatus changes the status if it was one of those that may change.
func setStatus(tx *db.Tx, id string, to Status, from ...Status) error {
	a, err := Get(tx, id)
	if err != nil {
		return err
	}
	for _, f := range from {
		if a.Status == f {
			_, err := tx.Exec(`UPDATE accounts SET status = $2, version = version + 1 WHERE id = $1`, id, to)
			return err
		}
	}
	return db.ErrConflict
}

// passwordOf returns what logging in needs to know of an account.
func passwordOf(r db.Reader, email string) (id string, status Status, hash string, err error) {
	err = r.QueryRow(`SELECT id, status, password_hash FROM accounts WHERE email = $1`, email).Scan(&id, &status, &hash)
	return id, status, hash, err
}

// setPassword stores a hash and makes the account active.
func setPassword(tx *db.Tx, id, hash string) error {
	n, err := tx.Exec(`UPDATE accounts SET password_hash = $2, status = 'active', version = version + 1
		WHERE id = $1 AND status <> 'disabled'`, id, hash)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}
