package standard

var serviceAtLocation = table(`
	all   uuid     id! service_id location_id
	hsds  text     description
	all   one      location
	all   top-one  service
	hsds  many     contacts:contact phones:phone schedules:schedule attributes:attribute metadata
	3.1   many     service_areas:service_area
`)

var location = table(`
	all   uuid     id!
	hsds  uuid     organization_id
	all   one-of   location_type!: physical, postal, virtual
	all   text     name description external_identifier external_identifier_type
	hsds  text     alternate_name transportation
	hsds  uri      url
	all   number   latitude longitude
	all   many     addresses:address accessibility attributes:attribute
	hsds  many     languages:language contacts:contact phones:phone schedules:schedule metadata
`)

var address = table(`
	all   uuid     id! location_id
	all   text     attention address_1! city! region state_province! postal_code! country!
	hsds  text     address_2
	all   one-of   address_type!: physical, postal, virtual
	all   many     attributes:attribute
	hsds  many     metadata
`)

var accessibility = table(`
	all   uuid     id! location_id
	all   text     description details
	uk    text     accessibility
	all   uri      url
	all   many     attributes:attribute
	hsds  many     metadata
`)

var serviceArea = table(`
	all   uuid     id! service_id
	all   text     name extent extent_type uri
	uk    text     service_area
	hsds  text     description
	hsds  many     attributes:attribute metadata
`)
