package directory

import (
	"strconv"

	"linkwork/internal/db"
)

func newestChange(r db.Reader) (at int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(at), 0) FROM (
		SELECT MAX(changed_at) AS at FROM services
		UNION ALL SELECT MAX(changed_at) FROM organisations
		UNION ALL SELECT MAX(changed_at) FROM locations
		UNION ALL SELECT MAX(written_at) FROM capacity_observations) AS newest`).Scan(&at)
	return at, err
}

// changedSince returns the services of which something changed.
func changedSince(r db.Reader, since int64) ([]string, error) {
	return db.List(r, scanID, `
		SELECT id FROM services WHERE changed_at >= $1
		UNION SELECT s.id FROM services AS s JOIN organisations AS o ON o.id = s.organisation_id WHERE o.changed_at >= $1
		UNION SELECT sl.service_id FROM service_locations AS sl JOIN locations AS l ON l.id = sl.location_id WHERE l.changed_at >= $1
		UNION SELECT service_id FROM capacity_observations WHERE written_at >= $1`, since)
}

func scanID(row db.Scanner) (id string, err error) {
	err = row.Scan(&id)
	return id, err
}

func momentOf(r db.Reader) (at moment, err error) {
	type part struct {
		name, stamp string
		turn        int64
	}
	parts, err := db.List(r, func(row db.Scanner) (p part, err error) {
		err = row.Scan(&p.name, &p.stamp, &p.turn)
		return p, err
	}, `SELECT part, stamp, turn FROM directory_stamps ORDER BY part`)
	for _, p := range parts {
		at.stamp += p.name + " " + p.stamp + " " + strconv.FormatInt(p.turn, 10) + "\n"
		at.turn += p.turn
	}
	return at, err
}
