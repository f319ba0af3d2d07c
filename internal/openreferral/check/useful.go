package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"linkwork/internal/dates"
)

// Useful says how far services tell what people need to know. Services that are
// listed without their details are not counted.
type Useful struct {
	Services int       `json:"services"` // that were looked at
	Score    int       `json:"score"`    // 0 to 100: the mean share of the measures
	Measures []Measure `json:"measures"`
	Worst    []Worst   `json:"worst"` // services that tell least, at most ten
}

// Measure is one thing that a service should tell.
type Measure struct {
	Name  string `json:"name"` // "contact"
	Words string `json:"words"`
	Have  int    `json:"have"` // services that tell it
}

// Worst is a service that tells little.
type Worst struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Missing []string `json:"missing"` // names of measures
}

const (
	worstShown  = 10
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

// usefulness counts services as they are met.
type usefulness struct {
	today    dates.Date
	services int
	have     [7]int
	worst    []Worst
}

// isListed says whether a record has only what a list has, and so tells nothing
// of what it has.
func isListed(f fields) bool {
	return !f.has("schedules", "service_at_locations", "cost_options", "contacts", "phones", "service_areas", "languages", "attributes", "regular_schedules", "eligibilitys")
}

func (u *usefulness) add(f fields) {
	u.services++
	w := Worst{ID: shown(f.text("id")), Name: shown(f.text("name")), Missing: []string{}}
	for i, m := range measures {
		if m.told(f, u.today) {
			u.have[i]++
		} else {
			w.Missing = append(w.Missing, m.name)
		}
	}
	if len(w.Missing) == 0 {
		return
	}
	u.worst = append(u.worst, w)
	slices.SortStableFunc(u.worst, func(a, b Worst) int { return cmp.Compare(len(b.Missing), len(a.Missing)) })
	u.worst = u.worst[:min(len(u.worst), worstShown)]
}

// judge turns the counts into shares and advice.
func (u *usefulness) judge(x *inspection) Useful {
	result := Useful{Services: u.services, Measures: []Measure{}, Worst: append([]Worst{}, u.worst...)}
	if u.services == 0 {
		return result
	}
	x.looked[Usefulness] = true
	total := 0.0
	for i, m := range measures {
		result.Measures = append(result.Measures, Measure{m.name, m.words, u.have[i]})
		share := float64(u.have[i]) / float64(u.services)
		total += share
		severity := Advice
		if share < 0.5 {
			severity = Warning
		}
		if lack := u.services - u.have[i]; lack > 0 {
			x.notes.add(Finding{Level: Usefulness, Severity: severity, Where: x.endpoint("service"),
				Message: fmt.Sprintf("%d of %d services %s. %s", lack, u.services, m.lack, m.advice)}, Example{})
		}
	}
	result.Score = int(math.Round(100 * total / float64(len(measures))))
	return result
}
