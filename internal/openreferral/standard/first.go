package standard

// Open Referral UK 1.0 has kinds of record of its own. Its places say "physical
// address" and its times "regular schedule"; a service has no ids of what it
// belongs to, but the thing itself. What stands by itself at an endpoint of its
// own has a little more than within a service.
var firstEntities = map[string]entity{
	"service": table(`
	all   text     id! name! description fees accreditations assured_date
	all   web      url
	all   email    email
	all   one-of   status: active, inactive, defunct, temporarily closed
	all   one-of   deliverable_type: Advice, Assessment, Counselling, Equipment, Financial Support, Information, Permission, Training
	all   one-of   attending_type: phone, online, venue, home visit
	all   one-of   attending_access: referral, appointment, membership, drop-in
	all   one      organization!
	all   many     service_taxonomies:service_taxonomy service_at_locations:service_at_location contacts:contact
	all   many     regular_schedules:regular_schedule holiday_schedules:holiday_schedule fundings:funding eligibilities:eligibility
	all   many     service_areas:service_area languages:language cost_options:cost_option reviews:review
`),
	"organization": table(`
	all   hex-uuid id!
	all   text     name! description! logo
	all   email    email
	all   web      url uri
`),
	"service_taxonomy": table(`
	all   text     id!
	all   one      taxonomy!
`),
	"taxonomy": table(`
	all   text     id! name! parent_id vocabulary
`),
	"service_at_location": table(`
	all   text     id!
	all   one      location!
`),
	"location": table(`
	all   text     id! name description
	all   number   latitude longitude
	all   top-many service_at_locations:service_there physical_addresses:physical_address accessibility_for_disabilities:accessibility
`),
	"service_there": table(`
	all   text     id!
	all   one      service!
`),
	"physical_address": table(`
	all   text     id! address_1 city! state_province! postal_code! country!
`),
	"accessibility": table(`
	all   text     id! accessibility
`),
	"contact": table(`
	all   text     id! name title
`),
	"regular_schedule": table(`
	all   text     id! byday description
	all   one      service_at_location
	all   whole    weekday!
	all   full-time opens_at closes_at
	all   day      valid_from valid_to dtstart
	all   one-of   freq: WEEKLY, MONTHLY
	all   number   interval bymonthday
`),
	"holiday_schedule": table(`
	all   text     id!
	all   one      service_at_location
	all   yes-no   closed!
	all   full-time opens_at closes_at
	all   day      start_date! end_date!
`),
	"funding": table(`
	all   text     id! source
`),
	"eligibility": table(`
	all   text     id!
	all   one-of   eligibility: adult, child, teen, family, female, male, Transgender, Transgender - M to F, Transgender - F to M
	all   number   minimum_age! maximum_age!
`),
	"service_area": table(`
	all   text     id! service_area extent uri
`),
	"language": table(`
	all   text     id! language
`),
	"cost_option": table(`
	all   text     id! option amount_description
	all   day      valid_from valid_to
	all   number   amount
`),
	"review": table(`
	all   text     id! title description score url widget
	all   top-one  service!
	all   one      organization
	all   day      date
`),
	"page": table(`
	all   whole    totalElements totalPages number size
	all   yes-no   first last empty
`),
	"about": about,
}
