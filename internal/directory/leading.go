package directory

import "linkwork/internal/db"

// LeadingRecords returns for every service that runs the record that leads, in
// order of services. A record from before records were kept tells nothing, and
// is left out until its source is read again.
func LeadingRecords(r db.Reader) ([]Record, error) {
	all, err := db.List(r, scanRecord, selectRecord+` JOIN services AS s ON s.id = r.service_id
		WHERE s.status = 'active' AND r.gone_at IS NULL AND r.told <> ''
		ORDER BY r.service_id, d.trust DESC, CASE WHEN r.home_id = r.service_id THEN 0 ELSE 1 END, r.first_seen, r.source, r.source_id`)
	if err != nil {
		return nil, err
	}
	var leading []Record
	for _, record := range all {
		if n := len(leading); n == 0 || leading[n-1].ServiceID != record.ServiceID {
			leading = append(leading, record)
		}
	}
	return leading, nil
}

// RecordsFrom returns the records that a service made and that tell of another
// now.
func RecordsFrom(r db.Reader, homeID string) ([]Record, error) {
	records, err := db.List(r, scanRecord, selectRecord+` WHERE r.home_id = $1 AND r.service_id <> r.home_id ORDER BY r.source, r.source_id`, homeID)
	if err != nil {
		return nil, err
	}
	return records, fillOld(r, records)
}

// Names returns the names of services, by id.
func Names(r db.Reader, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	within, args := only(ids).where("id")
	_, err := db.List(r, func(row db.Scanner) (none struct{}, err error) {
		var id, name string
		err = row.Scan(&id, &name)
		names[id] = name
		return none, err
	}, `SELECT id, name FROM services WHERE `+within, args...)
	return names, err
}
