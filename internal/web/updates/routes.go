package updates

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study is for package studies to say.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}/updates"
	one := at + "/{edition}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: showList},
		{Pattern: "POST " + at, Who: who, Handle: begin},
		{Pattern: "GET " + one, Who: who, Handle: showEdition},
		{Pattern: "GET " + one + "/head", Who: who, Handle: showHead},
		{Pattern: "POST " + one + "/head", Who: who, Handle: setHead},
		{Pattern: "GET " + one + "/new", Who: who, Handle: showNew},
		{Pattern: "POST " + one + "/new", Who: who, Handle: add},
		{Pattern: "GET " + one + "/blocks/{block}", Who: who, Handle: showBlock},
		{Pattern: "POST " + one + "/blocks/{block}", Who: who, Handle: change},
		{Pattern: "POST " + one + "/blocks/{block}/move", Who: who, Handle: move},
		{Pattern: "POST " + one + "/blocks/{block}/remove", Who: who, Handle: remove},
		{Pattern: "GET " + one + "/blocks/{block}/portrait", Who: who, Handle: showPortrait},
		{Pattern: "POST " + one + "/blocks/{block}/portrait/upload", Who: who, Handle: setPortrait},
		{Pattern: "POST " + one + "/blocks/{block}/portrait/remove", Who: who, Handle: takePortraitBack},
		{Pattern: "GET " + one + "/blocks/{block}/portrait.jpg", Who: who, Handle: sendPortrait},
		{Pattern: "GET " + one + "/preview", Who: who, Handle: showPreview},
		{Pattern: "GET " + one + "/preview/mail", Who: who, Handle: showMail},
		{Pattern: "GET " + one + "/preview/text", Who: who, Handle: showText},
		{Pattern: "GET " + one + "/counted", Who: who, Handle: showCounted},
		{Pattern: "POST " + one + "/links", Who: who, Handle: tryLinks},
		{Pattern: "POST " + one + "/ask", Who: who, Handle: ask},
		{Pattern: "POST " + one + "/approve", Who: who, Handle: approve},
		{Pattern: "POST " + one + "/publish", Who: who, Handle: publish},
		{Pattern: "POST " + one + "/discard", Who: who, Handle: discard},
		{Pattern: "POST " + one + "/test", Who: who, Handle: sendTest},
		{Pattern: "GET " + one + "/send", Who: who, Handle: showSend},
		{Pattern: "POST " + one + "/send", Who: who, Handle: sendOut},
		{Pattern: "POST " + one + "/correct", Who: who, Handle: correct},
	}
}
