package directory

import (
	"encoding/json"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/places"
)

// loadListings reads the active services of a scope. The caller's snapshot
// makes the parts fit together.
func loadListings(r db.Reader, of scope) ([]Listing, error) {
	within, args := of.where("s.id")
	listings, err := db.List(r, scanListing, `
		SELECT s.id, s.name, s.alternate_name, COALESCE(o.name, ''), s.description, s.alert, s.cost, s.free, s.eligibility,
			s.minimum_age, s.maximum_age, s.how_to_apply, s.takes_referrals, s.assured_on, s.website, s.phone, s.topics
		FROM services AS s LEFT JOIN organisations AS o ON o.id = s.organisation_id
		WHERE s.status = 'active' AND `+within+` ORDER BY s.id`, args...)
	if err != nil {
		return nil, err
	}
	at := make(map[string]*Listing, len(listings))
	for i := range listings {
		at[listings[i].ID] = &listings[i]
	}
	for _, load := range []func(db.Reader, map[string]*Listing, scope) error{loadPlaces, loadSchedules, loadLanguages, loadNeeds, loadAnswers} {
		if err := load(r, at, of); err != nil {
			return nil, err
		}
	}
	for i := range listings {
		listings[i].StepFree = stepFreeOf(listings[i].Places)
	}
	return listings, nil
}

func scanListing(row db.Scanner) (l Listing, err error) {
	var topics string
	var assured dates.Date
	err = row.Scan(&l.ID, &l.Name, &l.AlternateName, &l.Organisation, &l.Description, &l.Alert, &l.Cost, &l.Free, &l.Eligibility,
		&l.MinimumAge, &l.MaximumAge, &l.howToApply, &l.TakesReferrals, &assured, &l.Website, &l.Phone, &topics)
	if err != nil {
		return l, err
	}
	if assured != (dates.Date{}) {
		l.AssuredOn = assured.String()
	}
	return l, json.Unmarshal([]byte(topics), &l.Topics)
}

// partOf is a row that belongs to a service.
type partOf[T any] struct {
	serviceID string
	part      T
}

// attach reads rows and hands each to the listing it belongs to.
func attach[T any](r db.Reader, at map[string]*Listing, scan func(db.Scanner) (partOf[T], error), put func(*Listing, T), query string, args []any) error {
	rows, err := db.List(r, scan, query, args...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if listing := at[row.serviceID]; listing != nil {
			put(listing, row.part)
		}
	}
	return nil
}

func loadPlaces(r db.Reader, at map[string]*Listing, of scope) error {
	within, args := of.where("sl.service_id")
	scan := func(row db.Scanner) (p partOf[ListedPlace], err error) {
		var lat, lon *float64
		err = row.Scan(&p.serviceID, &p.part.Name, &p.part.Address, &p.part.Outcode, &p.part.Kind, &lat, &lon, &p.part.StepFree, &p.part.Access)
		p.part.Point = pointOf(lat, lon)
		return p, err
	}
	return attach(r, at, scan, func(l *Listing, p ListedPlace) { l.Places = append(l.Places, p) }, `
		SELECT sl.service_id, l.name, l.address, l.outcode, l.kind, l.latitude, l.longitude, l.step_free, l.accessibility
		FROM service_locations AS sl JOIN locations AS l ON l.id = sl.location_id
		WHERE `+within+` ORDER BY sl.service_id, sl.position`, args)
}

func loadSchedules(r db.Reader, at map[string]*Listing, of scope) error {
	within, args := of.where("service_id")
	scan := func(row db.Scanner) (p partOf[Schedule], err error) {
		err = row.Scan(&p.serviceID, &p.part.Summary, &p.part.Days, &p.part.Opens, &p.part.Closes)
		return p, err
	}
	put := func(l *Listing, s Schedule) {
		if s.Summary != "" {
			l.When = append(l.When, s.Summary)
		}
		l.openings = append(l.openings, openingsOf(s.Days, s.Opens, s.Closes)...)
	}
	return attach(r, at, scan, put, `SELECT service_id, summary, days, opens, closes
		FROM schedules WHERE `+within+` ORDER BY service_id, position`, args)
}

func loadLanguages(r db.Reader, at map[string]*Listing, of scope) error {
	within, args := of.where("service_id")
	return attach(r, at, scanText, func(l *Listing, language string) { l.Languages = append(l.Languages, language) },
		`SELECT service_id, language FROM service_languages WHERE `+within+` ORDER BY service_id, language`, args)
}

func loadNeeds(r db.Reader, at map[string]*Listing, of scope) error {
	within, args := of.where("service_id")
	scan := func(row db.Scanner) (p partOf[ServiceNeed], err error) {
		err = row.Scan(&p.serviceID, &p.part.Need, &p.part.FoundIn, &p.part.Word)
		return p, err
	}
	return attach(r, at, scan, func(l *Listing, need ServiceNeed) { l.Needs = append(l.Needs, need) },
		`SELECT service_id, need, found_in, word FROM service_needs WHERE `+within+` ORDER BY service_id, need`, args)
}

func loadAnswers(r db.Reader, at map[string]*Listing, of scope) error {
	within, args := of.where("service_id")
	type said struct {
		question Question
		answer   Answer
	}
	scan := func(row db.Scanner) (p partOf[said], err error) {
		err = row.Scan(&p.serviceID, &p.part.question, &p.part.answer)
		return p, err
	}
	put := func(l *Listing, s said) {
		if l.said == nil {
			l.said = make(Answers)
		}
		l.said[s.question] = s.answer
	}
	return attach(r, at, scan, put, `SELECT service_id, question, answer FROM service_answers WHERE `+within, args)
}

func scanText(row db.Scanner) (p partOf[string], err error) {
	err = row.Scan(&p.serviceID, &p.part)
	return p, err
}

func pointOf(lat, lon *float64) places.Point {
	if lat == nil || lon == nil {
		return places.Point{}
	}
	return places.Point{Lat: *lat, Lon: *lon}
}

func stepFreeOf(at []ListedPlace) Answer {
	locations := make([]Location, len(at))
	for i, place := range at {
		locations[i].StepFree = place.StepFree
	}
	return stepFree(locations)
}
