package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "cases"}, {Table: "contacts", OfCase: true}, {Table: "what_matters"}, {Table: "needs", OfCase: true}, {Table: "goals", OfCase: true}, {Table: "actions", OfCase: true},
	{Table: "holdings", OfCase: true}, {Table: "about_me"}, {Table: "strengths", OfCase: true}, {Table: "plans", Key: "case_id", OfCase: true}}

// KeepWorker sees to it that the worker of a person's open case looks after
// them, after two records were taken apart.
func KeepWorker(tx *db.Tx, personID string) error {
	c, open, err := OpenOf(tx, personID)
	if err != nil || !open || c.WorkerID == "" {
		return err
	}
	held, err := access.HeldBy(tx, personID, c.TeamID, c.WorkerID)
	if err != nil || held {
		return err
	}
	return access.Grant(tx, personID, c.TeamID, c.WorkerID)
}
