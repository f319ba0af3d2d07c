package access

import "linkwork/internal/db"

// AboutPeople are the tables of the room that are about a person, but for the
// care team, of which Merge says whose places hold on. A record that is brought
// together with a restricted one is restricted.
var AboutPeople = []db.About{{Table: "restrictions"}, {Table: "given_access"}}
