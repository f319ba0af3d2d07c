package demo

import (
	"fmt"

	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// referElsewhere lets people outside practices refer: a housing officer whom
// the team asks something, a ward, and a daughter.
func (b *builder) referElsewhere() error {
	for i, t := range b.teams {
		b.clock.Set(b.today.AddDays(-2).At(11, 10+i))
		outcode := outcodes(t.network)[0]
		person := func(given, family string, n int) people.Details {
			return people.Details{Given: given, Family: family, Phone: fmt.Sprintf("07700 900 %03d", 700+10*i+n), Postcode: outcode + " 2AB", ContactBy: people.ByPhone, Voicemail: people.VoicemailUnknown, Language: "en"}
		}
		from := func(source, name, role, organisation, email string, who people.Details, need, why string) (string, error) {
			r := referrals.Referral{Channel: referrals.FromElsewhere, Source: source, ReferrerName: name, ReferrerRole: role, Organisation: organisation, ReferrerEmail: email, Tell: source != "hospital",
				Details: who, Needs: []string{need}, Reason: why, Risk: referrals.RiskNotAsked, Permission: "said yes in person", Urgency: "routine", FollowBase: b.base}
			return referrals.Receive(b.ctx, b.db, referrals.Elsewhere(name), none, r)
		}
		id, err := from("housing", "Lee Holt", "Housing officer", "Saltmere Homes", "lee.holt@homes.example", person("Win", "Castle", 0), "money", "Behind with the rent since the hours at work were cut. Would like to talk it through.")
		if err != nil {
			return err
		}
		daughter := person("Arthur", "Penrose", 1)
		daughter.BirthDate = dates.Date{Year: 1944, Month: 2, Day: 19}
		if _, err := from("family", "Ann Penrose", "Daughter", "", "ann.penrose@person.example", daughter, "loneliness", "Hardly leaves the flat since the bus was stopped."); err != nil {
			return err
		}
		if _, err := from("hospital", "Jude Farrow", "Discharge coordinator", "Saltmere Infirmary, ward 4", "ward4@infirmary.example", person("Iris", "Boyle", 2), "transport", "Comes home on Friday and cannot get to the shops yet."); err != nil {
			return err
		}
		b.clock.Set(b.today.AddDays(-1).At(9, 40+i))
		if err := referrals.Decide(b.ctx, b.db, t.Manager, none, id, 0, referrals.Decision{To: referrals.MoreAsked, Words: "Does anybody help with letters? The first ones from the court come soon."}); err != nil {
			return err
		}
	}
	return nil
}
