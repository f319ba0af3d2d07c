package keep

import (
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/keepers"
	"linkwork/internal/links"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

var stopDoor = bylink.Door{Purpose: keepers.StopPurpose, Path: stopPath}

func showStop(v *visit.Visit) error {
	return stopVisit(v, func(x bylink.Visitor) error {
		return x.Page(v, "Stop these mails", http.StatusOK, stopPage(x, visit.NewToken()))
	})
}

func stop(v *visit.Visit) error {
	return stopVisit(v, func(x bylink.Visitor) error {
		if err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return setStopped(tx, x.Link) }); err != nil {
			return err
		}
		return x.Page(v, "The mails have stopped", http.StatusOK, stoppedPage(x))
	})
}

func setStopped(tx *db.Tx, l links.Link) error { return keepers.SetStopped(tx, l, true) }

// stopVisit finds the link of a visit, or sends the page of one that has ended.
func stopVisit(v *visit.Visit, do func(x bylink.Visitor) error) error {
	var x bylink.Visitor
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		x, err = stopDoor.Visitor(r, v)
		return err
	})
	if err == nil {
		err = do(x)
	}
	return x.OrEnded(v, err)
}
