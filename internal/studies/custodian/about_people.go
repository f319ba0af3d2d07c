package custodian

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "study_joins"}}
