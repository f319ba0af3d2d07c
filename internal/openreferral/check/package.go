package check

import (
	"encoding/json"
	"errors"

	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// kindsOfTables are the kinds of record that the tables of a package hold, by
// the names that they have in version 3.
var kindsOfTables = map[string]string{
	"services": "service", "organizations": "organization", "organization_identifiers": "organization_identifier", "programs": "program",
	"service_at_locations": "service_at_location", "locations": "location", "addresses": "address", "phones": "phone", "contacts": "contact",
	"schedules": "schedule", "languages": "language", "accessibility": "accessibility", "cost_options": "cost_option", "funding": "funding",
	"required_documents": "required_document", "service_areas": "service_area", "attributes": "attribute", "taxonomies": "taxonomy",
	"taxonomy_terms": "taxonomy_term", "capacities": "service_capacity", "units": "unit", "additional_urls": "url",
}

// oldTables are tables that version 3 no longer has.
var oldTables = map[string]bool{"regular_schedules": true, "holiday_schedules": true, "physical_addresses": true, "postal_addresses": true,
	"eligibilitys": true, "service_taxonomys": true, "payments_accepted": true}

// errNoServices is a package without the table that everything is about.
var errNoServices = errors.New("has no services.csv, or nothing in it")

// tables checks a zip of tables: each row as a record, what refers to what, and
// the services with what belongs to them.
func (x *inspection) tables(body []byte) error {
	p, err := document.ReadPackage(body, maxFile, document.MaxRecords)
	if errors.Is(err, document.ErrBig) {
		return ErrTooLarge
	}
	if err != nil {
		return err
	}
	for _, broken := range p.Broken {
		x.notes.add(Finding{Level: Schema, Severity: Error, Where: "file", Message: "A table cannot be read to its end: " + broken + "."}, Example{})
	}
	x.standard = standardOfTables(p)
	if !x.standard.HasTable() {
		x.notes.add(Finding{Level: Consistency, Severity: Advice, Where: "file",
			Message: "The tables have the names of HSDS 1 or 2. They are not compared with a schema, only looked at for what holds together and what is told."}, Example{})
	}
	services := 0
	for _, table := range p.Tables {
		if table.Name == "services" {
			services += len(table.Rows)
		}
		x.table(table)
	}
	if services == 0 {
		return errNoServices
	}
	for kind := range x.links.known {
		x.links.complete[kind] = len(p.Broken) == 0
	}
	for _, service := range joined(p) {
		x.useful.add(service)
	}
	return nil
}

func standardOfTables(p document.Package) standard.Standard {
	found := standard.HSDS30
	for _, table := range p.Tables {
		switch {
		case oldTables[table.Name]:
			return standard.HSDS12
		case table.Name == "capacities" || table.Name == "units" || table.Name == "additional_urls":
			found = standard.HSDS31
		}
	}
	return found
}

// table checks the rows of one table. Where a row is stands as its line.
func (x *inspection) table(t document.Table) {
	kind := kindsOfTables[t.Name]
	if kind == "" {
		return
	}
	for i, row := range t.Rows {
		raw, err := json.Marshal(standard.FromText(kind, row))
		if err != nil {
			continue // a row of texts and numbers can be written
		}
		x.record(place{where: t.File, number: t.Lines[i], table: true}, kind, standard.Listed, Error, raw)
	}
}

// belongsTo are the lists of a service by the tables that hold them; each row
// says to which service it belongs.
var belongsTo = []string{"schedules", "regular_schedules", "cost_options", "contacts", "phones", "languages", "service_areas", "service_at_locations", "eligibilitys", "attributes"}

// joined are the services of a package with what belongs to them, for what they
// tell. It is not the whole record: that is for the import.
func joined(p document.Package) (services []fields) {
	at := rowsBy(p, "locations", "id")
	addresses := rowsBy(p, "addresses", "location_id")
	for id, rows := range rowsBy(p, "physical_addresses", "location_id") {
		addresses[id] = append(addresses[id], rows...)
	}
	lists := make(map[string]map[string][]any, len(belongsTo))
	for _, list := range belongsTo {
		lists[list] = rowsBy(p, list, "service_id")
	}
	for id, rows := range rowsBy(p, "attributes", "link_id") {
		lists["attributes"][id] = append(lists["attributes"][id], rows...)
	}
	for _, table := range p.Tables {
		if table.Name != "services" {
			continue
		}
		for _, row := range table.Rows {
			services = append(services, withLists(row, lists, at, addresses))
		}
	}
	return services
}

func withLists(row map[string]any, lists map[string]map[string][]any, at, addresses map[string][]any) fields {
	service := copyOf(fields(row))
	id, _ := row["id"].(string)
	for list, rows := range lists {
		if mine := rows[id]; len(mine) > 0 {
			service[list] = mine
		}
	}
	if id, ok := row["location_id"].(string); ok && service["service_at_locations"] == nil { // as version 1 had it
		service["service_at_locations"] = []any{map[string]any{"location_id": id}}
	}
	for _, one := range fields(service).list("service_at_locations") {
		place := one.text("location_id")
		if location := at[place]; len(location) > 0 {
			whole := copyOf(fields(location[0].(map[string]any)))
			whole["addresses"] = addresses[place]
			one["location"] = whole
		}
	}
	if len(lists["schedules"][id]) == 0 && service["regular_schedules"] != nil {
		service["schedules"] = service["regular_schedules"]
	}
	return service
}

// rowsBy are the rows of a table by one of their columns.
func rowsBy(p document.Package, table, column string) map[string][]any {
	rows := make(map[string][]any)
	for _, t := range p.Tables {
		if t.Name != table {
			continue
		}
		for _, row := range t.Rows {
			if key, ok := row[column].(string); ok {
				rows[key] = append(rows[key], row)
			}
		}
	}
	return rows
}
