package readers

import (
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/visit"
)

// ReturnedPath is where an administrator hands in mail that came back.
const ReturnedPath = "/updates/returned"

// Routes of the place.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}/readers"
	one := at + "/sendings/{sending}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: showHome},
		{Pattern: "POST " + at, Who: who, Handle: keep},
		{Pattern: "POST " + at + "/add", Who: who, Handle: add},
		{Pattern: "POST " + at + "/topics", Who: who, Handle: addTopic},
		{Pattern: "POST " + at + "/topics/{topic}/end", Who: who, Handle: endTopic},
		{Pattern: "POST " + at + "/move", Who: who, Handle: move},
		{Pattern: "POST " + at + "/upload", Who: who, Handle: bring},
		{Pattern: "GET " + at + "/all", Who: who, Handle: showAll},
		{Pattern: "POST " + at + "/all", Who: who, Handle: showAll},
		{Pattern: "GET " + at + "/all/{reader}/remove", Who: who, Handle: showRemove},
		{Pattern: "POST " + at + "/all/{reader}/remove", Who: who, Handle: remove},
		{Pattern: "GET " + at + "/readers.csv", Who: who, Handle: sendFile},
		{Pattern: "GET " + one, Who: who, Handle: showSending},
		{Pattern: "POST " + one + "/pause", Who: who, Handle: steer(readers.Pause, "Paused.")},
		{Pattern: "POST " + one + "/resume", Who: who, Handle: steer(readers.Resume, "It goes on.")},
		{Pattern: "GET " + one + "/stop", Who: who, Handle: showStop},
		{Pattern: "POST " + one + "/stop", Who: who, Handle: steer(readers.Stop, "Stopped.")},
		{Pattern: "GET " + ReturnedPath, Who: visit.Administrators, Handle: showReturned},
		{Pattern: "POST " + ReturnedPath, Who: visit.Administrators, Handle: handIn},
	}
}
