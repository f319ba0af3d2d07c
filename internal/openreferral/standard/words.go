package standard

var taxonomy = table(`
	all   uuid     id!
	all   text     name! description! version
	all   uri      uri
	uk    many     taxonomy_terms:taxonomy_term
	hsds  many     metadata
`)

var taxonomyTerm = table(`
	all   uuid     id! parent_id taxonomy_id
	all   text     name! description! taxonomy
	uk    text     term
	hsds  text     code language
	all   uri      term_uri
	hsds  one      taxonomy_detail:taxonomy
	hsds  many     metadata
`)

var attribute = table(`
	all   uuid     id! link_id taxonomy_term_id
	all   text     link_type
	hsds  text     link_entity value
	3.1   text     label
	all   one      taxonomy_term
	hsds  many     metadata
`)

var metadata = table(`
	hsds  uuid     id! resource_id
	hsds  text     resource_type last_action_type! field_name! previous_value! replacement_value! updated_by!
	hsds  date     last_action_date!
`)

// page is what surrounds the records of a list. Nothing of it is required.
var page = table(`
	all   whole    total_items total_pages page_number size
	all   yes-no   first_page last_page empty
`)

// about is what the base of a feed says. Nothing of it is required.
var about = table(`
	all   text     version
	all   uri      profile openapi_url
`)
