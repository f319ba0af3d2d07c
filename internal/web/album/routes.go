package album

import (
	"strings"

	"linkwork/internal/studies/photos"
	"linkwork/internal/web/visit"
)

// Uploads reports whether a path is one at which a photograph is sent.
func Uploads(path string) bool {
	return strings.HasPrefix(path, photos.Path+"/") && strings.HasSuffix(path, "/upload")
}

// Routes of the place.
func Routes() []visit.Route {
	at := photos.Path + "/{token}"
	one := at + "/photos/{photo}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: enter(start)},
		{Pattern: "POST " + at + "/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST " + at + "/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "POST " + at + "/no-reminders", Who: visit.Public, Handle: enter(stopReminders)},
		{Pattern: "GET " + at + "/guidance", Who: visit.Public, Handle: enter(proven(sendGuidance))},
		{Pattern: "POST " + at + "/finish", Who: visit.Public, Handle: enter(proven(finish))},
		{Pattern: "GET " + at + "/add", Who: visit.Public, Handle: enter(proven(showAdd))},
		{Pattern: "POST " + at + "/upload", Who: visit.Public, Handle: enter(proven(upload))},
		{Pattern: "GET " + at + "/missing", Who: visit.Public, Handle: enter(proven(showMissing))},
		{Pattern: "POST " + at + "/missing", Who: visit.Public, Handle: enter(proven(miss))},
		{Pattern: "GET " + one, Who: visit.Public, Handle: enter(proven(showPhoto))},
		{Pattern: "POST " + one + "/where", Who: visit.Public, Handle: enter(proven(sayWhere))},
		{Pattern: "POST " + one + "/take-back", Who: visit.Public, Handle: enter(proven(takeBack))},
		{Pattern: "GET " + one + "/change", Who: visit.Public, Handle: enter(proven(showChange))},
		{Pattern: "POST " + one + "/change", Who: visit.Public, Handle: enter(proven(change))},
		{Pattern: "GET " + one + "/delete", Who: visit.Public, Handle: enter(proven(showDelete))},
		{Pattern: "POST " + one + "/delete", Who: visit.Public, Handle: enter(proven(remove))},
		{Pattern: "GET " + one + "/pictures/{picture}", Who: visit.Public, Handle: enter(proven(sendPicture))},
		{Pattern: "POST " + one + "/pictures/{picture}", Who: visit.Public, Handle: enter(proven(refuse))},
	}
}
