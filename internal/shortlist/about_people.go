package shortlist

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person. A service
// that is on the list of the kept record already stays as it is there.
var AboutPeople = []db.About{{Table: "shortlisted",
	Unless: `EXISTS (SELECT 1 FROM shortlisted s WHERE s.person_id = $2 AND s.service_id = shortlisted.service_id)`}}
