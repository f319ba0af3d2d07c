package measures

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "responses"}, {Table: "response_scores", Key: "response_id"}, {Table: "response_notes"}, {Table: "measure_misses"}}
