package check

import (
	"encoding/json"
	"errors"
	"fmt"

	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// errNoServices is a package without the table that everything is about.
var errNoServices = errors.New("has no services.csv, or nothing in it that can be read")

// kindsOfTables are the kinds of record that the tables of a package hold, of
// every version.
var kindsOfTables = map[string]string{
	"services": "service", "organizations": "organization", "organization_identifiers": "organization_identifier", "programs": "program",
	"service_at_locations": "service_at_location", "locations": "location", "addresses": "address", "phones": "phone", "contacts": "contact",
	"schedules": "schedule", "languages": "language", "accessibility": "accessibility", "cost_options": "cost_option", "funding": "funding",
	"required_documents": "required_document", "service_areas": "service_area", "attributes": "attribute", "taxonomies": "taxonomy",
	"taxonomy_terms": "taxonomy_term", "capacities": "service_capacity", "units": "unit", "additional_urls": "url", "metadata": "metadata",
	"regular_schedules": "regular_schedule", "holiday_schedules": "holiday_schedule", "physical_addresses": "physical_address",
	"postal_addresses": "postal_address", "eligibilitys": "eligibility", "service_taxonomys": "service_taxonomy", "service_attributes": "service_attribute",
	"other_attributes": "other_attribute", "link_taxonomys": "link_taxonomy", "payments_accepted": "payment_accepted", "reviews": "review",
}

// tables checks a zip of tables: each row as a record, what refers to what, and
// the services with what belongs to them.
func (x *inspection) tables(body []byte) error {
	p, err := document.ReadPackage(body, maxFile, document.MaxRecords)
	if errors.Is(err, document.ErrBig) {
		return fmt.Errorf("%w when it is unpacked, or more than %d lines in a table", ErrTooLarge, document.MaxRecords)
	}
	if err != nil {
		return err
	}
	x.unreadable(p)
	x.version(p)
	for _, table := range p.Tables {
		x.table(table)
	}
	if x.counts["service"] == 0 {
		return errNoServices
	}
	x.links.inTables(p)
	for _, service := range openreferral.Assemble(p, x.homeless) {
		x.useful.add(service.Fields)
	}
	return nil
}

// unreadable notes the lines that cannot be read, and files that are no tables.
func (x *inspection) unreadable(p document.Package) {
	x.looked[Schema] = true
	for _, fault := range p.Faults {
		x.note(Schema, Error, place{where: fault.File, number: fault.Line, table: true}, "", "It cannot be read: "+fault.Reason+".", nil)
	}
	for _, file := range p.Unknown {
		x.notes.add(Finding{Level: Consistency, Severity: Advice, Where: shown(file), Message: "This is no table of the standard, and was not looked at. Is its name right?"}, Example{})
	}
}

// version chooses the standard by what a package says and has. Where that does
// not tell one version, only what all of them call a fault is one.
func (x *inspection) version(p document.Package) {
	declared, seen := standard.DeclaredByPackage(p.Version), standard.SeenInTables(p.Headings())
	x.standard = seen.Settled(declared)
	x.report.Declared = shown(p.Version)
	if seen.Standard != standard.HSDSAny {
		x.report.Seen = string(seen.Standard)
	}
	const onlyAll = " Only what every version calls a fault is an error here."
	tell := func(severity Severity, message string) {
		x.notes.add(Finding{Level: Consistency, Severity: severity, Where: "file", Message: message}, Example{})
	}
	if p.Version != "" && declared == "" {
		tell(Warning, "The version in datapackage.json cannot be read. Write it like 3.0.")
	}
	switch {
	case declared != "" && seen.Contradicts(declared):
		tell(Warning, fmt.Sprintf("The package says it has version %s, and its tables have what another has: %s.%s", shown(p.Version), standard.Some(seen.Other(declared)), onlyAll))
	case len(seen.Old) > 0 && len(seen.New) > 0:
		tell(Warning, fmt.Sprintf("The tables have what only versions before 3 have (%s) and what came with version 3 (%s).%s Keep to one version.", standard.Some(seen.Old), standard.Some(seen.New), onlyAll))
	case x.standard == standard.HSDSAny:
		tell(Warning, "Nothing tells which version of HSDS the tables have."+onlyAll+" Add a datapackage.json with the version.")
	case x.standard == standard.HSDS12:
		tell(Advice, "The tables are those of HSDS 1 or 2. They were compared with what all of these versions require. Publish version 3.")
	}
}

// table checks the rows of one table. Where a row is stands as its line.
func (x *inspection) table(t document.Table) {
	kind := kindsOfTables[t.Name]
	for i, row := range t.Rows {
		raw, err := json.Marshal(x.standard.FromText(kind, row))
		if err != nil {
			continue // a row of texts and numbers can be written
		}
		x.record(place{where: t.File, number: t.Lines[i], table: true}, kind, standard.Listed, Error, raw)
	}
}

// homeless notes a row that says of nothing that it belongs to it. A key that
// leads nowhere is noted with the other references.
func (x *inspection) homeless(p openreferral.Problem) {
	if p.Field == "" {
		x.note(Consistency, x.loose(), place{where: p.File, number: p.Line, table: true, id: p.ID}, "",
			"It belongs to nothing: no column says to which service, place or organisation. Fill one of them.", nil)
	}
}
