package fill

import (
	"linkwork/internal/pictures"
	"linkwork/internal/web/visit"
)

// Where photographs are sent, below the answers that they belong to, and the most
// that is let in there: a photograph and what is around it.
const (
	PicturesPath = "/pictures"
	BodyLimit    = pictures.MostBytes + 1<<20
)

// Routes of the place.
func Routes() []visit.Route {
	at, who := "/people/{person}", visit.Supporters
	return []visit.Route{
		{Pattern: "GET " + at + "/forms", Who: who, Handle: show},
		{Pattern: "GET " + at + "/forms/link", Who: who, Handle: showLink},
		{Pattern: "POST " + at + "/forms/link", Who: who, Handle: sendLink},
		{Pattern: "GET " + at + "/forms/together/{form}", Who: who, Handle: showTogether},
		{Pattern: "POST " + at + "/forms/together/{form}", Who: who, Handle: keepTogether},
		{Pattern: "GET " + at + "/forms/answers/{asking}", Who: who, Handle: showAnswers},
		{Pattern: "GET " + at + "/forms/answers/{asking}/pictures/{picture}", Who: who, Handle: showPicture},
		{Pattern: "GET " + at + "/forms/answers/{asking}/response", Who: who, Handle: downloadResponse},
		{Pattern: "GET " + at + "/forms/answers/{asking}/correct", Who: who, Handle: showCorrect},
		{Pattern: "POST " + at + "/forms/answers/{asking}/correct", Who: who, Handle: correct},
		{Pattern: "GET " + at + "/forms/answers/{asking}/out", Who: who, Handle: showOut},
		{Pattern: "POST " + at + "/forms/answers/{asking}/out", Who: who, Handle: takeOut},
		{Pattern: "POST " + at + "/forms/answers/{asking}" + PicturesPath, Who: who, Handle: addPicture},
		{Pattern: "POST " + at + "/forms/bring", Who: who, Handle: bring},
		{Pattern: "GET " + at + "/forms/bring", Who: who, Handle: showBrought},
		{Pattern: "POST " + at + "/forms/bring/keep", Who: who, Handle: keepBrought},
		{Pattern: "POST " + at + "/code", Who: who, Handle: showCode},
		{Pattern: "POST " + at + "/askings/{asking}/end", Who: who, Handle: endAsking},
	}
}
