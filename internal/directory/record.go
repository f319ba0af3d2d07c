package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkwork/internal/db"
)

// Record is one service as one source tells it.
type Record struct {
	Source, SourceID string
	SourceTitle      string
	ServiceID        string  // the service it tells of
	HomeID           string  // the service it made, where it goes back to when unlinked
	Told             Service // as read
	FirstSeen        time.Time
	ChangedAt        time.Time
	Missed           int       // whole readings of the source, in a row, that did not have it
	MissedAt         time.Time // the first of them
	GoneAt           time.Time // when it was taken for withdrawn
	old              bool      // from before records were kept; Told is the service itself
}

// Linked says whether the record tells of another service than the one it made.
func (r Record) Linked() bool { return r.ServiceID != r.HomeID }

const selectRecord = `
	SELECT r.source, r.source_id, d.title, r.service_id, r.home_id, r.told, r.record, r.first_seen, r.changed_at, r.missed, r.missed_at, r.gone_at
	FROM source_records AS r JOIN directory_sources AS d ON d.id = r.source`

func scanRecord(row db.Scanner) (r Record, err error) {
	var told, record string
	err = row.Scan(&r.Source, &r.SourceID, &r.SourceTitle, &r.ServiceID, &r.HomeID, &told, &record,
		db.At(&r.FirstSeen), db.At(&r.ChangedAt), &r.Missed, db.At(&r.MissedAt), db.At(&r.GoneAt))
	if err != nil {
		return r, err
	}
	if r.old = told == ""; !r.old {
		err = json.Unmarshal([]byte(told), &r.Told)
	}
	r.Told.Record = json.RawMessage(record)
	return r, err
}

// RecordsOf returns the records that tell of a service, the leading one first:
// one that is still published before one that is gone, then the more trusted
// source, then the one that made the service, then the one seen first.
func RecordsOf(r db.Reader, serviceID string) ([]Record, error) {
	records, err := db.List(r, scanRecord, selectRecord+` WHERE r.service_id = $1
		ORDER BY CASE WHEN r.gone_at IS NULL THEN 0 ELSE 1 END, d.trust DESC,
			CASE WHEN r.home_id = r.service_id THEN 0 ELSE 1 END, r.first_seen, r.source, r.source_id`, serviceID)
	if err != nil {
		return nil, err
	}
	return records, fillOld(r, records)
}

// GetRecord returns what a source tells under an id of its own, or db.ErrNotFound.
func GetRecord(r db.Reader, source, sourceID string) (Record, error) {
	record, err := db.One(r, scanRecord, selectRecord+` WHERE r.source = $1 AND r.source_id = $2`, source, sourceID)
	if err != nil {
		return record, err
	}
	one := []Record{record}
	err = fillOld(r, one)
	return one[0], err
}

// fillOld takes what records from before this table told from the service
// that they made.
func fillOld(r db.Reader, records []Record) error {
	for i := range records {
		if !records[i].old {
			continue
		}
		told, err := Get(r, records[i].HomeID)
		if err != nil {
			return err
		}
		records[i].Told = told
	}
	return nil
}

// fingerprint covers every mapped field and the whole original record, so a
// new version of Linkwork that maps more writes once more.
func fingerprint(v any) (string, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("directory: fingerprint: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// known is what is stored of a record.
type known struct {
	hash, serviceID string
	missed          int
	goneAt          time.Time
}

func knownRecord(tx *db.Tx, source, sourceID string) (k known, stored bool, err error) {
	err = tx.QueryRow(`SELECT hash, service_id, missed, gone_at FROM source_records WHERE source = $1 AND source_id = $2`, source, sourceID).
		Scan(&k.hash, &k.serviceID, &k.missed, db.At(&k.goneAt))
	if errors.Is(err, db.ErrNotFound) {
		return k, false, nil
	}
	return k, err == nil, err
}

// keepRecord writes what a source tells. A record that was missed is back.
func keepRecord(tx *db.Tx, s Service, serviceID, hash string) error {
	told, err := json.Marshal(s.withoutRecords())
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO source_records (source, source_id, service_id, home_id, hash, told, record, first_seen, changed_at)
		VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $7)
		ON CONFLICT (source, source_id) DO UPDATE SET hash = excluded.hash, told = excluded.told, record = excluded.record,
			changed_at = excluded.changed_at, missed = 0, missed_at = NULL, gone_at = NULL`,
		s.Source, s.SourceID, serviceID, hash, string(told), record(s.Origin), db.Ms(tx.Now()))
	return err
}
