package standard

var schedule = table(`
	all   uuid     id! service_id service_at_location_id
	hsds  uuid     location_id
	all   date     valid_from valid_to dtstart
	hsds  date     until
	all   one-of   freq: WEEKLY, MONTHLY
	hsds  one-of   wkst: MO, TU, WE, TH, FR, SA, SU
	all   number   interval
	hsds  number   timezone count
	all   text     byday bymonthday description attending_type notes
	hsds  text     byweekno byyearday
	all   time     opens_at closes_at
	all   uri      schedule_link
	hsds  many     attributes:attribute metadata
`)

var costOption = table(`
	all   uuid     id! service_id
	all   date     valid_from valid_to
	all   text     option amount_description
	hsds  text     currency
	all   number   amount
	hsds  many     attributes:attribute metadata
`)

var contact = table(`
	all   uuid     id! service_id
	hsds  uuid     organization_id service_at_location_id location_id
	all   text     name title
	hsds  text     department
	hsds  email    email
	all   many     attributes:attribute
	hsds  many     phones:phone metadata
`)

var phone = table(`
	all   uuid     id! contact_id
	hsds  uuid     location_id service_id organization_id service_at_location_id
	all   text     number! description
	hsds  text     type
	hsds  number   extension
	all   many     languages:language
	hsds  many     attributes:attribute metadata
`)

var language = table(`
	all   uuid     id! service_id phone_id
	hsds  uuid     location_id
	hsds  text     name code note
	hsds  many     attributes:attribute metadata
`)
