package harvest

import "linkwork/internal/db"

// see notes that a harvest has come across a record, and says whether for the
// first time.
func see(tx *db.Tx, harvestID, sourceID string, wanted bool) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO harvest_seen (harvest_id, source_id, wanted) VALUES ($1, $2, $3) ON CONFLICT (harvest_id, source_id) DO NOTHING`,
		harvestID, db.Storable(sourceID), wanted)
	return n > 0, err
}

// wanted returns records whose details are still to be asked for, at most limit.
func wanted(r db.Reader, harvestID string, limit int) ([]string, error) {
	return db.List(r, scanID, `SELECT source_id FROM harvest_seen WHERE harvest_id = $1 AND wanted ORDER BY source_id LIMIT $2`, harvestID, limit)
}

// got notes that the details of a record were asked for. One that is not there
// any more was not seen after all.
func got(tx *db.Tx, harvestID, sourceID string, there bool) error {
	query := `UPDATE harvest_seen SET wanted = false WHERE harvest_id = $1 AND source_id = $2`
	if !there {
		query = `DELETE FROM harvest_seen WHERE harvest_id = $1 AND source_id = $2`
	}
	_, err := tx.Exec(query, harvestID, sourceID)
	return err
}

// seen returns everything that a harvest came across.
func seen(r db.Reader, harvestID string) (map[string]bool, error) {
	list, err := db.List(r, scanID, `SELECT source_id FROM harvest_seen WHERE harvest_id = $1`, harvestID)
	ids := make(map[string]bool, len(list))
	for _, id := range list {
		ids[id] = true
	}
	return ids, err
}

func scanID(row db.Scanner) (id string, err error) {
	err = row.Scan(&id)
	return id, err
}
