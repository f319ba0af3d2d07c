package questions

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/web/visit"
)

// Details reads the facts about the person from a form.
func Details(f visit.Fields, bad *db.Invalid) people.Details {
	return people.Details{
		Given: f.Get("given"), Family: f.Get("family"), Called: f.Get("called"), BirthDate: f.Date("birth_date", bad), NHSNumber: f.Get("nhs_number"),
		Phone: f.Get("phone"), Email: f.Get("email"), Address: f.Get("address"), Postcode: strings.ToUpper(f.Get("postcode")),
		ContactBy: people.ContactBy(f.Get("contact_by")), Voicemail: people.Voicemail(f.Get("voicemail")),
		Language: f.Get("language"), Interpreter: f.Is("interpreter", "yes"), AccessNeeds: f.Get("access_needs"),
	}
}
