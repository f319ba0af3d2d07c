package directory

import (
	"encoding/json"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/places"
)

// loadListings reads every active service as the index needs it. The caller's
// snapshot makes the parts fit together.
func loadListings(r db.Reader) ([]Listing, error) {
	listings, err := db.List(r, scanListing, `
		SELECT s.id, s.name, s.alternate_name, COALESCE(o.name, ''), s.description, s.alert, s.cost, s.free, s.eligibility,
			s.minimum_age, s.maximum_age, s.takes_referrals, s.assured_on, s.website, s.phone, s.topics
		FROM services AS s LEFT JOIN organisations AS o ON o.id = s.organisation_id
		WHERE s.status = 'active' ORDER BY s.id`)
	if err != nil {
		return nil, err
	}
	at := make(map[string]*Listing, len(listings))
	for i := range listings {
		at[listings[i].ID] = &listings[i]
	}
	for _, load := range []func(db.Reader, map[string]*Listing) error{loadPlaces, loadSchedules, loadLanguages, loadNeeds} {
		if err := load(r, at); err != nil {
			return nil, err
		}
	}
	for i := range listings {
		listings[i].StepFree = stepFreeOf(listings[i].Places)
	}
	return listings, nil
}

func scanListing(row db.Scanner) (l Listing, err error) {
	var alternate, topics string
	var assured dates.Date
	err = row.Scan(&l.ID, &l.Name, &alternate, &l.Organisation, &l.Description, &l.Alert, &l.Cost, &l.Free, &l.Eligibility,
		&l.MinimumAge, &l.MaximumAge, &l.TakesReferrals, &assured, &l.Website, &l.Phone, &topics)
	if err != nil {
		return l, err
	}
	if assured != (dates.Date{}) {
		l.AssuredOn = assured.String()
	}
	err = json.Unmarshal([]byte(topics), &l.Topics)
	if alternate != "" { // another name tells as much as a topic, and is shown as one
		l.Topics = append(l.Topics, alternate)
	}
	return l, err
}

// partOf is a row that belongs to a service.
type partOf[T any] struct {
	serviceID string
	part      T
}

// attach reads rows and hands each to the listing it belongs to.
func attach[T any](r db.Reader, at map[string]*Listing, scan func(db.Scanner) (partOf[T], error), put func(*Listing, T), query string) error {
	rows, err := db.List(r, scan, query)
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

func loadPlaces(r db.Reader, at map[string]*Listing) error {
	scan := func(row db.Scanner) (p partOf[ListedPlace], err error) {
		var lat, lon *float64
		err = row.Scan(&p.serviceID, &p.part.Name, &p.part.Address, &p.part.Outcode, &p.part.Kind, &lat, &lon, &p.part.StepFree)
		p.part.Point = pointOf(lat, lon)
		return p, err
	}
	return attach(r, at, scan, func(l *Listing, p ListedPlace) { l.Places = append(l.Places, p) }, `
		SELECT sl.service_id, l.name, l.address, l.outcode, l.kind, l.latitude, l.longitude, l.step_free
		FROM service_locations AS sl JOIN locations AS l ON l.id = sl.location_id
		ORDER BY sl.service_id, sl.position`)
}

func loadSchedules(r db.Reader, at map[string]*Listing) error {
	return attach(r, at, scanText, func(l *Listing, when string) { l.When = append(l.When, when) },
		`SELECT service_id, summary FROM schedules WHERE summary <> '' ORDER BY service_id, position`)
}

func loadLanguages(r db.Reader, at map[string]*Listing) error {
	return attach(r, at, scanText, func(l *Listing, language string) { l.Languages = append(l.Languages, language) },
		`SELECT service_id, language FROM service_languages ORDER BY service_id, language`)
}

func loadNeeds(r db.Reader, at map[string]*Listing) error {
	scan := func(row db.Scanner) (p partOf[ServiceNeed], err error) {
		err = row.Scan(&p.serviceID, &p.part.Need, &p.part.FoundIn, &p.part.Word)
		return p, err
	}
	return attach(r, at, scan, func(l *Listing, need ServiceNeed) { l.Needs = append(l.Needs, need) },
		`SELECT service_id, need, found_in, word FROM service_needs ORDER BY service_id, need`)
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
