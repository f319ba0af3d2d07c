package publish

import (
	"encoding/json"
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// Published returns a service as it was last published, for comparing it with
// what it says now. db.ErrNotFound while it never was.
func Published(r db.Reader, serviceID string) (directory.Service, error) {
	var body string
	if err := r.QueryRow(`SELECT full_body FROM publications WHERE kind = $1 AND id = $2`, kindService, serviceID).Scan(&body); err != nil {
		return directory.Service{}, err
	}
	items, _ := openreferral.ReadRecords("published", []json.RawMessage{json.RawMessage(body)}, 1)
	if len(items) != 1 {
		return directory.Service{}, errors.New("publish: what was published of a service cannot be read")
	}
	return items[0].Service, nil
}
