package events_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/engagement/events"
	"linkwork/internal/links"
	"linkwork/internal/studies"
)

// A place is given in line, given back, offered to the next for a time, and goes on.
func thePlacesOfAnEvent(t *testing.T, h house) {
	d := h.DB
	ann, bo, cy, di := h.comes("Ann"), h.comes("Bo"), h.comes("Cy"), h.comes("Di")
	h.stands(ann, events.Coming)
	h.stands(cy, events.Waiting)
	if o := h.own(di); o.Delegate.State != events.Waiting || o.Ahead != 1 || o.Event.Online != "" {
		t.Errorf("%+v", o)
	}
	if h.own(ann).Event.Online == "" {
		t.Error("who has a place does not learn where it is online")
	}
	h.OK(events.Leave(h.Context(), d, keyless, ann, ways))
	h.stands(cy, events.Offered)
	h.OK(events.Accept(h.Context(), d, keyless, di, ways)) // it is not theirs
	h.stands(di, events.Waiting)
	h.later(49 * time.Hour)
	h.stands(cy, events.Lapsed)
	h.stands(di, events.Offered)
	h.OK(events.Accept(h.Context(), d, keyless, cy, ways)) // too late
	h.stands(cy, events.Lapsed)
	h.OK(events.Accept(h.Context(), d, keyless, di, ways))
	h.stands(di, events.Coming)
	h.OK(events.Confirm(h.Context(), d, keyless, cy, ways)) // again, at the end of the line
	h.stands(cy, events.Waiting)
	h.OK(events.Leave(h.Context(), d, keyless, cy, ways))
	h.OK(events.Leave(h.Context(), d, keyless, bo, ways))
	h.stands(cy, events.Gone)
	e := h.the()
	if x := h.comes("Ed"); h.own(x).State != events.Coming {
		t.Error("a place that nobody waits for is not given")
	}
	fay := h.comes("Fay")
	e.Capacity = 3
	h.changes(e, false)
	h.stands(fay, events.Offered)
	castest.Is(t, h.change(e, false), db.ErrConflict)
	again := "you can ask for a place again"
	if m := h.mails("Bo")[0]; !strings.Contains(m.Text, again) {
		t.Error(m.Text)
	}
	h.OK(events.ToClose(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, h.the().Version))
	h.OK(events.Leave(h.Context(), d, keyless, di, ways))
	if m := h.mails("Di")[0]; strings.Contains(m.Text, again) || !strings.Contains(m.Text, "tell those who hold the event") {
		t.Error(m.Text)
	}
}

// A place that comes free shortly before is still offered, but for the last hour: then who
// waits is told to come and ask at the door, where they can be let in.
func aPlaceIsOfferedUntilTheLastHour(t *testing.T, h house) {
	d := h.DB
	ann, bo, cy, di := h.comes("Ann"), h.comes("Bo"), h.comes("Cy"), h.comes("Di")
	begins := h.the().Starts()
	h.Clock.Set(begins.Add(-61 * time.Minute))
	h.OK(events.Leave(h.Context(), d, keyless, ann, ways))
	h.stands(cy, events.Offered)
	if until := h.own(cy).OfferUntil; !until.Equal(begins.Add(-30 * time.Minute)) {
		t.Errorf("the place is kept until %v", until)
	}
	h.Clock.Set(begins.Add(-59 * time.Minute))
	if !h.own(di).Event.Ahead(h.Clock.Now()) || h.own(di).Hopes {
		t.Error("who waits is left hoping for a mail")
	}
	h.OK(events.Leave(h.Context(), d, keyless, bo, ways))
	h.stands(di, events.Waiting)
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		line, err := events.Waits(r, events.OfStudy(s), h.the(), "di")
		if len(line) != 1 || line[0].ID != h.own(di).ID {
			t.Errorf("%+v", line)
		}
		return err
	})
	h.OK(events.CheckIn(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, h.own(di).ID, h.the().Days[0].Date()))
	h.stands(di, events.Coming)
}

