package publish

import (
	"encoding/json"
	"time"

	"linkwork/internal/db"
)

// Service is a service as it is published now.
type Service struct {
	ID         string
	Record     json.RawMessage // whole, as the standard writes it
	ModifiedAt time.Time
}

func scanService(row db.Scanner) (s Service, err error) {
	var body string
	err = row.Scan(&s.ID, &body, db.At(&s.ModifiedAt))
	s.Record = json.RawMessage(body)
	return s, err
}

const selectService = `SELECT id, full_body, modified_at FROM publications WHERE kind = 'service'`

// ServicesSince returns the services whose publication was modified at or after
// a moment, those that were taken down included.
func ServicesSince(r db.Reader, since time.Time) ([]Service, error) {
	return db.List(r, scanService, selectService+` AND modified_at >= $1 ORDER BY id`, since.UnixMilli())
}

// Services returns those of some services that are published.
func Services(r db.Reader, ids []string) ([]Service, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return db.List(r, scanService, selectService+` AND id IN `+db.Marks(1, len(ids))+` ORDER BY id`, args...)
}

// Stamp differs between any two states of what is published.
func Stamp(r db.Reader) (stamp string, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(stamp), '') FROM publication_state`).Scan(&stamp)
	return stamp, err
}
