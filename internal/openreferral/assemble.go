package openreferral

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// home is where the rows of a table can belong: the column with the key, the
// table it leads to, and the name of the list there. The first that fits
// counts, so that every row stands in a record once.
type home struct{ key, table, list string }

// homes says where the rows of each table belong.
var homes = map[string][]home{
	"phones":                   {{"contact_id", "contacts", "phones"}, {"service_id", "services", "phones"}, {"service_at_location_id", "service_at_locations", "phones"}, {"location_id", "locations", "phones"}, {"organization_id", "organizations", "phones"}},
	"contacts":                 {{"service_id", "services", "contacts"}, {"service_at_location_id", "service_at_locations", "contacts"}, {"location_id", "locations", "contacts"}, {"organization_id", "organizations", "contacts"}},
	"schedules":                {{"service_at_location_id", "service_at_locations", "schedules"}, {"service_id", "services", "schedules"}, {"location_id", "locations", "schedules"}},
	"regular_schedules":        {{"service_at_location_id", "service_at_locations", "schedules"}, {"service_id", "services", "schedules"}, {"location_id", "locations", "schedules"}},
	"holiday_schedules":        {{"service_at_location_id", "service_at_locations", "holiday_schedules"}, {"service_id", "services", "holiday_schedules"}, {"location_id", "locations", "holiday_schedules"}},
	"languages":                {{"service_id", "services", "languages"}, {"location_id", "locations", "languages"}, {"phone_id", "phones", "languages"}},
	"addresses":                {{"location_id", "locations", "addresses"}},
	"physical_addresses":       {{"location_id", "locations", "physical_addresses"}},
	"postal_addresses":         {{"location_id", "locations", "postal_addresses"}},
	"accessibility":            {{"location_id", "locations", "accessibility"}},
	"cost_options":             {{"service_id", "services", "cost_options"}},
	"funding":                  {{"service_id", "services", "funding"}, {"organization_id", "organizations", "funding"}},
	"eligibilitys":             {{"service_id", "services", "eligibilitys"}},
	"required_documents":       {{"service_id", "services", "required_documents"}},
	"payments_accepted":        {{"service_id", "services", "payments_accepted"}},
	"service_areas":            {{"service_id", "services", "service_areas"}, {"service_at_location_id", "service_at_locations", "service_areas"}},
	"service_taxonomys":        {{"service_id", "services", "service_taxonomys"}},
	"capacities":               {{"service_id", "services", "capacities"}},
	"additional_urls":          {{"service_id", "services", "additional_urls"}, {"organization_id", "organizations", "additional_urls"}},
	"reviews":                  {{"service_id", "services", "reviews"}},
	"organization_identifiers": {{"organization_id", "organizations", "organization_identifiers"}},
}

// assemble nests the rows of a package into services as the interface would
// give them. What belongs to nothing is reported.
func (t tables) assemble(notes *remarks) []row {
	known := t.byID()
	t.nameTopics(known["taxonomy_terms"])
	t.placeUnits(known["units"])
	for _, table := range slices.Sorted(maps.Keys(homes)) {
		for i, r := range t[table] {
			if !place(r, homes[table], known) {
				notes.warn(Problem{ID: textOf(r["id"]), Reason: table + ", line " + lineWords(i) + ": belongs to nothing in the package; left out"})
			}
		}
	}
	t.placeAttributes(known)
	t.placeLocations(known)
	for _, service := range t["services"] {
		nest(service, "organization", known["organizations"][textOf(service["organization_id"])])
		nest(service, "program", known["programs"][textOf(service["program_id"])])
		if service["organization"] == nil {
			t.organisationOfPlace(service, known)
		}
	}
	return t["services"]
}

// lineWords is the line of a row in its file: the header is line 1.
func lineWords(i int) string { return strconv.Itoa(i + 2) }

func (t tables) byID() map[string]map[string]row {
	all := make(map[string]map[string]row)
	for table, rows := range t {
		all[table] = make(map[string]row, len(rows))
		for _, r := range rows {
			if id := textOf(r["id"]); id != "" && all[table][id] == nil {
				all[table][id] = r
			}
		}
	}
	return all
}

// place puts a row into the list of the first home that is there.
func place(r row, places []home, known map[string]map[string]row) bool {
	for _, p := range places {
		owner := known[p.table][textOf(r[p.key])]
		if owner == nil {
			continue
		}
		list, _ := owner[p.list].([]any)
		owner[p.list] = append(list, r)
		return true
	}
	return false
}

// placeAttributes gives attributes and changes of fields to what they are of,
// whatever that is.
func (t tables) placeAttributes(known map[string]map[string]row) {
	for table, key := range map[string]string{"attributes": "link_id", "metadata": "resource_id"} {
		for _, r := range t[table] {
			for _, owners := range []string{"services", "organizations", "locations", "service_at_locations", "contacts", "phones", "cost_options"} {
				if owner := known[owners][textOf(r[key])]; owner != nil {
					list, _ := owner[table].([]any)
					owner[table] = append(list, r)
					break
				}
			}
		}
	}
}

// nameTopics puts the term into whatever leads to it, and reads the list of
// ids that some exports keep in the service itself.
func (t tables) nameTopics(terms map[string]row) {
	for _, r := range t["attributes"] {
		nest(r, "taxonomy_term", terms[textOf(r["taxonomy_term_id"])])
	}
	for _, r := range t["service_taxonomys"] {
		nest(r, "taxonomy", terms[textOf(r["taxonomy_id"])])
	}
	for _, service := range t["services"] {
		for id := range strings.SplitSeq(textOf(service["taxonomy_ids"]), ",") {
			if term := terms[strings.TrimSpace(id)]; term != nil {
				list, _ := service["service_taxonomys"].([]any)
				service["service_taxonomys"] = append(list, row{"taxonomy": maps.Clone(term)})
			}
		}
	}
}

func (t tables) placeUnits(units map[string]row) {
	for _, capacity := range t["capacities"] {
		nest(capacity, "unit", units[textOf(capacity["unit_id"])])
	}
}

// placeLocations joins services with their places, also where a service itself
// names its one place.
func (t tables) placeLocations(known map[string]map[string]row) {
	for _, at := range t["service_at_locations"] {
		nest(at, "location", known["locations"][textOf(at["location_id"])])
		if service := known["services"][textOf(at["service_id"])]; service != nil {
			list, _ := service["service_at_locations"].([]any)
			service["service_at_locations"] = append(list, at)
		}
	}
	for _, service := range t["services"] {
		location := known["locations"][textOf(service["location_id"])]
		if service["service_at_locations"] == nil && location != nil {
			service["service_at_locations"] = []any{row{"id": "at-" + textOf(service["id"]), "location": maps.Clone(location)}}
		}
	}
}

// organisationOfPlace takes the organisation of the place for that of the
// service, where only the place names one.
func (t tables) organisationOfPlace(service row, known map[string]map[string]row) {
	location := known["locations"][textOf(service["location_id"])]
	nest(service, "organization", known["organizations"][textOf(location["organization_id"])])
}

// nest puts a copy of an object into another, if there is one. Copies keep two
// owners from sharing what is changed later.
func nest(into row, name string, what row) {
	if what != nil && into[name] == nil {
		into[name] = maps.Clone(what)
	}
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}
