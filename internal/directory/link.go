package directory

import (
	"errors"
	"time"

	"linkwork/internal/db"
)

// ErrSame is returned for linking a service to itself or to what it stands for.
var ErrSame = errors.New("directory: these are one service already")

// LinkChange is that a record was linked to a service, or went back.
type LinkChange struct {
	Source, SourceID string
	From, To         string // services
	Reason           string
	ByName           string
	At               time.Time
}

// Link says that two services are one. Every record that tells of other tells
// of serviceID from now on; other stands for nothing and leads to it. Unlink
// takes back one record. Nothing that refers to other is changed.
func Link(tx *db.Tx, by By, serviceID, other, reason string) error {
	serviceID, err := standing(tx, serviceID)
	if err != nil {
		return err
	}
	other, err = standing(tx, other)
	if err != nil {
		return err
	}
	if serviceID == other {
		return ErrSame
	}
	records, err := RecordsOf(tx, other)
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := moveRecord(tx, by, record, serviceID, reason); err != nil {
			return err
		}
	}
	if err := standFor(tx, other, serviceID); err != nil {
		return err
	}
	if err := composeAll(tx, serviceID); err != nil {
		return err
	}
	return announce(tx)
}

// Unlink takes a record back to the service that it made, which stands alone
// again. db.ErrConflict when it tells of no other.
func Unlink(tx *db.Tx, by By, source, sourceID, reason string) error {
	record, err := GetRecord(tx, source, sourceID)
	if err != nil {
		return err
	}
	if !record.Linked() {
		return db.ErrConflict
	}
	if err := moveRecord(tx, by, record, record.HomeID, reason); err != nil {
		return err
	}
	if err := standFor(tx, record.HomeID, ""); err != nil {
		return err
	}
	if err := composeAll(tx, record.HomeID, record.ServiceID); err != nil {
		return err
	}
	return announce(tx)
}

func moveRecord(tx *db.Tx, by By, record Record, to, reason string) error {
	if _, err := tx.Exec(`UPDATE source_records SET service_id = $3 WHERE source = $1 AND source_id = $2`, record.Source, record.SourceID, to); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO record_links (id, source, source_id, from_service, to_service, reason, by_id, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.NewID(), record.Source, record.SourceID, record.ServiceID, to, reason, by.ID, by.Name, db.Ms(tx.Now()))
	return err
}

// standFor makes a service lead to another, or stand alone again for "". The
// services that led to it follow.
func standFor(tx *db.Tx, serviceID, other string) error {
	if other == "" { // its status comes from compose, which must find it changed
		_, err := tx.Exec(`UPDATE services SET merged_into = NULL, golden_hash = '', changed_at = $2 WHERE id = $1`, serviceID, db.Ms(tx.Now()))
		return err
	}
	_, err := tx.Exec(`UPDATE services SET merged_into = $2, status = $3, golden_hash = '', changed_at = $4 WHERE id = $1 OR merged_into = $1`,
		serviceID, other, string(Merged), db.Ms(tx.Now()))
	return err
}

// standing returns the service that stands for one: itself, or what it was
// merged into. db.ErrNotFound for an unknown one.
func standing(r db.Reader, serviceID string) (id string, err error) {
	err = r.QueryRow(`SELECT COALESCE(merged_into, id) FROM services WHERE id = $1`, serviceID).Scan(&id)
	return id, err
}

// JoinedTo returns the ids of the services that lead to one.
func JoinedTo(r db.Reader, serviceID string) ([]string, error) {
	return db.List(r, scanID, `SELECT id FROM services WHERE merged_into = $1 ORDER BY id`, serviceID)
}

// LinkChanges returns what became of the records of a service, newest first.
func LinkChanges(r db.Reader, serviceID string) ([]LinkChange, error) {
	return db.List(r, func(row db.Scanner) (c LinkChange, err error) {
		err = row.Scan(&c.Source, &c.SourceID, &c.From, &c.To, &c.Reason, &c.ByName, db.At(&c.At))
		return c, err
	}, `SELECT source, source_id, from_service, to_service, reason, by_name, at FROM record_links
		WHERE from_service = $1 OR to_service = $1 ORDER BY at DESC, id DESC`, serviceID)
}
