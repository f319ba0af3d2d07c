package check

import "linkwork/internal/openreferral/standard"

// kindOf tells what a record of a file is by the fields that only such a record
// has. In doubt it is a service, which is what files are about.
func (x *inspection) kindOf(f fields) string {
	if x.standard == standard.ORUK1 {
		return kindIn1(f)
	}
	switch {
	case f.has("service") && f.has("location"), f.has("service_id") && f.has("location_id"), f.has("location") && !f.has("status", "name"):
		return "service_at_location"
	case f.has("services") && !f.has("status"):
		return "organization"
	case f.has("location_type"):
		return "location"
	case f.has("status", "service_at_locations", "schedules", "cost_options", "organization_id", "organization", "assured_date"):
		return "service"
	case f.has("openapi_url"):
		return "about"
	case f.has("term_uri", "taxonomy", "taxonomy_id", "parent_id", "taxonomy_detail"):
		return "taxonomy_term"
	case f.has("website", "organization_identifiers", "legal_status", "logo", "parent_organization_id"):
		return "organization"
	case f.has("taxonomy_terms", "version") || f.has("uri") && !f.has("url", "email"):
		return "taxonomy"
	}
	return "service"
}

// kindIn1 tells it in version 1.0, in which records name one another whole and
// not by ids.
func kindIn1(f fields) string {
	switch {
	case f.has("service") && !f.has("location"):
		return "review"
	case f.has("location"):
		return "service_at_location"
	case f.has("organization", "status", "eligibilitys", "eligibilities", "regular_schedules", "service_taxonomys", "service_taxonomies", "deliverable_type", "fees"):
		return "service"
	case f.has("latitude", "longitude", "physical_addresses", "accessibility_for_disabilities"):
		return "location"
	case f.has("vocabulary", "parent_id"):
		return "taxonomy"
	case f.has("services", "reviews", "link_taxonomies", "logo", "uri"):
		return "organization"
	}
	return "service"
}
