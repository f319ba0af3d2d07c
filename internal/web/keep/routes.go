package keep

import (
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

// AskPath is where anybody can ask for a link.
const AskPath = "/keep-your-entry"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Public
	linkPath := bylink.Keep.Path
	entry := linkPath + "/{token}/{service}"
	return append(stopAsks.Routes(), []visit.Route{
		{Pattern: "GET " + AskPath, Who: who, Handle: showAskForLink},
		{Pattern: "POST " + AskPath, Who: who, Handle: askForLink},
		{Pattern: "GET " + AskPath + "/sent", Who: who, Handle: showSent},
		{Pattern: "GET " + linkPath + "/{token}", Who: who, Handle: enter(showEntries)},
		{Pattern: "POST " + linkPath + "/{token}/code", Who: who, Handle: enter(sendCode)},
		{Pattern: "POST " + linkPath + "/{token}/confirm", Who: who, Handle: enter(checkCode)},
		{Pattern: "POST " + linkPath + "/{token}/asks", Who: who, Handle: enter(proven(setAsks))},
		{Pattern: "GET " + entry, Who: who, Handle: enter(proven(showEntry))},
		{Pattern: "POST " + entry, Who: who, Handle: enter(proven(confirm))},
		{Pattern: "GET " + entry + "/change", Who: who, Handle: enter(proven(showChange))},
		{Pattern: "POST " + entry + "/change", Who: who, Handle: enter(proven(change))},
		{Pattern: "GET " + entry + "/closed", Who: who, Handle: enter(proven(showClosed))},
		{Pattern: "POST " + entry + "/closed", Who: who, Handle: enter(proven(closed))},
		{Pattern: "GET " + entry + "/thanks", Who: who, Handle: enter(proven(showThanks))},
	}...)
}
