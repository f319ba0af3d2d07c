package outreach

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "call_rows"}, {Table: "group_members",
	Unless: "left_on IS NULL AND EXISTS (SELECT 1 FROM group_members other WHERE other.programme_id = group_members.programme_id AND other.person_id = $2 AND other.left_on IS NULL)"}}
