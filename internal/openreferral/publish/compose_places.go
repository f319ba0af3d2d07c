package publish

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/places"
)

// putPlaces writes the places of a service. One that its source told keeps
// what was told of it.
func putPlaces(b fields, s directory.Service) {
	told, _ := b["service_at_locations"].([]any)
	before := make(map[string]fields)
	if was, ok := openreferral.Told(s.Origin); ok {
		for _, l := range was.Locations {
			before[l.ID] = locationOf(l)
		}
	}
	var list []any
	for i, l := range s.Locations {
		at := fields{"id": partID(s, "service_at_location", i)}
		location := locationOf(l)
		if kept := slices.IndexFunc(told, func(a any) bool { return isAt(a, s.Source, l.ID) }); kept >= 0 {
			at = told[kept].(fields)
			if was, ok := at["location"].(fields); ok {
				location = merged(was, before[l.ID], location)
			}
		}
		at["location"] = location
		list = append(list, at)
	}
	setList(b, "service_at_locations", list)
}

// isAt says whether a service at a location is at this one.
func isAt(at any, source, locationID string) bool {
	a, _ := at.(fields)
	l, _ := a["location"].(fields)
	id, _ := l["id"].(string)
	return id != "" && openreferral.StableID(source, "location", id) == locationID
}

// merged is what was told of a place with what is known otherwise in its place.
// What says the same stays as it was told, with all its parts.
func merged(told, before, after fields) fields {
	for name := range before {
		if _, still := after[name]; !still {
			delete(told, name)
		}
	}
	for name, value := range after {
		if !reflect.DeepEqual(before[name], value) {
			told[name] = value
		}
	}
	return told
}

func locationOf(l directory.Location) fields {
	body := fields{"id": l.ID}
	for name, text := range map[string]string{"name": l.Name, "location_type": l.Kind, "transportation": l.Transport} {
		if text != "" {
			body[name] = text
		}
	}
	if l.Point.Known() {
		body["latitude"], body["longitude"] = decimal(l.Point.Lat), decimal(l.Point.Lon)
	}
	if l.Property != "" {
		body["external_identifier"], body["external_identifier_type"] = l.Property, "UPRN"
	}
	if address := addressOf(l); address != nil {
		body["addresses"] = []any{address}
	}
	if words := accessWords(l); words != "" {
		body["accessibility"] = []any{fields{"id": openreferral.StableID(l.ID, "accessibility", "0"), "description": words}}
	}
	return body
}

// accessWords say how one gets in. The standard has no yes or no for it, so
// what is known to be step-free, or not, is said in words that are read back as
// the same; older words to the contrary give way.
func accessWords(l directory.Location) string {
	known, ok := map[directory.Answer]string{directory.Yes: "Step-free access.", directory.No: "No step-free access."}[l.StepFree]
	if !ok || openreferral.StepFree(l.Accessibility) == l.StepFree {
		return l.Accessibility
	}
	if all := strings.TrimSpace(known + " " + l.Accessibility); openreferral.StepFree(all) == l.StepFree {
		return all
	}
	return known
}

func addressOf(l directory.Location) fields {
	if l.Address == "" && l.Postcode == "" {
		return nil
	}
	return fields{"id": openreferral.StableID(l.ID, "address", "0"), "address_1": l.Address, "city": "", "state_province": "",
		"postal_code": l.Postcode, "country": "GB", "address_type": "physical"}
}

// putTimes writes the schedules: those of a place under it, the others under
// the service.
func putTimes(b fields, s directory.Service) {
	var general []any
	at := make(map[string][]any)
	for i, schedule := range s.Schedules {
		body := scheduleOf(schedule, partID(s, "schedule", i))
		if schedule.LocationID == "" {
			general = append(general, body)
		} else {
			at[schedule.LocationID] = append(at[schedule.LocationID], body)
		}
	}
	setList(b, "schedules", general)
	all, _ := b["service_at_locations"].([]any)
	for _, one := range all {
		place, ok := one.(fields)
		if !ok {
			continue
		}
		delete(place, "schedules")
		for id, schedules := range at {
			if isAt(one, s.Source, id) {
				place["schedules"] = schedules
			}
		}
	}
}

func scheduleOf(s directory.Schedule, id string) fields {
	body := fields{"id": id}
	days := s.ByDay
	if days == "" {
		days = s.Days
	}
	for name, text := range map[string]string{"description": s.Summary, "freq": string(s.Repeats), "byday": days, "bymonthday": s.ByMonthDay,
		"opens_at": s.Opens, "closes_at": s.Closes, "dtstart": s.StartsOn.String(), "until": s.EndsOn.String(),
		"valid_from": s.ValidFrom.String(), "valid_to": s.ValidTo.String()} {
		set(body, name, text)
	}
	if s.Repeats == "" && days != "" {
		body["freq"] = string(directory.Weekly)
	}
	if s.Every > 1 {
		body["interval"] = number(s.Every)
	}
	if s.Times > 0 {
		body["count"] = number(s.Times)
	}
	return body
}

// partID is an id for a part that has none: always the same for the service,
// the sort of part and its place in the list.
func partID(s directory.Service, kind string, i int) string {
	return openreferral.StableID(s.ID, kind, strconv.Itoa(i))
}

func number(n int) json.Number { return json.Number(strconv.Itoa(n)) }

func decimal(f float64) json.Number { return json.Number(strconv.FormatFloat(f, 'f', -1, 64)) }

// inUK says whether a position that was published can be one here.
func inUK(lat, lon any) (places.Point, bool) {
	y, x := numberOf(lat), numberOf(lon)
	if y == nil || x == nil {
		return places.Point{}, false
	}
	p := places.Point{Lat: *y, Lon: *x}
	return p, p.InUK()
}
