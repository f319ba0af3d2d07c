package document

import "strings"

// tableNames are the tables of a package, version 1 to 3, by the names that
// their files have. They stand under the name that version 3 gives the list in
// a record, or would.
var tableNames = map[string]string{
	"organization": "organizations", "organizations": "organizations",
	"organization_identifier": "organization_identifiers", "organization_identifiers": "organization_identifiers", "identifier": "organization_identifiers", "identifiers": "organization_identifiers",
	"program": "programs", "programs": "programs",
	"service": "services", "services": "services",
	"service_at_location": "service_at_locations", "service_at_locations": "service_at_locations", "services_at_location": "service_at_locations", "services_at_locations": "service_at_locations",
	"location": "locations", "locations": "locations",
	"address": "addresses", "addresses": "addresses",
	"physical_address": "physical_addresses", "physical_addresses": "physical_addresses",
	"postal_address": "postal_addresses", "postal_addresses": "postal_addresses", "mail_address": "postal_addresses", "mail_addresses": "postal_addresses",
	"phone": "phones", "phones": "phones", "contact": "contacts", "contacts": "contacts",
	"schedule": "schedules", "schedules": "schedules", "regular_schedule": "regular_schedules", "regular_schedules": "regular_schedules",
	"holiday_schedule": "holiday_schedules", "holiday_schedules": "holiday_schedules",
	"language": "languages", "languages": "languages",
	"accessibility": "accessibility", "accessibility_for_disabilities": "accessibility",
	"cost_option": "cost_options", "cost_options": "cost_options", "funding": "funding", "fundings": "funding",
	"eligibility": "eligibilitys", "eligibilities": "eligibilitys", "eligibilitys": "eligibilitys",
	"required_document": "required_documents", "required_documents": "required_documents",
	"payment_accepted": "payments_accepted", "payments_accepted": "payments_accepted",
	"service_area": "service_areas", "service_areas": "service_areas",
	"attribute": "attributes", "attributes": "attributes",
	"service_taxonomy": "service_taxonomys", "service_taxonomies": "service_taxonomys", "service_taxonomys": "service_taxonomys",
	"services_taxonomy": "service_taxonomys", "services_taxonomies": "service_taxonomys",
	"service_attribute": "service_attributes", "service_attributes": "service_attributes",
	"other_attribute": "other_attributes", "other_attributes": "other_attributes",
	"link_taxonomy": "link_taxonomys", "link_taxonomies": "link_taxonomys",
	"taxonomy": "taxonomies", "taxonomies": "taxonomies", "taxonomy_term": "taxonomy_terms", "taxonomy_terms": "taxonomy_terms",
	"service_capacity": "capacities", "service_capacities": "capacities", "unit": "units", "units": "units",
	"url": "additional_urls", "urls": "additional_urls", "review": "reviews", "reviews": "reviews", "metadata": "metadata",
}

// tableOf returns the table that a file of a package holds.
func tableOf(fileName string) (table string, ok bool) {
	name := strings.ToLower(shortName(fileName))
	name, isCSV := strings.CutSuffix(name, ".csv")
	table, ok = tableNames[strings.ReplaceAll(strings.ReplaceAll(name, "-", "_"), " ", "_")]
	return table, ok && isCSV
}

// numberFields are the columns that a record holds as numbers.
var numberFields = map[string]bool{
	"latitude": true, "longitude": true, "amount": true, "minimum_age": true, "maximum_age": true, "interval": true, "count": true,
	"timezone": true, "extension": true, "available": true, "maximum": true, "year_incorporated": true,
}
