package people_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/people"
)

func TestWhatMustBeMindedStandsFromBothRecords(t *testing.T) {
	pair := people.Pair{
		Older: people.Person{ID: "a", Details: people.Details{Given: "Ivy", Family: "Osei", Phone: "1", Voicemail: people.VoicemailYes},
			Safety: people.Safety{NoText: true, ReadBy: "her son"}},
		Newer: people.Person{ID: "b", Details: people.Details{Given: "Ivy", Family: "Osei", Phone: "2", NHSNumber: "9", Voicemail: people.VoicemailNo, Interpreter: true},
			Safety: people.Safety{NoLetter: true, ReadBy: "a neighbour", Times: "mornings"}, DiedOn: dates.Date{Year: 2026, Month: 1, Day: 2}},
	}
	_, err := pair.Choose(nil)
	castest.Refused(t, err, "phone")
	f, err := pair.Choose(map[string]string{"phone": "b"})
	want := people.Safety{NoText: true, NoLetter: true, ReadBy: "her son; a neighbour", Times: "mornings"}
	if err != nil || f.Phone != "2" || f.NHSNumber != "9" || f.Voicemail != people.VoicemailNo || !f.Interpreter || f.Safety != want || f.DiedOn.IsZero() {
		t.Errorf("%+v, %v", f, err)
	}
	pair.Older.NHSNumber = "8"
	_, err = pair.Choose(map[string]string{"phone": "a"})
	castest.Refused(t, err, "nhs_number")
}
