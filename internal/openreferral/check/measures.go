package check

import (
	"slices"
	"strings"

	"linkwork/internal/dates"
)

const (
	assuredDays = 90
	fewWords    = 20
)

// measures are what is counted, by version 3 and by the older names. Lack is
// said of services that do not tell it.
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
	if f.any("email") || reachable(f) || f.object("organization").any("email") || reachable(f.object("organization")) {
		return true
	}
	for _, inside := range append(f.list("contacts"), spots(f)...) {
		if inside.any("email") || reachable(inside) || reachable(inside.object("location")) {
			return true
		}
	}
	return false
}

func reachable(f fields) bool {
	return slices.ContainsFunc(f.list("phones"), func(p fields) bool { return p.any("number") })
}

// spots are where a service is given.
func spots(f fields) []fields { return f.list("service_at_locations") }

func tellsEligibility(f fields, _ dates.Date) bool {
	return f.any("eligibility_description") || f.has("minimum_age", "maximum_age") || len(f.list("eligibilitys", "eligibility")) > 0
}

func tellsSchedule(f fields, _ dates.Date) bool {
	when := f.list("schedules", "regular_schedules", "regular_schedule")
	for _, spot := range spots(f) {
		when = append(when, spot.list("schedules", "regular_schedule", "regular_schedules")...)
		when = append(when, spot.object("location").list("schedules")...)
	}
	return slices.ContainsFunc(when, func(s fields) bool {
		return s.any("byday", "bymonthday", "byweekno", "opens_at", "dtstart", "description", "notes", "schedule_link")
	})
}

func tellsCost(f fields, _ dates.Date) bool {
	return len(f.list("cost_options")) > 0 || f.any("fees", "fees_description")
}

func tellsPlace(f fields, _ dates.Date) bool {
	return slices.ContainsFunc(spots(f), func(spot fields) bool {
		l := spot.object("location")
		return l.text("location_type") == "virtual" || l.has("latitude") || slices.ContainsFunc(l.list("addresses", "physical_addresses"), func(a fields) bool { return a.any("postal_code", "address_1") })
	})
}

func tellsEnough(f fields, _ dates.Date) bool {
	return len(strings.Fields(f.text("description"))) > fewWords
}

func tellsAssured(f fields, today dates.Date) bool {
	day, err := dates.Parse(f.text("assured_date"))
	return err == nil && !day.IsZero() && !day.After(today) && !day.Before(today.AddDays(-assuredDays))
}
