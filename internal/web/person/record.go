package person

import (
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/prsb"
	"linkwork/internal/web/visit"
)

// downloadRecord sends the record in the order of the national standard. The
// look is on the audit trail before anything leaves.
func downloadRecord(v *visit.Visit) error {
	var record prsb.Node
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		record, err = prsb.Of(r, v.Actor, v.Path("person"))
		return err
	})
	if err != nil {
		return err
	}
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return audit.View(tx, v.Actor.Audit(), v.Path("person"), "the whole record as a file")
	})
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Content-Disposition", `attachment; filename="record.json"`)
	return record.Write(v.W)
}
