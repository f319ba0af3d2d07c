package survey

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	who, all := visit.Anybody, "/studies/{study}/questionnaires"
	at := all + "/{questionnaire}"
	return []visit.Route{
		{Pattern: "GET " + all, Who: who, Handle: showAll},
		{Pattern: "POST " + all, Who: who, Handle: begin},
		{Pattern: "GET " + at, Who: who, Handle: show},
		{Pattern: "POST " + at + "/settings", Who: who, Handle: set},
		{Pattern: "POST " + at + "/test", Who: who, Handle: toTest},
		{Pattern: "POST " + at + "/open", Who: who, Handle: toOpen},
		{Pattern: "GET " + at + "/close", Who: who, Handle: showClose},
		{Pattern: "POST " + at + "/close", Who: who, Handle: toClose},
		{Pattern: "POST " + at + "/correct", Who: who, Handle: correct},
		{Pattern: "POST " + at + "/quotas", Who: who, Handle: setQuota},
		{Pattern: "POST " + at + "/links", Who: who, Handle: makeDoor},
		{Pattern: "POST " + at + "/links/end", Who: who, Handle: endDoor},
		{Pattern: "GET " + at + "/due", Who: who, Handle: showDue},
		{Pattern: "POST " + at + "/due", Who: who, Handle: askAll},
		{Pattern: "GET " + at + "/due/one", Who: who, Handle: showDueOne},
		{Pattern: "POST " + at + "/due/ask", Who: who, Handle: onOne(ask)},
		{Pattern: "POST " + at + "/due/fill", Who: who, Handle: typeAnswers},
		{Pattern: "POST " + at + "/due/could-not", Who: who, Handle: onOne(couldNot)},
		{Pattern: "POST " + at + "/due/take-back", Who: who, Handle: onOne(takeBack)},
		{Pattern: "POST " + at + "/list", Who: who, Handle: addList},
		{Pattern: "POST " + at + "/invite", Who: who, Handle: invite},
		{Pattern: "GET " + at + "/responses", Who: who, Handle: showResponses},
		{Pattern: "GET " + at + "/responses/{response}", Who: who, Handle: showResponse},
		{Pattern: "POST " + at + "/responses/{response}", Who: who, Handle: exclude},
		{Pattern: "GET " + at + "/answers.csv", Who: who, Handle: sendAnswers},
		{Pattern: "GET " + at + "/extracts", Who: who, Handle: showExtracts},
		{Pattern: "POST " + at + "/extracts", Who: who, Handle: makeExtract},
		{Pattern: "GET " + at + "/extracts/{extract}/answers.csv", Who: who, Handle: sendExtract},
		{Pattern: "GET " + at + "/dictionary.csv", Who: who, Handle: sendDictionary},
		{Pattern: "GET " + at + "/redcap.csv", Who: who, Handle: sendREDCap},
		{Pattern: "GET " + at + "/odds", Who: who, Handle: showOdds},
		{Pattern: "GET " + at + "/sample", Who: who, Handle: showSample},
		{Pattern: "POST " + at + "/sample", Who: who, Handle: setFrame},
		{Pattern: "GET " + at + "/sample/who", Who: who, Handle: showWho},
		{Pattern: "POST " + at + "/sample/who", Who: who, Handle: choose},
	}
}
