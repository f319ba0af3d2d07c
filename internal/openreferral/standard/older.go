package standard

// HSDS 1 and 2 were published as packages of tables. What stands here is what
// the packages of versions 1.0, 1.1 and 2.0 and of Open Referral UK 1.0 all
// require, where they have the table; so nothing is a fault in one of them only.
// That a service names its organisation is asked for on the level of
// consistency, for some exports name it by the place.
var olderEntities = map[string]entity{
	"organization": table(`
	all   text     id! name! description!
	all   email    email
	all   uri      url
`),
	"program": table(`
	all   text     id! organization_id! name!
`),
	"service": table(`
	all   text     id! name!
	all   one-of   status: active, inactive, defunct, temporarily closed
	all   email    email
	all   uri      url
`),
	"service_at_location": table(`
	all   text     id! service_id! location_id!
`),
	"location": table(`
	all   text     id!
	all   number   latitude longitude
`),
	"phone": table(`
	all   text     id! number!
`),
	"contact": table(`
	all   text     id!
	all   email    email
`),
	"physical_address": table(`
	all   text     id! city! state_province! postal_code! country!
`),
	"postal_address": table(`
	all   text     id!
`),
	"regular_schedule": table(`
	all   text     id! weekday!
	all   time     opens_at closes_at
	all   date     valid_from valid_to dtstart
`),
	"holiday_schedule": table(`
	all   text     id! closed!
	all   time     opens_at closes_at
	all   date     start_date! end_date!
`),
	"schedule": table(`
	all   text     id!
	all   time     opens_at closes_at
	all   date     valid_from valid_to dtstart until
`),
	"funding": table(`
	all   text     id!
`),
	"eligibility": table(`
	all   text     id!
`),
	"service_area": table(`
	all   text     id!
`),
	"required_document": table(`
	all   text     id!
`),
	"payment_accepted": table(`
	all   text     id!
`),
	"language": table(`
	all   text     id!
`),
	"accessibility": table(`
	all   text     id!
`),
	"cost_option": table(`
	all   text     id! service_id!
	all   date     valid_from valid_to
	all   number   amount
`),
	"review": table(`
	all   text     id! service_id!
	all   date     date
`),
	"taxonomy_term": table(`
	all   text     id!
`),
	"service_taxonomy": table(`
	all   text     id! service_id! taxonomy_id!
`),
	"service_attribute": table(`
	all   text     id! service_id!
`),
	"other_attribute": table(`
	all   text     id! link_id! link_type!
`),
	"link_taxonomy": table(`
	all   text     id! link_id! link_type! taxonomy_id!
`),
}
