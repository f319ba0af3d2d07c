package directory

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// wholeService fills every field.
func wholeService() Service {
	s := serviceNamed("a", "Harbour lunch club", "QY1")
	from, to := 18, 99
	s.AlternateName, s.Description = "Tuesday lunch", "A hot meal and company. Emoji 🍲, quotes \"'\", <b>signs</b>."
	s.Website, s.Email, s.Phone = "https://harbourlunch.example", "hello@harbourlunch.example", "01632 960123"
	s.Eligibility, s.MinimumAge, s.MaximumAge = "Adults", &from, &to
	s.HowToApply, s.Cost, s.Free, s.Alert = "Ring us", "£4 a meal", No, "Closed on 25 December"
	s.Topics, s.AssuredOn, s.AssuredBy = []string{"Lunch clubs", "Older people"}, dates.Date{Year: 2026, Month: 10, Day: 1}, "checks@county.example"
	s.Locations[0].StepFree, s.Locations[0].Accessibility = Yes, "Level access"
	s.Locations = append(s.Locations, Location{ID: "loc-2", Name: "Online", Kind: "virtual", Origin: origin("loc-2")})
	s.Schedules = []Schedule{{LocationID: "loc-QY1", Summary: "Tuesdays, noon to 2pm", Days: "TU", Opens: "12:00", Closes: "14:00"}, {Summary: "Ring for dates"}}
	s.Languages = []string{"Polish", "Urdu"}
	return s
}

func upsert(t *testing.T, d *db.DB, s Service) (done Change) {
	t.Helper()
	write(t, d, func(tx *db.Tx) (err error) {
		done, err = Upsert(tx, s)
		return err
	})
	return done
}

func TestUpsert(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := wholeService()
		if done := upsert(t, d, s); done != Added {
			t.Errorf("first: %s", done)
		}
		var stamp moment
		read(t, d, func(r *db.Snapshot) (err error) {
			got, err := Get(r, "a")
			if err != nil {
				return err
			}
			want := s
			want.Needs = []ServiceNeed{{"food", InTopic, "Lunch clubs"}, {"loneliness", InTopic, "Lunch clubs"}, {"lunch-clubs", InTopic, "Lunch clubs"}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error("stored differently:", diff)
			}
			stamp, err = momentOf(r)
			return err
		})
		if done := upsert(t, d, s); done != Unchanged {
			t.Errorf("the same again: %s", done)
		}
		read(t, d, func(r *db.Snapshot) error {
			now, err := momentOf(r)
			if now != stamp {
				t.Error("an unchanged record stamped the directory")
			}
			return err
		})
		s.Schedules, s.Languages, s.Locations[0].StepFree = s.Schedules[:1], nil, No
		if done := upsert(t, d, s); done != Changed {
			t.Errorf("changed: %s", done)
		}
		read(t, d, func(r *db.Snapshot) error {
			got, err := Get(r, "a")
			if len(got.Schedules) != 1 || len(got.Languages) != 0 || got.Locations[0].StepFree != No {
				t.Errorf("after the change: %+v", got)
			}
			return err
		})
	})
}

func TestUpsertAChangedPlaceAlone(t *testing.T) {
	d := dbtest.SQLite(t)
	s := wholeService()
	upsert(t, d, s)
	s.Locations[0].Name = "Another hall"
	if done := upsert(t, d, s); done != Changed {
		t.Error(done)
	}
}

func TestUpsertKeepsWhatLinkworkLearnt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceNamed("a", "Garden", "QX1")
		upsert(t, d, s)
		write(t, d, func(tx *db.Tx) error { return SetReferralContact(tx, "a", Yes, "refer@garden.example", "") })
		s.Description = "New words"
		if done := upsert(t, d, s); done != Changed {
			t.Error(done)
		}
		read(t, d, func(r *db.Snapshot) error {
			got, err := Get(r, "a")
			if email, _ := got.AnswersTo(); got.TakesReferrals != Yes || email != "refer@garden.example" || got.Description != "New words" {
				t.Errorf("%+v", got)
			}
			return err
		})
	})
}

func TestUpsertRefusesAnotherServiceUnderTheSameID(t *testing.T) {
	d := dbtest.SQLite(t)
	s := serviceNamed("a", "Garden", "QX1")
	upsert(t, d, s)
	s.Source, s.Name = "another feed", "Debt advice"
	err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := Upsert(tx, s)
		return err
	})
	if !errors.Is(err, ErrOwnedElsewhere) {
		t.Error(err)
	}
}

func TestSetReferralContactRefuses(t *testing.T) {
	d := dbtest.SQLite(t)
	upsert(t, d, serviceNamed("a", "Garden", "QX1"))
	for _, c := range []struct {
		id, email, phone string
		takes            Answer
	}{
		{"a", "", "", Yes}, {"a", "not an address", "", Yes}, {"a", "A <a@b.example>", "", Yes}, {"a", "a@b.example\nBcc: c@d.example", "", Yes}, {"nobody", "a@b.example", "", Yes},
	} {
		err := d.Write(context.Background(), func(tx *db.Tx) error { return SetReferralContact(tx, c.id, c.takes, c.email, c.phone) })
		var faults *db.Invalid
		if c.id == "nobody" && !errors.Is(err, db.ErrNotFound) || c.id == "a" && !errors.As(err, &faults) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestGetUnknown(t *testing.T) {
	d := dbtest.SQLite(t)
	read(t, d, func(r *db.Snapshot) error {
		if _, err := Get(r, "nobody"); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		return nil
	})
}
