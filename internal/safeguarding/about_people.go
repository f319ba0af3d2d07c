package safeguarding

import "linkwork/internal/db"

// AboutPeople are the tables of the room that are about a person.
var AboutPeople = []db.About{{Table: "concerns"}, {Table: "safety_looks"}}
