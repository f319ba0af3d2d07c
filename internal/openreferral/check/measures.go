package check

import (
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/openreferral/standard"
	"linkwork/internal/places"
)

const (
	assuredDays = 90
	fewWords    = 20
)

// measures are what is counted, by the names of version 3. A value that is wrong
// in itself tells nobody anything and does not count: an email address that is
// none, a time of 25:00. Lack is said of services that do not tell it.
var measures = []struct {
	name, words, lack, advice string
	told                      func(f fields, today dates.Date) bool
}{
	{"contact", "a phone number or email address", "give no phone number or email address", "Give one of them.", tellsContact},
	{"eligibility", "who it is for", "do not say who they are for", "Fill minimum_age, maximum_age or eligibility_description.", tellsEligibility},
	{"schedule", "when it runs", "do not say when they run", "Fill schedules.", tellsSchedule},
	{"cost", "what it costs", "do not say what they cost", "Fill cost_options or fees, also where it is free.", tellsCost},
	{"place", "where it is, or that it is online", "do not say where they are, or that they are online", "Fill service_at_locations with an address or a position, or a location_type of virtual.", tellsPlace},
	{"description", "a description of more than 20 words", "have no description of more than 20 words", "Say what happens there, in plain words.", tellsEnough},
	{"assured", "checked in the last 90 days", "were not checked in the last 90 days", "Check them every 90 days, and say when in assured_date.", tellsAssured},
}

func tellsContact(f fields, _ dates.Date) bool {
	owner := f.object("organization")
	inside := slices.Concat([]fields{f, owner}, f.list("contacts"), owner.list("contacts"), spots(f))
	for _, spot := range spots(f) {
		inside = append(inside, spot.object("location"))
		inside = append(inside, spot.list("contacts")...)
		inside = append(inside, spot.object("location").list("contacts")...)
	}
	return slices.ContainsFunc(inside, isReachable)
}

// isReachable says whether an object has an email address or a phone number.
func isReachable(f fields) bool {
	return standard.IsEmail(f.text("email")) || slices.ContainsFunc(f.list("phones"), func(p fields) bool {
		return strings.ContainsAny(p.text("number"), "0123456789")
	})
}

// spots are where a service is given.
func spots(f fields) []fields { return f.list("service_at_locations") }

func tellsEligibility(f fields, _ dates.Date) bool {
	return f.any("eligibility_description") || isAge(f, "minimum_age") || isAge(f, "maximum_age")
}

func tellsSchedule(f fields, _ dates.Date) bool {
	when := f.list("schedules")
	for _, spot := range spots(f) {
		when = append(when, spot.list("schedules")...)
		when = append(when, spot.object("location").list("schedules")...)
	}
	return slices.ContainsFunc(when, isTime)
}

// isTime says whether a schedule tells when, in its parts or in words. One with a
// time that there is not misleads.
func isTime(s fields) bool {
	for _, name := range []string{"opens_at", "closes_at"} {
		if text := s.text(name); text != "" && !standard.IsTime(text) {
			return false
		}
	}
	if days := s.text("byday"); days != "" && !areDays(days) {
		return false
	}
	return standard.IsTime(s.text("opens_at")) || standard.IsDate(s.text("dtstart")) || s.text("byday") != "" ||
		s.any("bymonthday", "byweekno", "description", "notes") || standard.IsURI(s.text("schedule_link"))
}

// aDay is one of a list of days: MO, or 2TU and -1SU in a month.
var aDay = regexp.MustCompile(`(?i)^\s*-?[1-5]?(MO|TU|WE|TH|FR|SA|SU)\s*$`)

// areDays says whether a list of days has days only.
func areDays(list string) bool {
	for day := range strings.SplitSeq(list, ",") {
		if !aDay.MatchString(day) {
			return false
		}
	}
	return true
}

func tellsCost(f fields, _ dates.Date) bool {
	return f.any("fees", "fees_description") || slices.ContainsFunc(f.list("cost_options"), func(c fields) bool {
		_, amount := c.number("amount")
		return amount || c.any("option", "amount_description")
	})
}

func tellsPlace(f fields, _ dates.Date) bool {
	return slices.ContainsFunc(spots(f), func(spot fields) bool {
		l := spot.object("location")
		return l.text("location_type") == "virtual" || isInUK(l) || slices.ContainsFunc(l.list("addresses"), func(a fields) bool { return a.any("postal_code", "address_1") })
	})
}

func isInUK(location fields) bool {
	lat, hasLat := location.number("latitude")
	lon, hasLon := location.number("longitude")
	return hasLat && hasLon && places.Point{Lat: lat, Lon: lon}.InUK()
}

func tellsEnough(f fields, _ dates.Date) bool {
	return len(strings.Fields(f.text("description"))) > fewWords
}

func tellsAssured(f fields, today dates.Date) bool {
	day, err := dates.Parse(f.text("assured_date"))
	return err == nil && !day.IsZero() && !day.After(today) && !day.Before(today.AddDays(-assuredDays))
}
