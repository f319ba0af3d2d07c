package refer

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /refer", Who: visit.PracticeStaff, Handle: showForm},
		{Pattern: "POST /refer", Who: visit.PracticeStaff, Handle: sendForm},
		{Pattern: "GET /refer/short", Who: visit.PracticeStaff, Handle: showShort},
		{Pattern: "POST /refer/short", Who: visit.PracticeStaff, Handle: sendShort},
		{Pattern: "GET /refer/sent", Who: visit.PracticeStaff, Handle: showSent},
		{Pattern: "GET /refer/sent/{referral}", Who: visit.PracticeStaff, Handle: showOne},
		{Pattern: "POST /refer/sent/{referral}/answer", Who: visit.PracticeStaff, Handle: answerMore},
		{Pattern: "POST /refer/sent/{referral}/withdraw", Who: visit.PracticeStaff, Handle: withdraw},
		{Pattern: "GET /refer/entries", Who: visit.PracticeStaff, Handle: showEntries},
		{Pattern: "POST /refer/entries/{entry}", Who: visit.PracticeStaff, Handle: putIn},
		{Pattern: "POST /refer/entries/{entry}/back", Who: visit.PracticeStaff, Handle: sendBack},
		{Pattern: "GET /refer/letters", Who: visit.PracticeStaff, Handle: showLetters},
		{Pattern: "GET /refer/letters/{letter}", Who: visit.PracticeStaff, Handle: showLetter},
	}
}
