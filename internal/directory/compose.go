package directory

import (
	"encoding/json"

	"linkwork/internal/db"
)

// compose brings a service up to date with what its sources tell and what
// people chose, and says whether anything changed. A service that no record
// tells of any more stands for nothing: MergedInto is set by who links.
func compose(tx *db.Tx, serviceID string) (changed bool, err error) {
	records, err := RecordsOf(tx, serviceID)
	if err != nil || len(records) == 0 {
		return false, err
	}
	choices, err := Choices(tx, serviceID)
	if err != nil {
		return false, err
	}
	golden := goldenOf(records, choices)
	golden.ID = serviceID
	if golden.Needs, err = golden.helpsWith(tx, choices); err != nil {
		return false, err
	}
	return writeGolden(tx, golden)
}

// goldenOf is the service as its leading record tells it, with the fields that
// people decided otherwise. When every record is gone it no longer runs.
func goldenOf(records []Record, choices []Choice) Service {
	golden := records[0].Told
	for _, choice := range choices {
		field, ok := FieldOf(choice.Field)
		from, known := choice.from(records)
		if ok && known && !(choice.Field == assuredField && golden.AssuredOn.After(from.AssuredOn)) { // whoever looked last
			field.copy(&golden, from)
			if field.Code == topicsField { // whoever says the topics says how they were published
				golden.Terms = from.Terms
			}
		}
	}
	if !records[0].GoneAt.IsZero() {
		golden.Status = Inactive
	}
	golden.Answers = golden.Answers.known()
	golden.Needs, golden.Capacity, golden.MergedInto = nil, Capacity{}, ""
	return golden
}

// writeGolden writes a service unless it is as it was.
func writeGolden(tx *db.Tx, golden Service) (changed bool, err error) {
	hash, err := fingerprint(golden)
	if err != nil {
		return false, err
	}
	var stored string
	if err := tx.QueryRow(`SELECT golden_hash FROM services WHERE id = $1`, golden.ID).Scan(&stored); err != nil || stored == hash {
		return false, err
	}
	return true, leaving(tx, golden.ID, func() error { return writeService(tx, golden, hash) })
}

// recomposeShared composes the services of a source that other sources tell of
// too, after its standing has changed.
func recomposeShared(tx *db.Tx, source string) error {
	ids, err := db.List(tx, scanID, `SELECT DISTINCT r.service_id FROM source_records AS r
		WHERE r.source = $1 AND EXISTS (SELECT 1 FROM source_records AS o WHERE o.service_id = r.service_id AND o.source <> r.source)
		ORDER BY r.service_id`, source)
	if err != nil {
		return err
	}
	return composeAll(tx, ids...)
}

// composeAll composes services and tells whoever keeps a copy.
func composeAll(tx *db.Tx, ids ...string) error {
	for _, id := range ids {
		changed, err := compose(tx, id)
		if err != nil {
			return err
		}
		if changed {
			if err := announce(tx); err != nil {
				return err
			}
		}
	}
	return nil
}

// from is the service whose field a choice takes; known is false when its
// record tells of this service no longer.
func (c Choice) from(records []Record) (from Service, known bool) {
	if c.Source == "" {
		err := json.Unmarshal([]byte(c.value), &from)
		return from, err == nil
	}
	for _, r := range records {
		if r.Source == c.Source && r.SourceID == c.SourceID {
			return r.Told, true
		}
	}
	return from, false
}
