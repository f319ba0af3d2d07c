package standard

var service = table(`
	all   uuid     id! organization_id
	hsds  uuid     program_id
	all   text     name! description fees accreditations alert
	hsds  text     alternate_name interpretation_services application_process fees_description wait_time licenses eligibility_description
	all   uri      url
	all   email    email assurer_email
	all   one-of   status!: active, inactive, defunct, temporarily closed
	all   number   minimum_age maximum_age
	all   date     assured_date
	all   instant  last_modified
	all   one      organization
	hsds  one      program
	all   many     schedules:schedule service_areas:service_area service_at_locations:service_at_location languages:language
	all   many     funding cost_options:cost_option contacts:contact attributes:attribute
	hsds  many     phones:phone required_documents:required_document metadata
	3.1   many     additional_urls:url capacities:service_capacity
`)

var organization = table(`
	all   uuid     id! parent_organization_id
	all   text     name! description! logo
	hsds  text     alternate_name tax_status tax_id legal_status
	all   email    email
	all   uri      website uri
	hsds  number   year_incorporated
	all   many     organization_identifiers:organization_identifier attributes:attribute
	hsds  many     funding contacts:contact phones:phone locations:location programs:program metadata
	all   top-many services:service
`)

var organizationIdentifier = table(`
	all   uuid     id! organization_id
	all   text     identifier_scheme identifier_type! identifier!
	all   many     attributes:attribute
	hsds  many     metadata
`)

var program = table(`
	hsds  uuid     id! organization_id
	hsds  text     name! alternate_name description!
	hsds  many     attributes:attribute metadata
`)

var funding = table(`
	all   uuid     id! service_id
	hsds  uuid     organization_id
	all   text     source
	hsds  many     attributes:attribute metadata
`)

var requiredDocument = table(`
	hsds  uuid     id! service_id
	hsds  text     document
	hsds  uri      uri
	hsds  many     attributes:attribute metadata
`)

var serviceCapacity = table(`
	3.1   uuid     id! service_id unit_id
	3.1   one      unit!
	3.1   number   available! maximum
	3.1   text     description
	3.1   instant  updated!
	3.1   many     attributes:attribute metadata
`)

var unit = table(`
	3.1   uuid     id!
	3.1   text     name! scheme identifier
	3.1   uri      uri
	3.1   many     attributes:attribute metadata
`)

var webAddress = table(`
	3.1   uuid     id! organization_id service_id
	3.1   text     label
	3.1   uri      url!
	3.1   many     attributes:attribute metadata
`)
