package openreferral

import (
	"maps"
	"slices"
	"strings"
)

// Older feeds (Open Referral UK 1.0, HSDS 1 and 2) say the same things under
// other names and in other places. Upgrade moves them, within a record, to where
// version 3 has them, so that readers know one shape, and reports whether it
// found any. What has no place in version 3 stays under its old name.
func Upgrade(record map[string]any) (old bool) {
	old = upgradeService(record)
	for _, name := range []string{"services", "service"} {
		for _, service := range objectsIn(record[name]) {
			old = upgradeService(service) || old
		}
	}
	if location, ok := record["location"].(map[string]any); ok {
		old = upgradeLocation(location) || old
	}
	return upgradeOrganisation(record) || old
}

func upgradeService(s map[string]any) (old bool) {
	old = rename(s, "fundings", "funding")
	old = renameTimes(s) || old
	old = upgradeEligibility(s) || old
	old = upgradeTopics(s) || old
	if isService(object{fields: s}) {
		old = rename(s, "website", "url") || old
	}
	split(s, "languages", "name")
	split(s, "service_areas", "name")
	split(s, "required_documents", "document")
	for _, language := range objectsIn(s["languages"]) {
		old = rename(language, "language", "name") || old
	}
	for _, area := range objectsIn(s["service_areas"]) {
		fallback(area, "name", "service_area")
	}
	for _, at := range objectsIn(s["service_at_locations"]) {
		old = renameTimes(at) || old
		for _, location := range objectsIn(at["location"]) {
			old = upgradeLocation(location) || old
		}
	}
	for _, organisation := range objectsIn(s["organization"]) {
		old = upgradeOrganisation(organisation) || old
	}
	return old
}

func upgradeOrganisation(o map[string]any) (old bool) {
	if _, service := o["status"]; service || o["name"] == nil {
		return false
	}
	fallback(o, "website", "url")
	return false
}

func upgradeLocation(l map[string]any) (old bool) {
	split(l, "accessibility", "description")
	split(l, "languages", "name")
	old = rename(l, "accessibility_for_disabilities", "accessibility")
	for _, a := range objectsIn(l["accessibility"]) {
		fallback(a, "description", "accessibility")
	}
	for _, kind := range []string{"physical", "postal"} {
		for _, name := range []string{kind + "_addresses", kind + "_address"} {
			old = moveAddresses(l, name, kind) || old
		}
	}
	old = renameTimes(l) || old
	if l["location_type"] == nil && isTrue(l["virtual"]) {
		l["location_type"] = "virtual"
	}
	return old
}

func moveAddresses(l map[string]any, name, kind string) bool {
	moved := objectsIn(l[name])
	if len(moved) == 0 {
		return false
	}
	addresses, _ := l["addresses"].([]any)
	for _, address := range moved {
		if address["address_type"] == nil {
			address["address_type"] = kind
		}
		if uprn, ok := address["uprn"].(string); ok && uprn != "" && l["external_identifier"] == nil {
			l["external_identifier"], l["external_identifier_type"] = uprn, "UPRN"
		}
		addresses = append(addresses, address)
	}
	l["addresses"] = addresses
	delete(l, name)
	return true
}

// renameTimes takes regular schedules for schedules. Holidays have no place in
// version 3 and stay.
func renameTimes(of map[string]any) (old bool) {
	old = rename(of, "regular_schedules", "schedules") || rename(of, "regular_schedule", "schedules")
	for _, schedule := range objectsIn(of["schedules"]) {
		if weekday, ok := schedule["weekday"].(string); ok && schedule["byday"] == nil {
			if code := dayCode(weekday); code != "" {
				schedule["byday"] = code
				fallbackValue(schedule, "freq", "WEEKLY")
			}
		}
	}
	return old
}

// dayCode reads "Monday", "mon", "MO" or "1" (Monday, as version 1 counts).
func dayCode(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	for i, day := range dayNames {
		name := strings.ToLower(day.name)
		if text == name || len(text) >= 2 && strings.HasPrefix(name, strings.TrimSuffix(text, "s")) || text == string(rune('1'+i)) {
			return day.code
		}
	}
	return ""
}

// upgradeEligibility reads the list, or the words, that older feeds have.
func upgradeEligibility(s map[string]any) bool {
	if text, ok := s["eligibility"].(string); ok {
		fallbackValue(s, "eligibility_description", text)
		return true
	}
	list := append(objectsIn(s["eligibilitys"]), objectsIn(s["eligibility"])...)
	var said []string
	for _, e := range list {
		if text, ok := e["eligibility"].(string); ok && text != "" {
			said = append(said, text)
		}
		if len(list) == 1 { // several groups have no one range
			fallback2(s, e, "minimum_age")
			fallback2(s, e, "maximum_age")
		}
	}
	if len(said) > 0 {
		fallbackValue(s, "eligibility_description", strings.Join(said, "; "))
	}
	return len(list) > 0
}

// upgradeTopics turns a service's taxonomies into attributes.
func upgradeTopics(s map[string]any) bool {
	list := append(objectsIn(s["service_taxonomys"]), objectsIn(s["service_taxonomies"])...)
	if len(list) == 0 {
		return false
	}
	attributes, _ := s["attributes"].([]any)
	for _, topic := range list {
		attribute := maps.Clone(topic)
		if term, ok := attribute["taxonomy"].(map[string]any); ok {
			rename(term, "vocabulary", "taxonomy")
			attribute["taxonomy_term"] = term
			delete(attribute, "taxonomy")
		}
		attributes = append(attributes, attribute)
	}
	s["attributes"] = attributes
	delete(s, "service_taxonomys")
	delete(s, "service_taxonomies")
	return true
}

// rename moves a value to another name, where nothing stands yet.
func rename(of map[string]any, from, to string) bool {
	value, ok := of[from]
	if !ok || of[to] != nil {
		return false
	}
	of[to] = value
	delete(of, from)
	return true
}

// fallback copies a text to another name, where nothing stands yet.
func fallback(of map[string]any, to, from string) {
	if text, ok := of[from].(string); ok {
		fallbackValue(of, to, text)
	}
}

func fallbackValue(of map[string]any, to, text string) {
	if of[to] == nil && text != "" {
		of[to] = text
	}
}

func fallback2(to, from map[string]any, name string) {
	if to[name] == nil && from[name] != nil {
		to[name] = from[name]
	}
}

// split turns "English, Polish" into a list of objects.
func split(of map[string]any, name, as string) {
	text, ok := of[name].(string)
	if !ok {
		return
	}
	var list []any
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, map[string]any{as: part})
		}
	}
	if of[name] = list; list == nil {
		delete(of, name)
	}
}

// objectsIn returns the objects of a list, or the one object.
func objectsIn(value any) []map[string]any {
	switch v := value.(type) {
	case map[string]any:
		return []map[string]any{v}
	case []any:
		var all []map[string]any
		for _, element := range v {
			if fields, ok := element.(map[string]any); ok {
				all = append(all, fields)
			}
		}
		return all
	}
	return nil
}

func isTrue(value any) bool {
	switch v := value.(type) {
	case bool:
		return v
	case string:
		return slices.Contains([]string{"true", "yes", "1", "y", "t"}, strings.ToLower(strings.TrimSpace(v)))
	}
	return false
}
