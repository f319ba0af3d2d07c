package keep

import (
	"linkwork/internal/db"
	"linkwork/internal/keepers"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

// stopAsks is the link at the end of a mail that asks whether an entry is right.
var stopAsks = bylink.Stop{
	Door:  bylink.Door{Purpose: keepers.StopPurpose, Path: "/keep-stop"},
	Title: "Stop these mails", Stopped: "The mails have stopped", Ask: stopPage, After: stoppedPage,
	Act: func(v *visit.Visit, x bylink.Visitor) error {
		return v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return keepers.SetStopped(tx, x.Link, true) })
	},
}
