package photos

import "linkwork/internal/web/visit"

// Routes of the place. Who sees which study, and which photographs in it, is for the
// rooms of studies to say.
func Routes() []visit.Route {
	who, at := visit.Anybody, "/studies/{study}/photos"
	one := "/studies/{study}/photo/{photo}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: showSheet},
		{Pattern: "GET " + at + "/beside/{meeting}", Who: who, Handle: showBeside},

		{Pattern: "GET " + at + "/asked", Who: who, Handle: showAsked},
		{Pattern: "POST " + at + "/asked", Who: who, Handle: ask},
		{Pattern: "GET " + at + "/asked/{set}", Who: who, Handle: showSet},
		{Pattern: "POST " + at + "/asked/{set}/send", Who: who, Handle: sendAgain},
		{Pattern: "POST " + at + "/asked/{set}/close", Who: who, Handle: closeSet},
		{Pattern: "POST " + at + "/asked/{set}/extend", Who: who, Handle: extend},
		{Pattern: "POST " + at + "/asked/{set}/missing", Who: who, Handle: noteMissing},
		{Pattern: "POST " + at + "/asked/{set}/upload", Who: who, Handle: bring},

		{Pattern: "GET " + at + "/prompts", Who: who, Handle: showPrompts},
		{Pattern: "POST " + at + "/prompts", Who: who, Handle: setPlan},
		{Pattern: "POST " + at + "/prompts/begin", Who: who, Handle: begin},
		{Pattern: "POST " + at + "/prompts/add", Who: who, Handle: addPrompt},
		{Pattern: "POST " + at + "/prompts/{prompt}/words", Who: who, Handle: changePrompt},
		{Pattern: "POST " + at + "/prompts/{prompt}/end", Who: who, Handle: endPrompt},

		{Pattern: "GET " + at + "/gallery", Who: who, Handle: showHanging},
		{Pattern: "POST " + at + "/gallery", Who: who, Handle: hang},
		{Pattern: "POST " + at + "/gallery/{photo}/down", Who: who, Handle: takeDown},

		{Pattern: "GET " + one, Who: who, Handle: showPhoto},
		{Pattern: "GET " + one + "/original", Who: who, Handle: sendOriginal},
		{Pattern: "POST " + one + "/destroy", Who: who, Handle: destroy},
		{Pattern: "GET " + one + "/rights", Who: who, Handle: showRights},
		{Pattern: "POST " + one + "/rights", Who: who, Handle: noteWhere},
		{Pattern: "POST " + one + "/take-back", Who: who, Handle: noteTakenBack},
		{Pattern: "POST " + one + "/agreements", Who: who, Handle: noteAgreement},
		{Pattern: "POST " + one + "/agreements/{agreement}/end", Who: who, Handle: endAgreement},
		{Pattern: "GET " + one + "/uses", Who: who, Handle: showUses},
		{Pattern: "POST " + one + "/uses", Who: who, Handle: noteUse},
		{Pattern: "POST " + one + "/words", Who: who, Handle: putWords},
		{Pattern: "GET " + one + "/pictures/{picture}", Who: who, Handle: sendPicture},
		{Pattern: "GET " + one + "/items/{picture}", Who: who, Handle: showItem},
		{Pattern: "POST " + one + "/items/{picture}/alt", Who: who, Handle: setAlt},
		{Pattern: "POST " + one + "/items/{picture}/check", Who: who, Handle: check},
		{Pattern: "POST " + one + "/items/{picture}/cover", Who: who, Handle: cover},
		{Pattern: "POST " + one + "/items/{picture}/upload", Who: who, Handle: redraw},
		{Pattern: "POST " + one + "/items/{picture}/scrap", Who: who, Handle: scrap},

		{Pattern: "GET /research/{study}/gallery", Who: visit.Public, Handle: showGallery},
		{Pattern: "GET /research/{study}/gallery/{photo}/{picture}", Who: visit.Public, Handle: sendGalleryPicture},
	}
}
