package directory

import (
	"linkwork/internal/db"
	"linkwork/internal/search"
)

// Favour keeps a service among an account's favourites, or no longer. Doing it
// again does nothing. db.ErrNotFound for an unknown service.
func Favour(tx *db.Tx, accountID, serviceID string, on bool) error {
	if err := tx.QueryRow(`SELECT id FROM services WHERE id = $1`, serviceID).Scan(&serviceID); err != nil {
		return err
	}
	if !on {
		_, err := tx.Exec(`DELETE FROM favourite_services WHERE account_id = $1 AND service_id = $2`, accountID, serviceID)
		return err
	}
	_, err := tx.Exec(`INSERT INTO favourite_services (account_id, service_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		accountID, serviceID, db.Ms(tx.Now()))
	return err
}

// Favourites returns the ids of an account's favourites that are active, in
// order of their names.
func Favourites(r db.Reader, accountID string) ([]string, error) {
	return db.List(r, scanID, `SELECT s.id FROM favourite_services AS f JOIN services AS s ON s.id = f.service_id
		WHERE f.account_id = $1 AND s.status = 'active' ORDER BY s.name, s.id`, accountID)
}

// These returns some services as a search for q would show them, in the order
// of ids and whether they fit or not. Those that are not active are left out.
func These(r db.Reader, ids []string, q Query) ([]Hit, error) {
	found := make([]search.Hit, len(ids))
	for i, id := range ids {
		found[i].ID = id
	}
	return dress(r, found, q)
}
