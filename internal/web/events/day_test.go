package events_test

import (
	"strconv"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/housetest"
)

// lunch is an open session of two weeks, behind the link of those who hold it.
func (h clubs) lunch(t *testing.T) (b *housetest.Browser, at string, days [2]dates.Date) {
	b, at = h.enters("quay")
	days = [2]dates.Date{h.Today().AddDays(4), h.Today().AddDays(11)}
	b.Post(at+"/new", lunchForm(days[:]...)...)
	var id string
	h.Read(func(r *db.Snapshot) error { return r.QueryRow(`SELECT id FROM events`).Scan(&id) })
	at += "/" + id
	b.Post(at+"/open", "_version", "1").Leads(t, at+"?done=yes")
	return b, at, days
}

func lunchForm(days ...dates.Date) []string {
	form := []string{"title", "Sunday lunch", "description", "A hot meal.", "venue", "Quay Hall", "getting_in", "Level, by the side door.", "capacity", "9", "rows", strconv.Itoa(len(days))}
	for i, d := range days {
		n := "day-" + strconv.Itoa(i+1)
		form = append(form, n+"-day", strconv.Itoa(d.Day), n+"-month", strconv.Itoa(int(d.Month)), n+"-year", strconv.Itoa(d.Year), n+"-starts", "12:00", n+"-ends", "14:00")
	}
	return form
}

// The door shows no buttons before the day, and a fault there keeps its words.
func TestTheDoorOpensOnTheDay(t *testing.T) {
	h := newClubs(t)
	b, at, days := h.lunch(t)
	b.Post(at+"/people/new", "name", "Ann Marsh")
	var ann string
	h.Read(func(r *db.Snapshot) error { return r.QueryRow(`SELECT id FROM event_delegates`).Scan(&ann) })
	b.Get(at+"/door").Is(t, 200, "Check in begins on "+days[0].WithDay(), "List for the door", "!Ann Marsh", "!Find", "!0 people")
	b.Get(at+"/door/new").Is(t, 200, "Check in begins on "+days[0].WithDay(), "!Email address")
	b.Get(at+"/paper").Is(t, 200, "Ann Marsh")
	for _, below := range []string{"/door", "/door/new", "/paper"} {
		b.Get(at+below+"?day="+h.Today().String()).Is(t, 404)
	}
	in := at + "/door/" + ann + "/in"
	b.Post(in, "day", days[0].String()).Is(t, 422, "Choose a day of the event: today or earlier")
	h.Clock.Set(days[0].At(12, 0))
	b.Get(at+"/door?day="+days[1].String()).Is(t, 200, "Check in begins on "+days[1].WithDay(), "!is here")
	b.Get(at+"/door").Is(t, 200, "Ann Marsh", "!Check in begins")
	b.Post(in, "day", days[0].String()).Leads(t, at+"/door?day="+days[0].String()+"&done=yes")
	b.Get(at).Is(t, 200, "Level, by the side door.")
}

// The public list does not say that an event of several weeks goes on without a break.
func TestTheListSaysHowManyDays(t *testing.T) {
	h := newClubs(t)
	b, at, days := h.lunch(t)
	b.Get("/events").Is(t, 200, "2 days, from "+days[0].WithDay()+" to "+days[1].WithDay()+", Quay Hall", "Next: "+days[0].WithDay()+", midday to 2pm")
	h.Clock.Set(days[0].At(15, 0))
	b.Get("/events").Is(t, 200, "Next: "+days[1].WithDay()+", midday to 2pm")
	follow := lunchForm(days[1], days[1].AddDays(1))
	b.Post(at+"/change", append(follow, "_version", "2", "keep", "2")...).Leads(t, at+"?done=yes")
	b.Get("/events").Is(t, 200, days[1].WithDay()+" to "+days[1].AddDays(1).WithDay(), "!2 days")
}

// Who registered by phone has no address: the form for a change names them, to be rung.
func TestWhoHasNoAddressIsNamed(t *testing.T) {
	h := newClubs(t)
	b, at, _ := h.lunch(t)
	b.Post(at+"/people/new", "name", "Ann Marsh")
	b.Get(at+"/people").Is(t, 200, "No email address")
	b.Get(at+"/change").Is(t, 200, "1 person with a place. No email address, so please ring or tell them yourself: Ann Marsh.", "!by email")
	b.Post(at+"/people/new", "name", "Bo Lin", "email", "bo@people.example")
	b.Get(at+"/change").Is(t, 200, "2 people with a place.", "yourself: Ann Marsh.", "Tell 1 person by email")
}
