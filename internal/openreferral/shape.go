package openreferral

import (
	"errors"
	"maps"
	"slices"
)

// Only services have these fields.
var serviceFields = []string{
	"status", "organization", "organization_id", "service_at_locations", "cost_options", "schedules", "service_areas",
	"eligibility_description", "application_process", "fees_description", "assured_date", "minimum_age", "maximum_age", "languages",
}

// part is a service in a record. A service at a location is only a part of the
// service: its other places may come in other records.
type part struct {
	service    object
	atLocation bool
}

// services returns the services in a record: itself, those of an
// organisation, or the one at a location. The error says what else it is.
func services(record object) ([]part, error) {
	switch {
	case record.has("service") && record.has("location"):
		return serviceAtLocation(record), nil
	case record.has("services") && !record.has("status"):
		return servicesOf(record), nil
	case record.has("location_type"):
		return nil, errors.New("is a location, not a service")
	case isService(record):
		return []part{{service: record}}, nil
	case record.has("term_uri"), record.has("taxonomy"), record.has("taxonomy_terms"), record.has("parent_id"):
		return nil, errors.New("is a taxonomy or one of its terms, not a service")
	case record.has("website"), record.has("organization_identifiers"), record.has("legal_status"):
		return nil, errors.New("is an organisation without services")
	case record.has("openapi_url"):
		return nil, errors.New("describes the feed; its services are at /services")
	}
	return nil, errors.New("does not look like a service")
}

func isService(record object) bool {
	if !record.has("name") && !record.has("id") {
		return false
	}
	return slices.ContainsFunc(serviceFields, record.has)
}

// servicesOf takes the services out of an organisation, which each of them
// then names. A list called services that has no name of its own is just a list.
func servicesOf(record object) (parts []part) {
	alone := without(record, "services")
	for _, service := range record.list("services") {
		if record.has("name") && !service.has("organization") {
			service.fields["organization"] = alone
		}
		parts = append(parts, part{service: service})
	}
	return parts
}

// serviceAtLocation turns a service at a location inside out.
func serviceAtLocation(record object) []part {
	service, ok := record.object("service")
	if !ok {
		return nil
	}
	known, _ := service.fields["service_at_locations"].([]any)
	service.fields["service_at_locations"] = append(known, without(record, "service"))
	return []part{{service, true}}
}

func without(record object, name string) map[string]any {
	rest := maps.Clone(record.fields)
	delete(rest, name)
	return rest
}
