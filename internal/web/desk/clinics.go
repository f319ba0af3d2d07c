package desk

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// daysAhead is for how many days times are offered.
const daysAhead = 28

// timetable is what a practice can book and has booked.
type timetable struct {
	Free   []diary.Slot
	Booked []diary.Reservation
	Names  map[string]string // of link workers
}

func showClinics(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var t timetable
		var err error
		if t.Free, err = diary.FreeSlots(r, v.Actor, dates.Of(r.Now()).AddDays(daysAhead)); err != nil {
			return visit.View{}, err
		}
		if t.Booked, err = diary.Reservations(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		t.Names, err = identity.Names(r, t.workers())
		page := shell.Page{Title: "Times with link workers", Section: "Clinics", Wide: true}
		return visit.View{Page: page, Body: clinicsPage(t, visit.NewToken())}, err
	})
}

func (t timetable) workers() []string {
	seen := make(map[string]bool)
	var all []string
	add := func(id string) {
		if !seen[id] {
			seen[id], all = true, append(all, id)
		}
	}
	for _, s := range t.Free {
		add(s.AccountID)
	}
	for _, b := range t.Booked {
		add(b.AccountID)
	}
	return all
}

// days are the days of the free times, in order.
func (t timetable) days() []dates.Date {
	var all []dates.Date
	for _, s := range t.Free {
		if len(all) == 0 || all[len(all)-1] != s.Day {
			all = append(all, s.Day)
		}
	}
	return all
}

// slotKey names a time in an address: it says nothing about anybody.
func slotKey(s diary.Slot) string {
	return s.ID + "." + s.Day.String() + "." + strconv.Itoa(s.Minute)
}

// wantedSlot reads such a name. What is none is not there.
func wantedSlot(text string) (w desk.Wanted, err error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return w, db.ErrNotFound
	}
	w.ClinicID = parts[0]
	if w.Day, err = dates.Parse(parts[1]); err != nil || w.Day.IsZero() || w.Day.Year > 2999 {
		return w, db.ErrNotFound
	}
	if w.Minute, err = strconv.Atoi(parts[2]); err != nil {
		return w, db.ErrNotFound
	}
	return w, nil
}

func showBook(v *visit.Visit) error { return bookForm(v, nil) }

func bookForm(v *visit.Visit, bad *db.Invalid) error {
	w, err := wantedSlot(v.Fields.Get("slot"))
	if err != nil {
		return err
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := diary.TheSlot(r, v.Actor, w.ClinicID, w.Day, w.Minute)
		if err != nil {
			return visit.View{}, err
		}
		sent, err := referrals.SentBy(r, v.Actor, 200)
		if err != nil {
			return visit.View{}, err
		}
		names, err := identity.Names(r, []string{s.AccountID})
		page := shell.Page{Title: "Book a time", Section: "Clinics", Back: &ui.Link{Text: "Back to times", Href: "/refer/clinics"}}
		return v.FormView(page, bookPage(v.Fields, s, names[s.AccountID], sent, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func bookTime(v *visit.Visit) error {
	f := v.Fields
	w, err := wantedSlot(f.Get("slot"))
	if err != nil {
		return err
	}
	w.CallBack = f.Get("call_back")
	switch f.Get("whose") {
	case "referred":
		w.ReferralID = f.Get("referral")
	case "other":
		w.Who = f.Get("who")
	}
	bad := new(db.Invalid)
	switch {
	case f.Get("whose") == "":
		bad.Add("whose", "Choose for whom it is")
	case f.Is("whose", "referred") && w.ReferralID == "":
		bad.Add("referral", "Choose the person")
	}
	err = bad.Err()
	if err == nil {
		_, err = desk.Book(v.Context(), v.House.DB, v.Actor, v.Once(), w)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bookForm(v, bad) })
	}
	return v.Done("/refer/clinics", "Booked: "+dates.Moment(w.Day.At(w.Minute/60, w.Minute%60))+".")
}

func giveBack(v *visit.Visit) error {
	if err := desk.GiveBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("reservation")); err != nil {
		return err
	}
	return v.Done("/refer/clinics", "Given back. The link worker is told.")
}
