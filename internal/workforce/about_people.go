package workforce

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "handings", OfCase: true}, {Table: "transfers", OfCase: true},
	{Table: "covered", Unless: "EXISTS (SELECT 1 FROM covered other WHERE other.absence_id = covered.absence_id AND other.person_id = $2)"}}
