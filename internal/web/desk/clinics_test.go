package desk_test

import (
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/web/calendar"
	"linkwork/internal/web/desk"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/person"
	"linkwork/internal/web/team"
	"linkwork/internal/web/webtest"
)

// open serves the desk, with a manager and the reception of the practice that
// referred the person, and that of another.
func open(t *testing.T) (h *housetest.House, site *housetest.Site, reception, other access.Actor) {
	h = housetest.New(t)
	var p people.Person
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, h.PersonID); return })
	add := func(tx *db.Tx, name, email, practice string) (access.Actor, error) {
		account, err := identity.Create(tx, audit.System, name, email)
		if err != nil {
			return access.Actor{}, err
		}
		if err := access.Join(tx, account.ID, access.Membership{Role: access.Practice, PracticeID: practice}); err != nil {
			return access.Actor{}, err
		}
		return access.Load(tx, account.ID, name)
	}
	dbtest.Write(t, h.DB, func(tx *db.Tx) (err error) {
		if err := access.Join(tx, h.Worker.AccountID, access.Membership{Role: access.Manager, TeamID: h.Worker.TeamID()}); err != nil {
			return err
		}
		if reception, err = add(tx, "Robin Lane", "robin@practice.example", p.PracticeID); err != nil {
			return err
		}
		other, err = add(tx, "Sky Dune", "sky@practice.example", "")
		return err
	})
	for _, a := range []access.Actor{reception, other} {
		if err := h.Identity.SetPassword(t.Context(), audit.System, a.AccountID, "a lantern over grey harbours"); err != nil {
			t.Fatal(err)
		}
	}
	return h, h.Serve(t, append(append(append(desk.Routes(), team.Routes()...), calendar.Routes()...), person.Routes()...)), reception, other
}

func TestAClinicInABrowser(t *testing.T) {
	h, site, reception, _ := open(t)
	var today dates.Date
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error { today = dates.Of(r.Now()); return nil })
	b := webtest.Start(t)
	p := b.Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/team/clinics")
	p.See("No clinics yet.")
	p.Click("New clinic")
	p.Check()
	p.Submit("Offer these times")
	p.See("Choose a link worker of your team")
	p.See("Enter the first day, today or later")
	p.Check()
	p.Shot("clinic-new")
	p.Select("Link worker", "Amina Yusuf")
	p.Select("Practice", "Practice of the Harbour network")
	p.Fill("Room (optional)", "room 2")
	day := today.AddDays(1)
	p.Fill("first-day", strconv.Itoa(day.Day))
	p.Fill("first-month", strconv.Itoa(int(day.Month)))
	p.Fill("first-year", strconv.Itoa(day.Year))
	p.Submit("Offer these times")
	p.See("The practice can book these times now.")
	p.Check()
	p.Shot("clinics")

	r := b.Page(t, site.URL)
	r.Go("/begin/" + reception.AccountID)
	r.Go("/refer/clinics")
	r.See("24 times are free")
	r.Check()
	r.Shot("times")
	r.Click("9am, Amina Yusuf, room 2 on " + day.WithDay())
	r.Check()
	r.Submit("Book")
	r.See("Choose for whom it is")
	r.Choose("Somebody else")
	r.Fill("Name, as they gave it", "Mr Y")
	r.Check()
	r.Shot("book")
	r.Submit("Book")
	r.See("Booked: ")
	r.See("Mr Y")
	r.Click("9:30am, Amina Yusuf, room 2 on " + day.WithDay())
	r.Choose("Somebody you referred")
	options := webtest.Eval[string](r, `[...document.querySelectorAll('[name=referral] option')].map(o => o.textContent).join('|')`)
	r.Select("Who", options[strings.Index(options, "|")+1:])
	r.Submit("Book")
	r.See("Dee Marsh")
	r.See("22 times are free")
	r.Check()
	r.Shot("booked")

	p.Go("/calendar?whose=mine&day=" + day.String())
	p.See("2 of 6 times are booked.")
	p.See("Mr Y")
	p.See("Dee Marsh")
	p.Check()
	p.Shot("calendar-clinic")
	p.NoTroubles()
}

func TestClinicsAreForWhoeverTheyAreFor(t *testing.T) {
	h, site, reception, other := open(t)
	for _, a := range []access.Actor{h.Worker, h.Stranger} {
		site.As(a).Get("/refer/clinics").Is(t, 404)
	}
	site.As(h.Stranger).Get("/team/clinics").Is(t, 404)
	site.As(reception).Get("/team/clinics").Is(t, 404)
	site.As(other).Get("/refer/clinics").Is(t, 200, "No free times")
	desk := site.As(reception)
	for _, slot := range []string{"", "x", "a.b.c", "none.2026-11-24.600", "none.2026-11-24.x", "none..600"} {
		desk.Get("/refer/clinics/book?slot="+slot).Is(t, 404)
		desk.Post("/refer/clinics/book", "slot", slot, "whose", "other", "who", "Mr Y", "_once", "a"+slot).Is(t, 404)
	}
	desk.Post("/refer/clinics/none/give-back", "_once", "b").Is(t, 404)
	site.Browser().Get("/refer/clinics").Leads(t, "/login")
}
