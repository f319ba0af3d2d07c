package directory

import (
	"time"

	"linkwork/internal/db"
)

// Choice is what somebody decided about one field of a service: whose word
// counts, or what is right.
type Choice struct {
	Field    string // code in Fields, or needs
	Source   string // whose word counts; empty when the value is people's own
	SourceID string
	ByID     string // account, empty for an organisation by its link
	ByName   string
	At       time.Time
	value    string
}

// Choices returns what was decided about a service, in order of field codes.
func Choices(r db.Reader, serviceID string) ([]Choice, error) {
	return db.List(r, func(row db.Scanner) (c Choice, err error) {
		err = row.Scan(&c.Field, &c.Source, &c.SourceID, &c.value, &c.ByID, &c.ByName, db.At(&c.At))
		return c, err
	}, `SELECT field, source, source_id, value, by_id, by_name, at FROM service_choices WHERE service_id = $1 ORDER BY field`, serviceID)
}

// By is who decides something about the directory.
type By struct {
	ID   string // account, empty for an organisation by its link
	Name string
}

// ChooseRecord makes the word of one record count in some fields of the service
// it tells of. db.ErrNotFound for a record that tells of another service.
func ChooseRecord(tx *db.Tx, by By, serviceID, source, sourceID string, fields ...string) error {
	record, err := GetRecord(tx, source, sourceID)
	if err != nil {
		return err
	}
	if record.ServiceID != serviceID {
		return db.ErrNotFound
	}
	for _, code := range fields {
		if err := choose(tx, by, serviceID, Choice{Field: code, Source: source, SourceID: sourceID}); err != nil {
			return err
		}
	}
	return recomposeChosen(tx, serviceID)
}

// Correct makes the fields of a service say what right says, whatever its
// sources tell. Only the fields named are looked at.
func Correct(tx *db.Tx, by By, serviceID string, right Service, fields ...string) error {
	for _, code := range fields {
		field, ok := FieldOf(code)
		if !ok {
			return db.ErrNotFound
		}
		if err := choose(tx, by, serviceID, Choice{Field: code, value: field.only(right)}); err != nil {
			return err
		}
	}
	return recomposeChosen(tx, serviceID)
}

// Unchoose lets the leading record speak again for some fields.
func Unchoose(tx *db.Tx, serviceID string, fields ...string) error {
	for _, code := range fields {
		if _, err := tx.Exec(`DELETE FROM service_choices WHERE service_id = $1 AND field = $2`, serviceID, code); err != nil {
			return err
		}
	}
	return recomposeChosen(tx, serviceID)
}

func choose(tx *db.Tx, by By, serviceID string, c Choice) error {
	if _, ok := FieldOf(c.Field); !ok {
		return db.ErrNotFound
	}
	return keepChoice(tx, by, serviceID, c)
}

func keepChoice(tx *db.Tx, by By, serviceID string, c Choice) error {
	_, err := tx.Exec(`INSERT INTO service_choices (service_id, field, source, source_id, value, by_id, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (service_id, field) DO UPDATE SET source = excluded.source, source_id = excluded.source_id, value = excluded.value,
			by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`,
		serviceID, c.Field, c.Source, c.SourceID, c.value, by.ID, by.Name, db.Ms(tx.Now()))
	return err
}
