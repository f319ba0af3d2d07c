package referrals_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

var today = dates.Date{Year: 2026, Month: 11, Day: 23}

// whole is a referral with nothing wrong.
func whole() referrals.Referral {
	return referrals.Referral{Channel: referrals.FromPractice, PracticeID: "bay", ReferrerName: "Dr Pat Okafor",
		Details: people.Details{Given: "Doreen", Family: "Marsh", BirthDate: dates.Date{Year: 1941, Month: 8, Day: 6}, Phone: "01632 960 001"},
		Needs:   []string{"loneliness"}, Risk: referrals.RiskNoneKnown, Permission: "Said yes"}
}

func TestEveryFaultIsNamedWhereItIs(t *testing.T) {
	type change = func(*referrals.Referral)
	const why, sure = "Choose at least one need, or write a few words about why", "Say whether there are risks. If you know of none, choose that"
	for _, k := range []struct {
		field, want string
		spoil       change
	}{
		{"given", "Enter a first name", func(r *referrals.Referral) { r.Given = "" }},
		{"family", "Enter a last name", func(r *referrals.Referral) { r.Family = "" }},
		{"phone", "Enter a phone number, or another way to reach the person", func(r *referrals.Referral) { r.Phone = "" }},
		{"birth_date", "Enter a date of birth, or an NHS number, so that the right person is helped", func(r *referrals.Referral) { r.BirthDate = dates.Date{} }},
		{"birth_date", "Enter your date of birth", func(r *referrals.Referral) { r.BirthDate, r.Channel = dates.Date{}, referrals.FromSelf }},
		{"birth_date", "Linkwork is for people aged 16 and over", func(r *referrals.Referral) { r.BirthDate = today.AddDays(-365 * 15) }},
		{"birth_date", "Date of birth must be in the past", func(r *referrals.Referral) { r.BirthDate = today.AddDays(1) }},
		{"contact_by", "Choose a way to get in touch for which there are details", func(r *referrals.Referral) { r.ContactBy = people.ByEmail }},
		{"contact_by", "Choose a way to get in touch for which there are details", func(r *referrals.Referral) { r.ContactBy = "pigeon" }},
		{"needs", why, func(r *referrals.Referral) { r.Needs = nil }},
		{"needs", "Choose needs from the list", func(r *referrals.Referral) { r.Needs = []string{"wealth"} }},
		{"reason", "Use 4,000 characters or fewer", func(r *referrals.Referral) { r.Reason = strings.Repeat("é", 4001) }},
		{"risk", sure, func(r *referrals.Referral) { r.Risk = "" }},
		{"risk", sure, func(r *referrals.Referral) { r.Risk = referrals.RiskNotAsked }},
		{"risk", sure, func(r *referrals.Referral) { r.Risk = "some" }},
		{"risk_words", "Say what the risk is, in a few words", func(r *referrals.Referral) { r.Risk, r.RiskWords = referrals.RiskKnown, " " }},
		{"permission", "Ask the person first. Say how they agreed to this referral", func(r *referrals.Referral) { r.Permission = " " }},
		{"urgency", "Choose how soon somebody should get in touch", func(r *referrals.Referral) { r.Urgency = "yesterday" }},
		{"referrer_name", "Enter the name of the person who refers", func(r *referrals.Referral) { r.ReferrerName = "" }},
	} {
		r := whole()
		k.spoil(&r)
		if got := castest.Message(referrals.Check(r, today).Err(), k.field); got != k.want {
			t.Errorf("%s: %q, want %q", k.field, got, k.want)
		}
	}
}

func TestWhatMayBeLeftOut(t *testing.T) {
	for name, change := range map[string]func(*referrals.Referral){
		"nothing":                               func(*referrals.Referral) {},
		"a reason instead of needs":             func(r *referrals.Referral) { r.Needs, r.Reason = nil, "Lonely" },
		"an NHS number instead of a birth date": func(r *referrals.Referral) { r.BirthDate, r.NHSNumber = dates.Date{}, "999 000 0018" },
		"reception asks neither why nor risk": func(r *referrals.Referral) {
			r.Channel, r.Needs, r.Risk, r.ReferrerName = referrals.FromReception, nil, "", ""
		},
		"a person themselves says nothing of risk": func(r *referrals.Referral) { r.Channel, r.Risk, r.ReferrerName = referrals.FromSelf, "", "" },
		"a letter instead of a phone":              func(r *referrals.Referral) { r.Phone, r.Address, r.ContactBy = "", "1 High Street", people.ByLetter },
	} {
		r := whole()
		change(&r)
		if err := referrals.Check(r, today).Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckingLeavesWhatWasTyped(t *testing.T) {
	r := whole()
	r.Needs = []string{"wealth", "loneliness"}
	for range 2 {
		if castest.Message(referrals.Check(r, today).Err(), "needs") == "" || !slices.Equal(r.Needs, []string{"wealth", "loneliness"}) {
			t.Errorf("checked: %q", r.Needs)
		}
	}
}
