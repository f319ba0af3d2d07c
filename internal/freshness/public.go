package freshness

import (
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// mostFromPublic is how many reports of the public may wait at once. More would
// be somebody's game, and the queue is for link workers.
const mostFromPublic = 100

// TellFromAnybody reports what a reader of the public directory says is wrong
// with an entry. It changes nothing else, and stays unsaid when too much waits.
// The error is *db.Invalid for a faulty field and db.ErrNotFound for an unknown
// service.
func TellFromAnybody(tx *db.Tx, serviceID, kind, words string) error {
	words = strings.TrimSpace(words)
	if err := checkReport(kind, words); err != nil {
		return err
	}
	var waiting int
	if err := tx.QueryRow(`SELECT count(*) FROM service_reports WHERE origin = 'public' AND closed_at IS NULL`).Scan(&waiting); err != nil || waiting >= mostFromPublic {
		return err
	}
	if _, err := tell(tx, Report{ServiceID: serviceID, Kind: kind, Words: words, Origin: "public", ByName: "somebody who read it"}); err != nil {
		return err
	}
	return audit.Change(tx, audit.Actor{ID: "public", Name: "A reader of the public directory", Role: "public"}, "service.reported", "", "service", serviceID)
}
