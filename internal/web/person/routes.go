package person

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Supporters
	return []visit.Route{
		{Pattern: "GET /people/{person}", Who: who, Handle: showOverview},
		{Pattern: "GET /people/{person}/contacts", Who: who, Handle: showContacts},
		{Pattern: "GET /people/{person}/contacts/new", Who: who, Handle: showContactForm},
		{Pattern: "POST /people/{person}/contacts/new", Who: who, Handle: recordContact},
		{Pattern: "GET /people/{person}/plan", Who: who, Handle: showPlan},
		{Pattern: "POST /people/{person}/plan/matters", Who: who, Handle: sayMatters},
		{Pattern: "POST /people/{person}/plan/needs", Who: who, Handle: addNeeds},
		{Pattern: "POST /people/{person}/plan/needs/{need}", Who: who, Handle: changeNeed},
		{Pattern: "POST /people/{person}/plan/goals", Who: who, Handle: addGoal},
		{Pattern: "POST /people/{person}/plan/goals/{goal}/actions", Who: who, Handle: addAction},
		{Pattern: "POST /people/{person}/plan/actions/{action}", Who: who, Handle: settleAction},
		{Pattern: "GET /people/{person}/holding", Who: who, Handle: showHoldingForm},
		{Pattern: "POST /people/{person}/holding", Who: who, Handle: startHolding},
		{Pattern: "POST /people/{person}/holding/{holding}/end", Who: who, Handle: endHolding},
		{Pattern: "GET /people/{person}/appointment", Who: who, Handle: showAppointmentForm},
		{Pattern: "POST /people/{person}/appointment", Who: who, Handle: agreeAppointment},
		{Pattern: "POST /people/{person}/appointments/{appointment}/cancel", Who: who, Handle: cancelAppointment},
		{Pattern: "GET /people/{person}/details", Who: who, Handle: showDetails},
		{Pattern: "GET /people/{person}/details/edit", Who: who, Handle: showEdit},
		{Pattern: "POST /people/{person}/details/edit", Who: who, Handle: saveDetails},
		{Pattern: "POST /people/{person}/risks", Who: who, Handle: stateRisk},
		{Pattern: "POST /people/{person}/risks/{risk}/end", Who: who, Handle: endRisk},
		{Pattern: "POST /people/{person}/permissions", Who: who, Handle: changePermission},
		{Pattern: "GET /people/{person}/wellbeing", Who: who, Handle: showWellbeing},
		{Pattern: "GET /people/{person}/wellbeing/ask", Who: who, Handle: showAsk},
		{Pattern: "POST /people/{person}/wellbeing/ask", Who: who, Handle: recordAnswers},
		{Pattern: "POST /people/{person}/wellbeing/link", Who: who, Handle: sendLink},
		{Pattern: "GET /people/{person}/looked", Who: who, Handle: showLooked},
		{Pattern: "GET /people/{person}/close", Who: who, Handle: showClose},
		{Pattern: "POST /people/{person}/close", Who: who, Handle: closeCase},
		{Pattern: "POST /people/{person}/reopen", Who: who, Handle: reopen},
		{Pattern: "GET /people/{person}/letters", Who: who, Handle: showLetters},
		{Pattern: "GET /people/{person}/letters/new", Who: who, Handle: showNewLetter},
		{Pattern: "POST /people/{person}/letters/new", Who: who, Handle: saveLetter},
		{Pattern: "GET /people/{person}/letters/{letter}", Who: who, Handle: showLetter},
		{Pattern: "POST /people/{person}/letters/{letter}", Who: who, Handle: saveLetter},
		{Pattern: "GET /people/{person}/letters/{letter}/pdf", Who: who, Handle: printLetter},
		{Pattern: "GET /people/{person}/hand-over", Who: visit.Managers, Handle: showHandOver},
		{Pattern: "POST /people/{person}/hand-over", Who: visit.Managers, Handle: handOver},
	}
}
