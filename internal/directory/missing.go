package directory

import (
	"time"

	"linkwork/internal/db"
)

// A record that its source no longer has is suspected first: feeds lose
// records for a day and bring them back.
const (
	// MissedEnough is after how many whole readings in a row a record is gone.
	MissedEnough = 3
	// MissedLong is after how long it is gone, however often the source is read.
	MissedLong = 14 * 24 * time.Hour
)

// SourceIDs returns the ids that a source's services have there and that are
// not gone, for finding what a newer file no longer lists.
func SourceIDs(r db.Reader, source string) (map[string]bool, error) {
	list, err := db.List(r, scanID, `SELECT source_id FROM source_records WHERE source = $1 AND gone_at IS NULL`, source)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]bool, len(list))
	for _, id := range list {
		ids[id] = true
	}
	return ids, nil
}

// Miss notes that a whole reading of a source did not have a record, and says
// whether it is gone by now. A service that no source tells of any more is no
// longer found.
func Miss(tx *db.Tx, source, sourceID string) (gone bool, err error) {
	record, err := GetRecord(tx, source, sourceID)
	if err != nil || !record.GoneAt.IsZero() {
		return false, err
	}
	now := tx.Now()
	if record.Missed++; record.Missed == 1 {
		record.MissedAt = now
	}
	gone = record.Missed >= MissedEnough || now.Sub(record.MissedAt) >= MissedLong
	if gone {
		record.GoneAt = now
	}
	if _, err := tx.Exec(`UPDATE source_records SET missed = $3, missed_at = $4, gone_at = $5 WHERE source = $1 AND source_id = $2`,
		source, sourceID, record.Missed, db.Ms(record.MissedAt), db.Ms(record.GoneAt)); err != nil || !gone {
		return gone, err
	}
	return gone, composeAll(tx, record.ServiceID)
}

// RecordCounts returns how many services each source tells of now, by source.
func RecordCounts(r db.Reader) (map[string]int, error) {
	type counted struct {
		source string
		n      int
	}
	list, err := db.List(r, func(row db.Scanner) (c counted, err error) {
		err = row.Scan(&c.source, &c.n)
		return c, err
	}, `SELECT source, count(*) FROM source_records WHERE gone_at IS NULL GROUP BY source`)
	counts := make(map[string]int, len(list))
	for _, c := range list {
		counts[c.source] = c.n
	}
	return counts, err
}
