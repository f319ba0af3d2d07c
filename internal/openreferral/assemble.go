package openreferral

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkwork/internal/openreferral/document"
)

// Assembled is a service of a package of tables with everything that belongs to
// it, as version 3 has it in one record.
type Assembled struct {
	Place  // its line
	Fields map[string]any
}

// row is a line of a table, as an object of a record.
type row = map[string]any

// line is a row with where it stands.
type line struct {
	Place
	row row
}

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
	"service_attributes":       {{"service_id", "services", "attributes"}},
	"service_at_locations":     {{"service_id", "services", "service_at_locations"}},
	"capacities":               {{"service_id", "services", "capacities"}},
	"additional_urls":          {{"service_id", "services", "additional_urls"}, {"organization_id", "organizations", "additional_urls"}},
	"reviews":                  {{"service_id", "services", "reviews"}},
	"organization_identifiers": {{"organization_id", "organizations", "organization_identifiers"}},
}

// named are what a row names by a key and gets a copy of, under a name.
var named = map[string][]struct{ key, table, name string }{
	"services":             {{"organization_id", "organizations", "organization"}, {"program_id", "programs", "program"}},
	"service_at_locations": {{"location_id", "locations", "location"}},
	"attributes":           {{"taxonomy_term_id", "taxonomy_terms", "taxonomy_term"}},
	"service_attributes":   {{"taxonomy_term_id", "taxonomy_terms", "taxonomy_term"}},
	"other_attributes":     {{"taxonomy_term_id", "taxonomy_terms", "taxonomy_term"}},
	"service_taxonomys":    {{"taxonomy_id", "taxonomy_terms", "taxonomy"}},
	"capacities":           {{"unit_id", "units", "unit"}},
}

// namedOrder is from the inside outwards: what is copied must be whole before.
var namedOrder = []string{"attributes", "service_attributes", "other_attributes", "service_taxonomys", "capacities", "service_at_locations", "services"}

// linked are tables whose rows lead to anything at all by a key, and the list
// that they are of what they lead to.
var linked = []home{{"link_id", "attributes", "attributes"}, {"link_id", "other_attributes", "attributes"}, {"resource_id", "metadata", "metadata"}}

// Assemble nests the rows of a package into services, in the order of their
// table and upgraded to the shape of version 3. Loose hears what leads nowhere:
// the field is the key of the row, or empty where no key of it is filled.
func Assemble(p document.Package, loose func(Problem)) (services []Assembled) {
	a := newAssembly(p, loose)
	for _, table := range slices.Sorted(maps.Keys(homes)) {
		for _, l := range a.tables[table] {
			a.settle(table, l)
		}
	}
	for _, table := range linked {
		for _, l := range a.tables[table.table] {
			a.link(l, table)
		}
	}
	a.nameTopics()
	for _, table := range namedOrder {
		for _, l := range a.tables[table] {
			a.complete(table, l)
		}
	}
	for _, l := range a.tables["services"] {
		a.placeOf(l)
		Upgrade(l.row)
		services = append(services, Assembled{l.Place, l.row})
	}
	a.tellMissing()
	return services
}

// assembly is a package whose rows are being joined by their keys.
type assembly struct {
	tables  map[string][]line
	files   map[string]string         // tables, to the names of their files
	known   map[string]map[string]row // tables, to their rows by id
	loose   func(Problem)
	missing map[noTable]int // how many rows lead to a table that is not there
}

// noTable is a table that is not there, and the column that leads to it.
type noTable struct{ file, column, table string }

func newAssembly(p document.Package, loose func(Problem)) *assembly {
	a := &assembly{tables: make(map[string][]line), files: make(map[string]string), known: make(map[string]map[string]row), loose: loose, missing: make(map[noTable]int)}
	for _, table := range p.Tables {
		a.files[table.Name] = table.File
		if a.known[table.Name] == nil {
			a.known[table.Name] = make(map[string]row, len(table.Rows))
		}
		for i, r := range table.Rows {
			a.tables[table.Name] = append(a.tables[table.Name], line{Place{File: table.File, Line: table.Lines[i]}, r})
			if id := textOf(r["id"]); id != "" && a.known[table.Name][id] == nil {
				a.known[table.Name][id] = r
			}
		}
	}
	return a
}

