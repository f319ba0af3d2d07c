package visit

import (
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// FindPeople searches the people whom the reader may see, as people.Find does,
// and notes on the audit trail whom they were shown. What was typed travels by
// POST, so that nobody's name stands in an address.
func (v *Visit) FindPeople(text string, limit int) (found []people.Person, err error) {
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		found, err = people.Find(r, v.Actor, text, limit)
		return err
	}); err != nil || len(found) == 0 {
		return nil, err
	}
	return found, v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		for _, p := range found {
			if err := audit.View(tx, v.Actor.Audit(), p.ID, "search"); err != nil {
				return err
			}
		}
		return nil
	})
}
