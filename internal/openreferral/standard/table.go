package standard

import (
	"fmt"
	"strings"
)

// Kind is the type and format of a field.
type Kind string

// The kinds of field.
const (
	Text     Kind = "text"
	UUID     Kind = "uuid"
	URI      Kind = "uri"
	Email    Kind = "email"
	Date     Kind = "date" // a text to the schema; see Beyond
	Time     Kind = "time" // a text to the schema; see Beyond
	Instant  Kind = "instant"
	Web      Kind = "web"       // of 1.0: a URI of the web
	HexUUID  Kind = "hex-uuid"  // of 1.0
	Day      Kind = "day"       // of 1.0: a date to the schema too
	FullTime Kind = "full-time" // of 1.0: a time of day with seconds and zone
	Number   Kind = "number"
	Whole    Kind = "whole"
	YesNo    Kind = "yes-no"
	OneOf    Kind = "one-of" // of some words
	One      Kind = "one"    // nested record
	Many     Kind = "many"   // list of nested records
)

// Field is a field of a kind of record.
type Field struct {
	Name     string
	Kind     Kind
	Required bool
	Values   []string // of OneOf
	Of       string   // kind of record of One and Many
	Top      bool     // only where the record stands by itself, not in another
	in       string   // which standards have it: all, uk, hsds or 3.1
}

// entity is a kind of record: its fields in the order of the table.
type entity []Field

// has says whether a standard has the field.
func (s Standard) has(f Field) bool {
	switch f.in {
	case "uk":
		return s == ORUK3
	case "hsds":
		return s == HSDS30 || s == HSDS31
	case "3.1":
		return s == HSDS31
	}
	return true
}

// table reads the fields of an entity. Each line says in which standards, of
// what kind, and the names; ! marks what is required, and a nested kind of
// record follows a colon unless it is called like the field:
//
//	all   uuid  id! organization_id
//	hsds  many  phones:phone
//	all   one-of status!: active, inactive
//	uk    top-many services:service
func table(lines string) (fields entity) {
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		kind, top := strings.CutPrefix(words[1], "top-")
		if Kind(kind) == OneOf {
			fields = append(fields, oneOf(words))
			continue
		}
		for _, word := range words[2:] {
			field := named(word)
			field.in, field.Kind, field.Top = words[0], Kind(kind), top
			fields = append(fields, field)
		}
	}
	return fields
}

// named reads a name with its mark and the kind of record under it.
func named(word string) (f Field) {
	f.Name, f.Required = strings.CutSuffix(word, "!")
	name, of, said := strings.Cut(f.Name, ":")
	if f.Name, f.Of = name, name; said {
		f.Of = of
	}
	return f
}

func oneOf(words []string) Field {
	name, values, ok := strings.Cut(strings.Join(words[2:], " "), ": ")
	if !ok {
		panic(fmt.Sprintf("standard: no values in %v", words))
	}
	f := named(name)
	f.in, f.Kind, f.Values = words[0], OneOf, strings.Split(values, ", ")
	return f
}

// entities are all kinds of record by their official names.
var entities = map[string]entity{
	"service": service, "organization": organization, "organization_identifier": organizationIdentifier, "program": program,
	"funding": funding, "required_document": requiredDocument, "service_capacity": serviceCapacity, "unit": unit, "url": webAddress,
	"service_at_location": serviceAtLocation, "location": location, "address": address, "accessibility": accessibility, "service_area": serviceArea,
	"schedule": schedule, "cost_option": costOption, "contact": contact, "phone": phone, "language": language,
	"taxonomy": taxonomy, "taxonomy_term": taxonomyTerm, "attribute": attribute, "metadata": metadata,
	"page": page, "about": about,
}
