package directory

import (
	"encoding/json"
	"errors"

	"linkwork/internal/db"
)

// Get returns one service with everything that is known of it, whatever its
// status, or db.ErrNotFound. One that was merged is returned as it last was,
// with MergedInto.
func Get(r db.Reader, id string) (Service, error) {
	s, err := db.One(r, scanService, `
		SELECT id, organisation_id, name, alternate_name, description, status, website, email, phone, eligibility,
			minimum_age, maximum_age, how_to_apply, cost, free, alert, topics, assured_on, assured_by,
			takes_referrals, referral_email, referral_phone, merged_into, source, source_id, record
		FROM services WHERE id = $1`, id)
	if err != nil {
		return Service{}, err
	}
	for _, fill := range []func(db.Reader, *Service) error{fillOrganisation, fillLocations, fillSchedules, fillLanguages, fillAnswers, fillNeeds, fillCapacity} {
		if err := fill(r, &s); err != nil {
			return Service{}, err
		}
	}
	return s, nil
}

func scanService(row db.Scanner) (s Service, err error) {
	var topics, record string
	err = row.Scan(&s.ID, db.Text(&s.Organisation.ID), &s.Name, &s.AlternateName, &s.Description, &s.Status, &s.Website,
		&s.Email, &s.Phone, &s.Eligibility, &s.MinimumAge, &s.MaximumAge, &s.HowToApply, &s.Cost, &s.Free, &s.Alert,
		&topics, &s.AssuredOn, &s.AssuredBy, &s.TakesReferrals, &s.ReferralEmail, &s.ReferralPhone,
		db.Text(&s.MergedInto), &s.Source, &s.SourceID, &record)
	if err != nil {
		return s, err
	}
	s.Record = json.RawMessage(record)
	return s, json.Unmarshal([]byte(topics), &s.Topics)
}

func fillOrganisation(r db.Reader, s *Service) (err error) {
	if s.Organisation.ID != "" {
		s.Organisation, err = GetOrganisation(r, s.Organisation.ID)
	}
	return err
}

// GetOrganisation returns one organisation, or db.ErrNotFound.
func GetOrganisation(r db.Reader, id string) (Organisation, error) {
	return db.One(r, scanOrganisation, `
		SELECT id, name, description, website, email, phone, numbers, source, source_id, record
		FROM organisations WHERE id = $1`, id)
}

func scanOrganisation(row db.Scanner) (o Organisation, err error) {
	var record, numbers string
	err = row.Scan(&o.ID, &o.Name, &o.Description, &o.Website, &o.Email, &o.Phone, &numbers, &o.Source, &o.SourceID, &record)
	if err != nil {
		return o, err
	}
	o.Record = json.RawMessage(record)
	if numbers != "" && numbers != "[]" { // empty for those from before numbers were read
		err = json.Unmarshal([]byte(numbers), &o.Numbers)
	}
	return o, err
}

func fillLocations(r db.Reader, s *Service) (err error) {
	s.Locations, err = db.List(r, scanLocation, `
		SELECT l.id, l.name, l.kind, l.address, l.postcode, l.outcode, l.latitude, l.longitude, l.accessibility,
			l.step_free, l.transport, l.property, l.source, l.source_id, l.record
		FROM service_locations AS sl JOIN locations AS l ON l.id = sl.location_id
		WHERE sl.service_id = $1 ORDER BY sl.position`, s.ID)
	return err
}

func scanLocation(row db.Scanner) (l Location, err error) {
	var lat, lon *float64
	var record string
	err = row.Scan(&l.ID, &l.Name, &l.Kind, &l.Address, &l.Postcode, &l.Outcode, &lat, &lon, &l.Accessibility,
		&l.StepFree, &l.Transport, &l.Property, &l.Source, &l.SourceID, &record)
	l.Point, l.Record = pointOf(lat, lon), json.RawMessage(record)
	return l, err
}

func fillSchedules(r db.Reader, s *Service) (err error) {
	s.Schedules, err = db.List(r, scanSchedule, `SELECT location_id, summary, days, opens, closes,
			repeats, every, by_day, by_month_day, starts_on, ends_on, times, valid_from, valid_to
		FROM schedules WHERE service_id = $1 ORDER BY position`, s.ID)
	return err
}

func scanSchedule(row db.Scanner) (s Schedule, err error) {
	err = row.Scan(db.Text(&s.LocationID), &s.Summary, &s.Days, &s.Opens, &s.Closes,
		&s.Repeats, &s.Every, &s.ByDay, &s.ByMonthDay, &s.StartsOn, &s.EndsOn, &s.Times, &s.ValidFrom, &s.ValidTo)
	if s.Every == 1 { // as every schedule that says nothing else
		s.Every = 0
	}
	return s, err
}

// AnswersOf is what is known of who may come to a service.
func AnswersOf(r db.Reader, serviceID string) (Answers, error) {
	s := Service{ID: serviceID}
	err := fillAnswers(r, &s)
	return s.Answers, err
}

func fillAnswers(r db.Reader, s *Service) error {
	type answered struct {
		question Question
		answer   Answer
	}
	rows, err := db.List(r, func(row db.Scanner) (a answered, err error) {
		err = row.Scan(&a.question, &a.answer)
		return a, err
	}, `SELECT question, answer FROM service_answers WHERE service_id = $1`, s.ID)
	for _, row := range rows {
		if s.Answers == nil {
			s.Answers = make(Answers)
		}
		s.Answers[row.question] = row.answer
	}
	return err
}

func fillLanguages(r db.Reader, s *Service) (err error) {
	scan := func(row db.Scanner) (language string, err error) {
		err = row.Scan(&language)
		return language, err
	}
	s.Languages, err = db.List(r, scan, `SELECT language FROM service_languages WHERE service_id = $1 ORDER BY language`, s.ID)
	return err
}

func fillNeeds(r db.Reader, s *Service) (err error) {
	scan := func(row db.Scanner) (n ServiceNeed, err error) {
		err = row.Scan(&n.Need, &n.FoundIn, &n.Word)
		return n, err
	}
	s.Needs, err = db.List(r, scan, `SELECT need, found_in, word FROM service_needs WHERE service_id = $1 ORDER BY need`, s.ID)
	return err
}

func fillCapacity(r db.Reader, s *Service) error {
	newest, err := db.One(r, scanCapacity, selectCapacity+`
		WHERE service_id = $1 ORDER BY observed_at DESC, id DESC LIMIT 1`, s.ID)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	s.Capacity = newest.Capacity
	return err
}
