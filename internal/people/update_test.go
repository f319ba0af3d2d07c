package people_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

func TestTwoEditorsDoNotOverwriteEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := create(c, doreen)
		c.Write(func(tx *db.Tx) error { return access.Grant(tx, id, n.TeamID, n.First.AccountID) })
		save := func(by access.Actor, phone string, version int) error {
			details := doreen
			details.Phone = phone
			return d.Write(t.Context(), func(tx *db.Tx) error { return people.Update(tx, by, id, details, version) })
		}
		c.OK(save(n.First, "01632 960 002", 1))
		castest.Is(t, save(n.Manager, "01632 960 003", 1), db.ErrConflict)
		castest.Is(t, save(n.Second, "01632 960 004", 2), db.ErrNotFound)
		castest.Refused(t, save(n.First, "12", 2), "phone")
		c.Read(func(r *db.Snapshot) error {
			p, err := people.Get(r, n.First, id)
			if p.Phone != "01632 960 002" || p.Version != 2 {
				t.Errorf("%+v", p)
			}
			return err
		})
	})
}

func TestOneNumberOnePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		create(c, doreen)
		err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := people.Create(tx, doreen, ""); return err })
		castest.Is(t, err, db.ErrDuplicate)
		nameless := doreen
		nameless.NHSNumber = ""
		create(c, nameless)
		create(c, nameless) // not known is not the same
	})
}

func TestDetailsSayWhatIsWrong(t *testing.T) {
	today := dates.Date{Year: 2026, Month: 11, Day: 23}
	for _, k := range []struct {
		field, want string
		spoil       func(*people.Details)
	}{
		{"given", "Enter a first name", func(d *people.Details) { d.Given = " " }},
		{"family", "Enter a last name", func(d *people.Details) { d.Family = "" }},
		{"nhs_number", vocabulary.ErrNHSNumberCheck.Error(), func(d *people.Details) { d.NHSNumber = "999 000 0001" }},
		{"birth_date", "Date of birth must be in the past", func(d *people.Details) { d.BirthDate = today.AddDays(1) }},
		{"birth_date", "Check the year of birth", func(d *people.Details) { d.BirthDate.Year = 1900 }},
		{"phone", "Enter a phone number with at least 10 digits, like 01632 960 001 or 07700 900 982", func(d *people.Details) { d.Phone = "960 001" }},
		{"email", "Enter an email address in the correct format, like name@example.com", func(d *people.Details) { d.Email = "zoe@here" }},
		{"postcode", "This is too long. Use fewer words", func(d *people.Details) { d.Postcode = "QY1 1AA somewhere" }},
	} {
		details := doreen
		k.spoil(&details)
		if got := castest.Message(details.Tidy(today).Err(), k.field); got != k.want {
			t.Errorf("%s: %q, want %q", k.field, got, k.want)
		}
	}
	spaced := people.Details{Given: " Zoë ", Family: "Marsh", NHSNumber: vocabulary.FormatNHSNumber(doreen.NHSNumber)}
	if err := spaced.Tidy(today).Err(); err != nil || spaced.Given != "Zoë" || spaced.NHSNumber != doreen.NHSNumber || spaced.ContactBy != people.ByPhone || spaced.Voicemail != people.VoicemailUnknown {
		t.Errorf("%+v, %v", spaced, err)
	}
}