// An address that is registered is told so by mail and to nobody else, and a few times only.
func anAddressIsToldByMailAlone(t *testing.T, h house) {
	d := h.DB
	x := h.somebody("Dee")
	x.EventID, x.Name = h.id, "Dee http://spam.example"
	for range 5 {
		h.OK(events.Register(h.Context(), d, keyless, x, "", ways))
	}
	all := h.mails("Dee")
	if len(all) != 3 {
		t.Errorf("%d mails", len(all))
	}
	for _, m := range all {
		if strings.Contains(m.Text, "spam") {
			t.Error("a mail says what somebody typed")
		}
	}
	h.later(49 * time.Hour)
	_, err := func() (o events.Own, err error) {
		h.Read(func(r *db.Snapshot) error {
			o, err = events.OfLink(r, all[0].Secret[strings.LastIndex(all[0].Secret, "/")+1:])
			return nil
		})
		return
	}()
	castest.Is(t, err, links.ErrEnded)
	h.comes("Dee")
	h.OK(h.register("Dee"))
	if m := h.mails("Dee")[0]; m.Subject != "You are registered already" {
		t.Errorf("%+v", m)
	}
	if got := h.delegate("Dee"); got.State != events.Coming {
		t.Errorf("%+v", got)
	}
}

// A name with a line break never gets into a header.
func namesAndAddressesAreOneLine(t *testing.T, h house) {
	d := h.DB
	for _, hostile := range []string{"\r\nBcc: all@people.example", "\nX", "\u2028X", "\u2029X", "\x7f"} {
		x := h.somebody("Dee")
		x.EventID, x.Name = h.id, "Dee"+hostile+"y"
		castest.Refused(t, events.Register(h.Context(), d, keyless, x, "", ways), "name")
		x.Name, x.Email = "Dee", h.address("dee")+hostile+"y"
		castest.Refused(t, events.Register(h.Context(), d, keyless, x, "", ways), "email")
	}
	if len(h.mails("Dee")) != 0 {
		t.Error("a mail went out")
	}
}

// Of 50 people who confirm at once the last place goes to one; the others wait, nobody
// twice.
func TestTheLastPlaceGoesToOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.comes("First")
		const n = 50
		var all sync.WaitGroup
		for i := range n {
			all.Go(func() {
				name := "P" + strconv.Itoa(i/2) // every address twice
				x := h.somebody(name)
				x.EventID = h.id
				patiently(t, func() error { return events.Register(h.Context(), d, keyless, x, "", ways) })
			})
		}
		all.Wait()
		var tokens []string
		for i := range n / 2 {
			tokens = append(tokens, h.token("P"+strconv.Itoa(i)))
		}
		for i := range n {
			all.Go(func() {
				patiently(t, func() error { return events.Confirm(h.Context(), d, keyless, tokens[i/2], ways) })
			})
		}
		all.Wait()
		count := make(map[events.Standing]int)
		h.in(func(r *db.Snapshot, s studies.Seat) error {
			delegates, err := events.Delegates(r, events.OfStudy(s), h.the())
			for _, x := range delegates {
				count[x.State]++
			}
			return err
		})
		if count[events.Coming] != 2 || count[events.Waiting] != n/2-1 || len(count) != 2 {
			t.Errorf("%v", count)
		}
	})
}

// patiently tries again what a database that is too busy refused.
func patiently(t *testing.T, act func() error) {
	err := db.ErrUnavailable
	for errors.Is(err, db.ErrUnavailable) {
		err = act()
	}
	if err != nil {
		t.Error(err)
	}
}

// Whoever types many addresses has us write to a hundred of them in an hour.
func anEventAsksSoManyInAnHour(t *testing.T, h house) {
	for i := range 100 {
		h.OK(h.register("Guest" + strconv.Itoa(i)))
	}
	castest.Refused(t, h.register("Another"), "email")
	h.OK(h.register("Guest1"))
	h.later(time.Hour + time.Minute)
	h.OK(h.register("Another"))
}
