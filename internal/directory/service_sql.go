package directory

import (
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/places"
)

const upsertOrganisation = `
	INSERT INTO organisations (id, name, description, website, email, phone, numbers,
		source, source_id, record_hash, record, changed_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
	ON CONFLICT (id) DO UPDATE SET
		name = excluded.name, description = excluded.description, website = excluded.website,
		email = excluded.email, phone = excluded.phone, numbers = excluded.numbers, source_id = excluded.source_id,
		record_hash = excluded.record_hash, record = excluded.record, changed_at = excluded.changed_at`

const upsertLocation = `
	INSERT INTO locations (id, name, kind, address, postcode, outcode, latitude, longitude,
		accessibility, step_free, transport, property, source, source_id, record_hash, record, changed_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
	ON CONFLICT (id) DO UPDATE SET
		name = excluded.name, kind = excluded.kind, address = excluded.address, postcode = excluded.postcode,
		outcode = excluded.outcode, latitude = excluded.latitude, longitude = excluded.longitude,
		accessibility = excluded.accessibility, step_free = excluded.step_free, transport = excluded.transport, property = excluded.property,
		source_id = excluded.source_id, record_hash = excluded.record_hash, record = excluded.record,
		changed_at = excluded.changed_at`

// What a feed does not say about referrals stays as Linkwork learnt it.
const upsertServiceRow = `
	INSERT INTO services (id, organisation_id, name, alternate_name, description, status, website, email, phone,
		eligibility, minimum_age, maximum_age, how_to_apply, cost, free, alert, topics, assured_on, assured_by,
		takes_referrals, referral_email, referral_phone, source, source_id, record_hash, golden_hash, record, changed_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
		$20, $21, $22, $23, $24, $25, $25, $26, $27)
	ON CONFLICT (id) DO UPDATE SET
		organisation_id = excluded.organisation_id, name = excluded.name, alternate_name = excluded.alternate_name,
		description = excluded.description, status = excluded.status, website = excluded.website,
		email = excluded.email, phone = excluded.phone, eligibility = excluded.eligibility,
		minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, how_to_apply = excluded.how_to_apply,
		cost = excluded.cost, free = excluded.free, alert = excluded.alert, topics = excluded.topics,
		assured_on = excluded.assured_on, assured_by = excluded.assured_by,
		takes_referrals = CASE WHEN excluded.takes_referrals = '' THEN services.takes_referrals ELSE excluded.takes_referrals END,
		referral_email = CASE WHEN excluded.referral_email = '' THEN services.referral_email ELSE excluded.referral_email END,
		referral_phone = CASE WHEN excluded.referral_phone = '' THEN services.referral_phone ELSE excluded.referral_phone END,
		record_hash = excluded.record_hash, golden_hash = excluded.golden_hash, record = excluded.record,
		changed_at = excluded.changed_at`

// writeService writes a service as it is told and chosen. Where it came from
// first stays.
func writeService(tx *db.Tx, s Service, hash string) error {
	topics, err := json.Marshal(append([]string{}, s.Topics...))
	if err != nil {
		return err
	}
	_, err = tx.Exec(upsertServiceRow, s.ID, db.Null(s.Organisation.ID), s.Name, s.AlternateName, s.Description, string(s.Status),
		s.Website, s.Email, s.Phone, s.Eligibility, age(s.MinimumAge), age(s.MaximumAge), s.HowToApply, s.Cost, string(s.Free),
		s.Alert, string(topics), s.AssuredOn, s.AssuredBy, string(s.TakesReferrals), s.ReferralEmail, s.ReferralPhone,
		s.Source, s.SourceID, hash, record(s.Origin), db.Ms(tx.Now()))
	if err != nil {
		return err
	}
	return writeParts(tx, s)
}

// writeParts replaces the rows that belong to one service alone.
func writeParts(tx *db.Tx, s Service) error {
	for _, old := range []string{
		`DELETE FROM service_locations WHERE service_id = $1`,
		`DELETE FROM schedules WHERE service_id = $1`,
		`DELETE FROM service_languages WHERE service_id = $1`,
		`DELETE FROM service_needs WHERE service_id = $1`,
		`DELETE FROM service_answers WHERE service_id = $1`,
		`DELETE FROM service_terms WHERE service_id = $1`,
	} {
		if _, err := tx.Exec(old, s.ID); err != nil {
			return err
		}
	}
	for i, location := range s.Locations {
		if _, err := tx.Exec(`INSERT INTO service_locations (service_id, location_id, position) VALUES ($1, $2, $3)
			ON CONFLICT (service_id, location_id) DO NOTHING`, s.ID, location.ID, i); err != nil {
			return err
		}
	}
	for i, schedule := range s.Schedules {
		if err := writeSchedule(tx, s.ID, i, schedule); err != nil {
			return err
		}
	}
	for question, answer := range s.Answers {
		if _, err := tx.Exec(`INSERT INTO service_answers (service_id, question, answer) VALUES ($1, $2, $3)`,
			s.ID, string(question), string(answer)); err != nil {
			return err
		}
	}
	for _, language := range s.Languages {
		if _, err := tx.Exec(`INSERT INTO service_languages (service_id, language) VALUES ($1, $2)
			ON CONFLICT (service_id, language) DO NOTHING`, s.ID, language); err != nil {
			return err
		}
	}
	for _, need := range s.Needs {
		if _, err := tx.Exec(`INSERT INTO service_needs (service_id, need, found_in, word) VALUES ($1, $2, $3, $4)`,
			s.ID, need.Need, need.FoundIn, need.Word); err != nil {
			return err
		}
	}
	return writeTerms(tx, s)
}

func writeTerms(tx *db.Tx, s Service) error {
	for _, term := range s.Terms {
		for _, key := range term.Keys() {
			if _, err := tx.Exec(`INSERT INTO service_terms (service_id, key) VALUES ($1, $2)
				ON CONFLICT (service_id, key) DO NOTHING`, s.ID, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeSchedule(tx *db.Tx, serviceID string, position int, s Schedule) error {
	_, err := tx.Exec(`INSERT INTO schedules (service_id, position, location_id, summary, days, opens, closes,
			repeats, every, by_day, by_month_day, starts_on, ends_on, times, valid_from, valid_to)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		serviceID, position, db.Null(s.LocationID), s.Summary, s.Days, s.Opens, s.Closes,
		string(s.Repeats), max(s.Every, 1), s.ByDay, s.ByMonthDay, s.StartsOn, s.EndsOn, s.Times, s.ValidFrom, s.ValidTo)
	return err
}

func age(years *int) any {
	if years == nil {
		return nil
	}
	return *years
}

func coordinates(p places.Point) (lat, lon any) {
	if !p.Known() {
		return nil, nil
	}
	return p.Lat, p.Lon
}
