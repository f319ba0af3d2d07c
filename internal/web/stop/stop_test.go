package stop_test

import (
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/links"
	"linkwork/internal/people"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/stop"
	"linkwork/internal/web/webtest"
)

// made is a link that opens what a purpose says, about Dee.
func made(t *testing.T, h *housetest.House, purpose string) (path string) {
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		l, err := links.Create(tx, links.Spec{Purpose: purpose, SubjectID: h.PersonID, Expires: tx.Now().Add(24 * time.Hour)})
		path = "/stop/" + l.Token
		return err
	})
	return path
}

func TestEmailsAreStoppedByTheirLink(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, stop.Routes())
	way, other, b := made(t, h, people.WayOutPurpose), made(t, h, "measures"), site.Browser()
	h.Unchanged(t, func() {
		b.Get(way).Is(t, 200, "Stop emails", "!Dee", "!Marsh")
		for _, foreign := range []string{"/stop/guess", other} {
			b.Get(foreign).Is(t, 404)
			b.Post(foreign).Is(t, 404)
		}
	})
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(way)
	p.Check()
	p.Submit("Stop emails")
	p.See("Emails have stopped")
	p.Check()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		person, err := people.Unscoped(r, h.PersonID)
		if err != nil {
			return err
		}
		outs, err := people.OptOuts(r, person)
		if len(outs) != 1 {
			t.Errorf("%+v", outs)
		}
		return err
	})
	b.Post(way).Is(t, 200, "Emails have stopped") // a second press says the same
	dbtest.ClockOf(h.DB).Advance(25 * time.Hour)
	h.Unchanged(t, func() {
		b.Get(way).Is(t, 410, "This link has ended", "To stop emails, tell us")
		b.Post(way).Is(t, 410, "This link has ended")
	})
}