// settle puts a row into the list of the first home that is there.
func (a *assembly) settle(table string, l line) {
	filled := home{}
	for _, h := range homes[table] {
		if owner := a.known[h.table][textOf(l.row[h.key])]; owner != nil {
			into(owner, h.list, l.row)
			return
		}
		if textOf(l.row[h.key]) != "" && filled.key == "" {
			filled = h
		}
	}
	if filled.key != "" {
		a.nowhere(l, filled.key, filled.table, "it is left out")
		return
	}
	var keys []string
	for _, h := range homes[table] {
		keys = append(keys, h.key)
	}
	a.loose(Problem{Place: l.Place, ID: textOf(l.row["id"]), Reason: fmt.Sprintf("belongs to nothing, for it has no %s; it is left out", orWords(keys))})
}

// link gives attributes and changes of fields to what they are of, whatever
// that is.
func (a *assembly) link(l line, to home) {
	for _, owners := range []string{"services", "organizations", "locations", "service_at_locations", "contacts", "phones", "cost_options"} {
		if owner := a.known[owners][textOf(l.row[to.key])]; owner != nil {
			into(owner, to.list, l.row)
			return
		}
	}
}

// complete gives a row copies of what it names.
func (a *assembly) complete(table string, l line) {
	for _, part := range named[table] {
		id := textOf(l.row[part.key])
		what := a.known[part.table][id]
		if id != "" && what == nil {
			a.nowhere(l, part.key, part.table, "it is taken without")
		}
		nest(l.row, part.name, what)
	}
}

// nowhere tells of a key that leads nowhere. Where the whole table is missing it
// is told once.
func (a *assembly) nowhere(l line, key, table, so string) {
	if a.known[table] == nil {
		a.missing[noTable{l.File, key, table}]++
		return
	}
	a.loose(Problem{Place: l.Place, ID: textOf(l.row["id"]), Field: key, Reason: fmt.Sprintf("“%s” is not in %s; %s", textOf(l.row[key]), a.files[table], so)})
}

func (a *assembly) tellMissing() {
	for _, m := range slices.SortedFunc(maps.Keys(a.missing), func(x, y noTable) int { return strings.Compare(x.file+x.column, y.file+y.column) }) {
		a.loose(Problem{Place: Place{File: m.file}, Field: m.column,
			Reason: fmt.Sprintf("the package has no %s.csv, to which %s; what they need of it is left out", m.table, lead(a.missing[m]))})
	}
}

func lead(n int) string {
	if n == 1 {
		return "one line leads"
	}
	return fmt.Sprintf("%d lines lead", n)
}

// nameTopics reads the list of ids of terms that some exports keep in the
// service itself.
func (a *assembly) nameTopics() {
	for _, l := range a.tables["services"] {
		for id := range strings.SplitSeq(textOf(l.row["taxonomy_ids"]), ",") {
			if term := a.known["taxonomy_terms"][strings.TrimSpace(id)]; term != nil {
				into(l.row, "service_taxonomys", row{"taxonomy": maps.Clone(term)})
			}
		}
	}
}

// placeOf gives a service the one place that it names itself, as version 1 has
// it, and takes the place's organisation for its own where only that names one.
func (a *assembly) placeOf(l line) {
	id := textOf(l.row["location_id"])
	if id == "" {
		return
	}
	location := a.known["locations"][id]
	if location == nil {
		a.nowhere(l, "location_id", "locations", "it is taken without")
		return
	}
	if l.row["service_at_locations"] == nil {
		l.row["service_at_locations"] = []any{row{"id": "at-" + textOf(l.row["id"]), "location": maps.Clone(location)}}
	}
	nest(l.row, "organization", a.known["organizations"][textOf(location["organization_id"])])
}

// into puts a row into a list of its owner.
func into(owner row, list string, r row) {
	there, _ := owner[list].([]any)
	owner[list] = append(there, r)
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
