package safety

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Supporters
	return []visit.Route{
		{Pattern: "GET /people/{person}/safety", Who: who, Handle: showFlags},
		{Pattern: "POST /people/{person}/safety/show", Who: who, Handle: showReason},
		{Pattern: "GET /people/{person}/safety/concern", Who: who, Handle: showRaise},
		{Pattern: "POST /people/{person}/safety/concern", Who: who, Handle: raise},
		{Pattern: "GET /people/{person}/worried", Who: who, Handle: showWorried},
		{Pattern: "GET /people/{person}/restrict", Who: who, Handle: showRestrict},
		{Pattern: "POST /people/{person}/restrict", Who: who, Handle: restrict},
		{Pattern: "POST /people/{person}/restrict/lift", Who: who, Handle: unrestrict},
		{Pattern: "GET /safety/emergency", Who: who, Handle: showEmergency},
		{Pattern: "POST /safety/emergency", Who: who, Handle: openInEmergency},
		{Pattern: "GET /admin/emergency-access", Who: visit.Administrators, Handle: showRule},
		{Pattern: "POST /admin/emergency-access", Who: visit.Administrators, Handle: setRule},
		{Pattern: "GET /safety", Who: who, Handle: showRegister},
		{Pattern: "GET /safety/concerns/{concern}", Who: who, Handle: showConcern},
		{Pattern: "POST /safety/concerns/{concern}/acknowledge", Who: who, Handle: acknowledge},
		{Pattern: "POST /safety/concerns/{concern}/step", Who: who, Handle: step},
		{Pattern: "GET /safety/concerns/{concern}/close", Who: who, Handle: showClose},
		{Pattern: "POST /safety/concerns/{concern}/close", Who: who, Handle: closeConcern},
		{Pattern: "POST /safety/concerns/{concern}/reopen", Who: who, Handle: reopen},
		{Pattern: "GET /safety/looks/{look}", Who: who, Handle: showLook},
		{Pattern: "POST /safety/looks/{look}", Who: who, Handle: lookInto},
		{Pattern: "GET /team/safety", Who: visit.Managers, Handle: showLeads},
		{Pattern: "POST /team/safety", Who: visit.Managers, Handle: nameLeads},
	}
}
