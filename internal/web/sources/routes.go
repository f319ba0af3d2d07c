package sources

import "linkwork/internal/web/visit"

// Path is that of the place, and BodyLimit the size in bytes of the largest form
// that is let in: a file of at most FileLimit and what is around it.
const (
	Path      = "/admin/sources"
	FilePath  = Path + "/file"
	FileLimit = 16 << 20
	BodyLimit = FileLimit + 1<<20
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET " + wordsPath, Who: who, Handle: showWords},
		{Pattern: "POST " + wordsPath, Who: who, Handle: saveWords},
		{Pattern: "GET " + Path, Who: who, Handle: showAll},
		{Pattern: "GET " + Path + "/feed", Who: who, Handle: showNewFeed},
		{Pattern: "POST " + Path + "/feed", Who: who, Handle: addFeed},
		{Pattern: "GET " + FilePath, Who: who, Handle: showBring},
		{Pattern: "POST " + FilePath, Who: who, Handle: bring},
		{Pattern: "GET " + FilePath + "/{file}", Who: who, Handle: showBrought},
		{Pattern: "POST " + FilePath + "/{file}", Who: who, Handle: decide},
		{Pattern: "GET " + Path + "/of/{source}", Who: who, Handle: showSource},
		{Pattern: "POST " + Path + "/of/{source}", Who: who, Handle: saveSource},
		{Pattern: "POST " + Path + "/of/{source}/read", Who: who, Handle: readFeed},
		{Pattern: "GET " + Path + "/readings/{reading}", Who: who, Handle: showReading},
		{Pattern: "POST " + Path + "/readings/{reading}", Who: who, Handle: goOn},
	}
}
