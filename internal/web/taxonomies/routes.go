package taxonomies

import (
	"linkwork/internal/taxonomies"
	"linkwork/internal/web/visit"
)

// Path is that of the place, and BodyLimit the size in bytes of the largest form
// that is let in at LoadPath: a file and what is around it.
const (
	Path      = "/admin/taxonomies"
	LoadPath  = Path + "/load"
	fileLimit = taxonomies.MaxBytes / 2
	BodyLimit = fileLimit + 1<<20
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET " + Path, Who: who, Handle: showAll},
		{Pattern: "GET " + LoadPath, Who: who, Handle: showBring},
		{Pattern: "POST " + LoadPath, Who: who, Handle: bring},
		{Pattern: "GET " + LoadPath + "/{file}", Who: who, Handle: showBrought},
		{Pattern: "POST " + LoadPath + "/{file}", Who: who, Handle: load},
		{Pattern: "GET " + Path + "/of/{taxonomy}", Who: who, Handle: showTree},
		{Pattern: "GET " + Path + "/of/{taxonomy}/proposals", Who: who, Handle: showProposals},
		{Pattern: "POST " + Path + "/of/{taxonomy}/proposals", Who: who, Handle: accept},
		{Pattern: "GET " + Path + "/of/{taxonomy}/remove", Who: who, Handle: showRemove},
		{Pattern: "POST " + Path + "/of/{taxonomy}/remove", Who: who, Handle: remove},
		{Pattern: "GET " + Path + "/terms/{term}", Who: who, Handle: showTerm},
		{Pattern: "POST " + Path + "/terms/{term}", Who: who, Handle: decide},
	}
}
