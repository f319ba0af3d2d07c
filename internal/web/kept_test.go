package web_test

import (
	"slices"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/web/enter"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/person"
)

const words = "Spoke for an hour about her sister. None of this may be lost."

// TestWordsOutliveASessionThatLocks sends a contact after a long pause: the
// words come back after the password, on the same form, and can be saved.
func TestWordsOutliveASessionThatLocks(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, slices.Concat(enter.Routes(), person.Routes()))
	b := site.As(h.Worker)
	form := "/people/" + h.PersonID + "/contacts/new"
	page := b.Get(form).Is(t, 200, "Record a contact")
	dbtest.ClockOf(h.DB).Advance(identity.LockAfter + time.Minute)

	send := []string{"_once", page.Field("_once"), "_draft", page.Field("_draft"), "_who", page.Field("_who"), "means", "phone", "when", "today", "minutes", "45", "words", words, "next", "none"}
	b.Post(form, send...).Leads(t, "/unlock")
	b.Get("/unlock").Is(t, 200, "!"+words)
	b.Post("/unlock", "password", "not the password").Is(t, 422, "do not match")
	b.Post("/unlock", "password", "a lantern over grey harbours").Leads(t, form)
	page = b.Get(form).Is(t, 200, "We kept what you wrote", words)
	send[1] = page.Field("_once")
	b.Post(form, send...).Leads(t, "/people/"+h.PersonID+"/contacts")
	b.Get("/people/"+h.PersonID+"/contacts").Is(t, 200, words)
	b.Get(form).Is(t, 200, "!"+words)
}

// TestWordsDoNotReachSomebodyElse logs a second person in on the same browser:
// what the first had typed is not shown to them.
func TestWordsDoNotReachSomebodyElse(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, slices.Concat(enter.Routes(), person.Routes()))
	b := site.As(h.Worker)
	form := "/people/" + h.PersonID + "/contacts/new"
	page := b.Get(form)
	dbtest.ClockOf(h.DB).Advance(identity.LockAfter + time.Minute)
	b.Post(form, "_once", page.Field("_once"), "_draft", page.Field("_draft"), "_who", page.Field("_who"), "words", words).Leads(t, "/unlock")
	b.Post("/login", "email", "b@linkwork.example", "password", "a lantern over grey harbours").Leads(t, "/")
	b.Get(form).Is(t, 404, "!"+words)
}

// TestASecondSendingActsOnce sends the same form twice, as a double click does.
func TestASecondSendingActsOnce(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, slices.Concat(enter.Routes(), person.Routes()))
	b := site.As(h.Worker)
	form := "/people/" + h.PersonID + "/contacts/new"
	send := []string{"_once", b.Get(form).Field("_once"), "means", "phone", "when", "today", "minutes", "5", "words", words, "next", "none"}
	b.Post(form, send...).Leads(t, "/people/"+h.PersonID+"/contacts")
	b.Post(form, send...).Leads(t, "/people/"+h.PersonID+"/contacts")
	b.Get("/people/"+h.PersonID+"/contacts").Is(t, 200, "1 contact, newest first")
	send[11] = "Other words under the same token, which is a conflict and keeps them."
	b.Post(form, send...).Is(t, 409, "Yours is not saved", "Other words under the same token")
}

// TestTwoEditorsLoseNothing saves the same details from two windows.
func TestTwoEditorsLoseNothing(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, slices.Concat(enter.Routes(), person.Routes()))
	b := site.As(h.Worker)
	form := "/people/" + h.PersonID + "/details/edit"
	first, second := b.Get(form), b.Get(form)
	fields := func(p housetest.Page, phone string) []string {
		return []string{"_once", p.Field("_once"), "_version", p.Field("_version"), "given", "Dee", "family", "Marsh", "birth_date-day", "12", "birth_date-month", "3",
			"birth_date-year", "1948", "phone", phone, "contact_by", "phone", "voicemail", "no"}
	}
	b.Post(form, fields(first, "07700 900 222")...).Leads(t, "/people/"+h.PersonID+"/details")
	b.Post(form, fields(second, "07700 900 333")...).Is(t, 422, "Somebody else saved these details first", "07700 900 222", "07700 900 333")
}

// TestARefusalIsNoted asks for the record of somebody in another team.
func TestARefusalIsNoted(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, person.Routes())
	site.As(h.Stranger).Get("/people/"+h.PersonID).Is(t, 404)
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		rows, err := audit.OfActor(r, h.Stranger.AccountID, 10)
		if err == nil && !slices.ContainsFunc(rows, func(row audit.Row) bool { return row.What == audit.Refused && row.RecordID == h.PersonID }) {
			t.Errorf("no refusal among %+v", rows)
		}
		return err
	})
}
