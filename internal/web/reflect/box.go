package reflect

import (
	"linkwork/internal/db"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// at says of faults in which record's box they are, on a page that has a box of
// the same name for each; an id of "" leaves them at the box for a new one.
func at(bad *db.Invalid, id string) *db.Invalid {
	if id == "" {
		return bad
	}
	var here db.Invalid
	for _, fault := range bad.Fields {
		here.Add(fault.Field+"-"+id, fault.Message)
	}
	return &here
}

// inBox is a record's box with what is saved, or, if that was refused, with
// what was typed and why.
func inBox(f visit.Fields, errs ui.Errors, box ui.Textarea, id, saved string) ui.Textarea {
	box.ID = box.Name + "-" + id
	box.Value, box.Error = saved, errs.For(box.ID)
	if box.Error != "" {
		box.Value = f.Get(box.Name)
	}
	return box
}

// shownVersion is the version of a note that its form was filled in on: the
// one that was refused keeps its own, so that it overwrites nothing unseen.
func shownVersion(f visit.Fields, refused bool, now int) int64 {
	if refused {
		return int64(f.Version())
	}
	return int64(now)
}
