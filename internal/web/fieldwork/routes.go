package fieldwork

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}/fieldwork"
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: showDue},
		{Pattern: "GET " + at + "/could-not", Who: who, Handle: showCouldNot},
		{Pattern: "POST " + at + "/could-not", Who: who, Handle: couldNot},
		{Pattern: "POST " + at + "/reopen", Who: who, Handle: reopen},
		{Pattern: "GET " + at + "/sessions", Who: who, Handle: showSessions},
		{Pattern: "GET " + at + "/plan", Who: who, Handle: showPlan},
		{Pattern: "POST " + at + "/plan", Who: who, Handle: plan},
		{Pattern: "GET " + at + "/sessions/{meeting}", Who: who, Handle: showSession},
		{Pattern: "POST " + at + "/sessions/{meeting}/held", Who: who, Handle: hold},
		{Pattern: "POST " + at + "/sessions/{meeting}/missed", Who: who, Handle: miss},
		{Pattern: "POST " + at + "/sessions/{meeting}/cancel", Who: who, Handle: cancel},
		{Pattern: "POST " + at + "/sessions/{meeting}/tell", Who: who, Handle: tell},
		{Pattern: "POST " + at + "/sessions/{meeting}/recording/upload", Who: who, Handle: record},
		{Pattern: "GET " + at + "/recordings/{recording}", Who: who, Handle: listen},
		{Pattern: "POST " + at + "/sessions/{meeting}/recordings/{recording}/destroy", Who: who, Handle: destroy},
		{Pattern: "POST " + at + "/sessions/{meeting}/recordings/{recording}/give", Who: who, Handle: giveTo},
		{Pattern: "GET " + at + "/sessions/{meeting}/transcript", Who: who, Handle: showTranscript},
		{Pattern: "POST " + at + "/sessions/{meeting}/transcript/upload", Who: who, Handle: keepTranscript},
		{Pattern: "POST " + at + "/sessions/{meeting}/transcript/names", Who: who, Handle: replaceNames},
		{Pattern: "POST " + at + "/sessions/{meeting}/transcript/send", Who: who, Handle: sendTranscript},
		{Pattern: "POST " + at + "/sessions/{meeting}/corrections/{correction}", Who: who, Handle: settle},
		{Pattern: "GET " + at + "/transcripts", Who: who, Handle: showTranscripts},
		{Pattern: "GET " + at + "/names", Who: who, Handle: showNames},
		{Pattern: "POST " + at + "/names", Who: who, Handle: addName},
		{Pattern: "GET " + at + "/notes", Who: who, Handle: showNotes},
		{Pattern: "POST " + at + "/notes", Who: who, Handle: write},
		{Pattern: "GET " + at + "/notes/{jotting}", Who: who, Handle: showNote},
		{Pattern: "POST " + at + "/notes/{jotting}", Who: who, Handle: rewrite},
		{Pattern: "POST " + at + "/out", Who: who, Handle: goOut},
		{Pattern: "POST " + at + "/out/{trip}/back", Who: who, Handle: comeBack},
		{Pattern: "POST " + at + "/out/{trip}/answer", Who: who, Handle: answerAlarm},
		{Pattern: "GET " + at + "/transcribe", Who: who, Handle: showGiven},
		{Pattern: "POST " + at + "/transcribe", Who: who, Handle: agree},
		{Pattern: "GET " + at + "/distress", Who: who, Handle: showDistress},
	}
}
