package directory

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/links"
)

// remembered is a browser that is remembered at an address, and its link.
func remembered(t *testing.T, d *db.DB, address string) (l links.Link, device string) {
	t.Helper()
	write(t, d, func(tx *db.Tx) (err error) {
		if l, err = links.Create(tx, links.Spec{Purpose: "test", SubjectID: "x", Expires: tx.Now().Add(time.Hour), Code: true, CodeTo: address}); err != nil {
			return err
		}
		code, _, err := links.NewCode(tx, l.Token)
		if err != nil {
			return err
		}
		verdict, err := links.CheckCode(tx, l.Token, code, time.Hour)
		device = verdict.Device
		return err
	})
	return l, device
}

// A device does not outlive the address for which it is remembered.
func TestADeviceIsForgottenWithItsAddress(t *testing.T) {
	const address = "hello@lunch.example"
	lunch := func() Service {
		s := serviceNamed("lunch", "Lunch", "QX1")
		s.ReferralEmail, s.Email, s.Organisation.Email = "", "", ""
		return s
	}
	put := func(s Service) func(tx *db.Tx) error {
		return func(tx *db.Tx) error { _, err := Upsert(tx, s); return err }
	}
	other := "other@lunch.example"
	byReferral, byEmail, byOrganisation, moved, movedOrganisation := lunch(), lunch(), lunch(), lunch(), lunch()
	byReferral.ReferralEmail, byEmail.Email, byOrganisation.Organisation.Email, moved.Email, movedOrganisation.Organisation.Email = address, address, address, other, other
	neighbour := serviceNamed("shed", "Shed", "QX1")
	neighbour.Email = strings.ToUpper(address)
	for name, one := range map[string]struct {
		before []Service
		act    func(tx *db.Tx) error
		stays  bool
	}{
		"another for referrals":  {[]Service{byReferral}, func(tx *db.Tx) error { return SetReferralContact(tx, "lunch", Yes, other, "") }, false},
		"none for referrals":     {[]Service{byReferral}, func(tx *db.Tx) error { return SetReferralContact(tx, "lunch", No, "", "") }, false},
		"another is published":   {[]Service{byEmail}, put(moved), false},
		"none is published":      {[]Service{byEmail}, put(lunch()), false},
		"put right by people":    {[]Service{byEmail}, func(tx *db.Tx) error { return Correct(tx, By{ID: "ana"}, "lunch", Service{}, "email") }, false},
		"another organisation's": {[]Service{byOrganisation}, put(movedOrganisation), false},
		"the same again":         {[]Service{byEmail}, func(tx *db.Tx) error { return Correct(tx, By{ID: "ana"}, "lunch", Service{Cost: "£3"}, "cost") }, true},
		"a neighbour is there":   {[]Service{byEmail, neighbour}, put(moved), true},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				store(t, d, one.before...)
				l, device := remembered(t, d, address)
				stranger, strange := remembered(t, d, "somebody@else.example")
				write(t, d, one.act)
				read(t, d, func(r *db.Snapshot) error {
					known, err := links.Known(r, l, device)
					if known != one.stays {
						t.Errorf("known: %v", known)
					}
					if known, err := links.Known(r, stranger, strange); err != nil || !known {
						t.Errorf("somebody else was forgotten: %v", err)
					}
					return err
				})
			})
		})
	}
}
