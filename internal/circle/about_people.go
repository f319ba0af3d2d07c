package circle

import "linkwork/internal/db"

// AboutPeople are the tables of this room that are about a person. A household
// link is about two; one that the kept record has already stays where it is.
var AboutPeople = []db.About{{Table: "supporters"}, {Table: "household_notes"}, {Table: "capacity_decisions"},
	{Table: "households", Column: "one_id", Unless: linked("other_id")}, {Table: "households", Column: "other_id", Unless: linked("one_id")}}

// linked holds where the other side of a link is the person in $2, or lives with
// them by another link.
func linked(side string) string {
	return `households.` + side + ` = $2 OR ended_on IS NULL AND EXISTS (SELECT 1 FROM households l WHERE l.ended_on IS NULL AND (
		l.one_id = $2 AND l.other_id = households.` + side + ` OR l.other_id = $2 AND l.one_id = households.` + side + `))`
}
