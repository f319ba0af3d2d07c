package correspondence

// usual are the templates that come with Linkwork. An area or a team may put
// its own words in their place. The words are this project's, not a standard's.
var usual = []Template{
	{Code: "tried-person", Name: "We tried to reach you", Audience: ForPerson,
		Words: "Dear {name},\n\nWe tried to reach you. Please call {team phone} when it suits you, or tell us a better time.\n\nIf you would rather not hear from us, that is fine. Tell us and we will stop.\n\n{worker}",
		Easy:  "Dear {name},\n\nWe tried to call you.\nPlease call us.\nOur number is {team phone}.\nYou can say no.\n\nFrom {worker}"},
	{Code: "missed-person", Name: "Missed appointment", Audience: ForPerson,
		Words: "Dear {name},\n\nWe missed each other on {missed appointment}. I hope you are all right.\n\nWould you like another time? Call {team phone}. If the time or the place was hard for you, tell me and we will find a better one.\n\n{worker}",
		Easy:  "Dear {name},\n\nWe did not meet on {missed appointment}.\nI hope you are all right.\nDo you want a new time?\nPlease call {team phone}.\n\nFrom {worker}"},
	{Code: "appointment-person", Name: "Appointment confirmation", Audience: ForPerson,
		Words: "Dear {name},\n\nYour appointment: {appointment}.\n\nIf you cannot come, call {team phone} and we will find another time.\n\n{worker}",
		Easy:  "Dear {name},\n\nWe will meet.\nWhen and where: {appointment}.\nYou can change the time.\nPlease call {team phone}.\n\nFrom {worker}"},
	{Code: "closing-person", Name: "Support ends", Audience: ForPerson,
		Words: "Dear {name},\n\nOur support ends now, as we talked about. Thank you for working with me.\n\nIf things change within {days to come back}, call {team phone} and we start again. After that your GP practice can ask us, or you can ask us yourself.\n\n{worker}",
		Easy:  "Dear {name},\n\nOur work together ends now.\nThank you.\nYou can come back in the next {days to come back}.\nTo come back, call {team phone}.\n\nFrom {worker}"},
	{Code: "tried-practice", Name: "We could not reach somebody you referred", Audience: ForPractice,
		Words: "Dear colleagues at {recipient},\n\nWe have tried to reach {full name}, whom you referred, and could not. Has their phone number or address changed, or is there a better time?\n\nPlease call {team phone}.\n\n{worker}, {job title}"},
	{Code: "missed-practice", Name: "Missed appointment", Audience: ForPractice,
		Words: "Dear colleagues at {recipient},\n\n{full name} and I missed each other on {missed appointment}. I will try again.\n\n{worker}, {job title}, {team phone}"},
	{Code: "closing-practice", Name: "Support ends", Audience: ForPractice,
		Words: "Dear colleagues at {recipient},\n\nOur support for {full name} ends now. You can refer them again at any time.\n\n{worker}, {job title}, {team phone}"},
	{Code: "tried-organisation", Name: "Somebody could not be reached", Audience: ForOrganisation,
		Words: "Dear colleagues at {recipient},\n\nWe cannot reach {full name} at the moment. If they come to you, please ask them to call {team phone}.\n\n{worker}, {job title}"},
	{Code: "missed-organisation", Name: "Missed appointment", Audience: ForOrganisation,
		Words: "Dear colleagues at {recipient},\n\n{full name} could not come to the appointment on {missed appointment}. Please call {team phone} to agree another time.\n\n{worker}, {job title}"},
	{Code: "closing-organisation", Name: "Support ends", Audience: ForOrganisation,
		Words: "Dear colleagues at {recipient},\n\nOur support for {full name} ends now. What they have with you goes on. If you are worried about them, please talk with them about their GP practice.\n\n{worker}, {job title}, {team phone}"},
}
