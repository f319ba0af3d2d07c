package asking

import (
	"linkwork/internal/db"
	"linkwork/internal/links"
)

// Destroy takes away an asking with its answers, so that nothing of them is left, and ends
// its links. The caller has a reason that stands.
func Destroy(tx *db.Tx, id string) error {
	ids, err := linksTo(tx, id)
	for _, link := range ids {
		if err == nil {
			err = links.Revoke(tx, link)
		}
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM asking_links WHERE asking_id = $1`, id); err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM askings WHERE id = $1`, id)
	return err
}
