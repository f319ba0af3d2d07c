package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkwork/internal/openreferral/standard"
	"linkwork/internal/places"
)

// values looks at what the fields of an object say together, and at the objects
// within it. It goes by the names of the fields, which mean the same wherever
// they stand.
func (x *inspection) values(at place, path string, f fields) {
	note := func(name, message string, got any) {
		x.note(Consistency, x.loose(), at, within(path, name), message, got)
	}
	openings(f, note)
	ages(f, note)
	position(f, note)
	x.postcode(at, path, f)
	pairs(f, note)
	for _, name := range slices.Sorted(maps.Keys(f)) {
		switch v := f[name].(type) {
		case map[string]any:
			x.values(at, within(path, name), v)
		case []any:
			for i, element := range v {
				if object, ok := element.(map[string]any); ok {
					x.values(at, fmt.Sprintf("%s[%d]", within(path, name), i), object)
				}
			}
		}
	}
}

func within(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

type noting func(name, message string, got any)

// openings compares times and days that belong together.
func openings(f fields, note noting) {
	opens, closes := f.text("opens_at"), f.text("closes_at")
	if standard.IsTime(opens) && standard.IsTime(closes) && closes[:5] <= opens[:5] {
		note("closes_at", "It closes before it opens. For hours past midnight give two schedules.", opens+" to "+closes)
	}
	if days := f.text("byday"); days != "" && !areDays(days) {
		note("byday", "It names a day that there is not. Write days like MO,TH, or with a number for a day of a month, like 2TU.", days)
	}
	from, to := f.text("valid_from"), f.text("valid_to")
	if standard.IsDate(from) && standard.IsDate(to) && to < from {
		note("valid_to", "“valid_to” is before “valid_from”.", from+" to "+to)
	}
}

func ages(f fields, note noting) {
	least, hasLeast := f.number("minimum_age")
	most, hasMost := f.number("maximum_age")
	if hasLeast && hasMost && least > most {
		note("minimum_age", "The minimum age is above the maximum age, so nobody is eligible.", fmt.Sprintf("%v to %v", least, most))
	}
	for _, name := range []string{"minimum_age", "maximum_age"} {
		if _, ok := f.number(name); ok && !isAge(f, name) {
			note(name, fmt.Sprintf("“%s” is not an age in years. Leave it out where there is no limit.", name), f[name])
		}
	}
}

// isAge says whether a field has an age in years.
func isAge(f fields, name string) bool {
	age, ok := f.number(name)
	return ok && age >= 0 && age <= 130
}

func position(f fields, note noting) {
	lat, hasLat := f.number("latitude")
	lon, hasLon := f.number("longitude")
	point, swapped := places.Point{Lat: lat, Lon: lon}, places.Point{Lat: lon, Lon: lat}
	got := fmt.Sprintf("%v, %v", lat, lon)
	switch {
	case hasLat != hasLon:
		note("latitude", "A position needs both latitude and longitude.", nil)
	case !hasLat || point.InUK():
	case swapped.InUK():
		note("latitude", "Latitude and longitude are the wrong way round.", got)
	default:
		note("latitude", "The position is not in the United Kingdom. Leave it out where it is not known.", got)
	}
}

// abroad are addresses whose postcode is another country's business.
func abroad(country string) bool {
	home := []string{"", "GB", "UK", "GBR", "UNITED KINGDOM", "GREAT BRITAIN", "ENGLAND", "SCOTLAND", "WALES", "NORTHERN IRELAND"}
	return !slices.Contains(home, strings.ToUpper(country))
}

// postcode wants whole postcodes. The first half alone is less, and no fault of
// whoever knows no more.
func (x *inspection) postcode(at place, path string, f fields) {
	code := f.text("postal_code")
	if code == "" || abroad(f.text("country")) {
		return
	}
	if _, err := places.ParsePostcode(code); err == nil {
		return
	}
	severity := x.loose()
	if _, err := places.ParseOutcode(code); err == nil {
		severity = Warning
	}
	x.note(Consistency, severity, at, within(path, "postal_code"), "The postcode is not a whole postcode of the United Kingdom. Write it like QX3 7LB.", code)
}

// pairs compares an id with that of the object beside it.
func pairs(f fields, note noting) {
	for _, name := range []string{"organization", "location", "service", "taxonomy_term", "program", "unit"} {
		id, inside := f.text(name+"_id"), f.object(name).text("id")
		if id != "" && inside != "" && !strings.EqualFold(id, inside) {
			note(name+"_id", fmt.Sprintf("“%s_id” is not the id of the “%[1]s” beside it.", name), id)
		}
	}
}
