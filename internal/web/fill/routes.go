package fill

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	at, who := "/people/{person}", visit.Supporters
	return []visit.Route{
		{Pattern: "GET " + at + "/forms", Who: who, Handle: show},
		{Pattern: "POST " + at + "/forms/link", Who: who, Handle: sendLink},
		{Pattern: "GET " + at + "/forms/together/{form}", Who: who, Handle: showTogether},
		{Pattern: "POST " + at + "/forms/together/{form}", Who: who, Handle: keepTogether},
		{Pattern: "GET " + at + "/forms/answers/{asking}", Who: who, Handle: showAnswers},
		{Pattern: "GET " + at + "/forms/answers/{asking}/pictures/{picture}", Who: who, Handle: showPicture},
		{Pattern: "GET " + at + "/forms/answers/{asking}/response", Who: who, Handle: downloadResponse},
		{Pattern: "POST " + at + "/forms/bring", Who: who, Handle: bring},
		{Pattern: "POST " + at + "/code", Who: who, Handle: showCode},
		{Pattern: "POST " + at + "/askings/{asking}/end", Who: who, Handle: endAsking},
	}
}
