package stop

import (
	"linkwork/internal/people"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return bylink.Stop{
		Door:  bylink.Door{Purpose: people.WayOutPurpose, Path: "/stop", Frame: visit.ForPeople, Ended: endedPage},
		Title: "Stop emails", Stopped: "Emails have stopped", Ask: askPage, After: stoppedPage,
		Act: func(v *visit.Visit, _ bylink.Visitor) error {
			return people.OptOutByLink(v.Context(), v.House.DB, v.Path("token"))
		},
	}.Routes()
}
