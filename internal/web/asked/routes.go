package asked

import (
	"linkwork/internal/asking"
	"linkwork/internal/forms"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	at, open := asking.Path+"/{token}", forms.OpenPath+"/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: enter(start)},
		{Pattern: "POST " + at + "/check", Who: visit.Public, Handle: enter(check)},
		{Pattern: "POST " + at + "/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST " + at + "/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "POST " + at + "/begin", Who: visit.Public, Handle: enter(begin)},
		{Pattern: "GET " + at + "/question", Who: visit.Public, Handle: enter(proven(ask))},
		{Pattern: "POST " + at + "/question", Who: visit.Public, Handle: enter(proven(save))},
		{Pattern: "POST " + at + PicturePath, Who: visit.Public, Handle: enter(proven(savePicture))},
		{Pattern: "GET " + at + PicturePath, Who: visit.Public, Handle: enter(proven(showPicture))},
		{Pattern: "GET " + at + "/answers", Who: visit.Public, Handle: enter(proven(review))},
		{Pattern: "POST " + at + "/answers", Who: visit.Public, Handle: enter(proven(finish))},
		{Pattern: "POST " + at + "/remove-row", Who: visit.Public, Handle: enter(proven(removeRow))},
		{Pattern: "POST " + at + "/no-reminders", Who: visit.Public, Handle: enter(stopReminders)},
		{Pattern: "GET " + at + "/end", Who: visit.Public, Handle: enter(end)},
		{Pattern: "GET " + open, Who: visit.Public, Handle: showOpen},
		{Pattern: "POST " + open, Who: visit.Public, Handle: startOpen},
	}
}
