package find_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/drafts"
	"linkwork/internal/people"
	"linkwork/internal/web/housetest"
)

func auditOf(r db.Reader, personID string) (acts []string, err error) {
	rows, err := audit.OfPerson(r, personID, 1000)
	for _, row := range rows {
		acts = append(acts, row.Act)
	}
	return acts, err
}

// asked is what the referral form sends.
var asked = []string{"kind", "referred", "need", "loneliness", "share", "name", "share", "phone", "note-referred", "Sits by the window.", "permission", "phone"}

func with(fields []string, more ...string) []string {
	return append(append([]string{}, fields...), more...)
}

func TestReferIsSentAsItWasShown(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/lunch"
	b.Get(path).Is(t, 200, "Signpost", "Introduce", "Refer", "Not asked, or no", "Name: Dee Marsh", `value="name" checked`, `value="reach" checked`, `!value="birth" checked`,
		"What would help: Loneliness or isolation", "!Domestic abuse, ")
	before := len(outbox(t, h))
	preview := b.Post(path, with(asked, "step", "preview")...).Is(t, 200, "This is exactly what they will get", "Dee Marsh", "07700 900 111", "Sits by the window.",
		"said yes by phone on 23 November 2026", "hello@lunch.example", "Send referral", "!12 March 1948</dd>")
	if len(outbox(t, h)) != before || len(connected(t, h)) != 0 {
		t.Fatal("a preview sent something")
	}
	seal := preview.Field("shown")
	b.Post(path, with(asked, "step", "send")...).Is(t, 409, "Nothing was sent")
	b.Post(path, with(asked, "step", "change")...).Is(t, 200, "Sits by the window.", `value="phone" checked`)

	changePhone(t, h)
	again := b.Post(path, with(asked, "step", "send", "shown", seal)...).Is(t, 409, "The record changed", "07700 900 222")
	if len(connected(t, h)) != 0 {
		t.Fatal("sent what was not shown")
	}
	seal = again.Field("shown")
	for range 2 { // a second click
		b.Post(path, with(asked, "step", "send", "shown", seal, "_once", "click")...).Leads(t, "/people/"+h.PersonID+"/connections")
	}
	all := connected(t, h)
	if len(all) != 1 || all[0].State != connections.Sent || len(all[0].Shared) != 3 || all[0].Shared[1].Value != "07700 900 222" || all[0].Need != "loneliness" {
		t.Fatalf("%+v", all)
	}
	sent := outbox(t, h)
	if len(sent) != before+1 || sent[0].To != "hello@lunch.example" || strings.Contains(sent[0].Text+sent[0].Subject, "Dee") || !strings.Contains(sent[0].Secret, "/answer/") {
		t.Errorf("%+v", sent[0])
	}
	b.Get("/people/"+h.PersonID+"/connections").Is(t, 200, "Harbour Lunch Club", "Referred", "Sent, not opened yet", "They have not opened it yet", "What was shared with", "07700 900 222", "What came of it: not known yet.")
}

func changePhone(t *testing.T, h *housetest.House) {
	t.Helper()
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		p, err := people.Get(tx, h.Worker, h.PersonID)
		if err != nil {
			return err
		}
		p.Phone = "07700 900 222"
		return people.Update(tx, h.Worker, p.ID, p.Details, p.Version)
	})
}

func TestAReferralNeedsTheirYes(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/"
	for _, step := range []string{"preview", "send"} {
		b.Post(path+"lunch", "kind", "referred", "share", "name", "permission", "no", "note-referred", "Kept words", "step", step).Is(t, 422, "A referral needs their yes", "Kept words", "Error: ")
		b.Post(path+"lunch", "kind", "referred", "share", "name", "step", step).Is(t, 422, "A referral needs their yes")
		b.Post(path+"lunch", "kind", "referred", "share", "phone", "permission", "phone", "step", step).Is(t, 422, "at least the name")
		b.Post(path+"lunch", "step", step).Is(t, 422, "Choose how you connect the person")
	}
	b.Post(path+"lunch", "kind", "referred", "share", "name", "permission", "phone", "note-referred", strings.Repeat("x", 2001)).Is(t, 422, "2,000 characters")
	b.Get(path+"choir").Is(t, 200, "This service does not take referrals")
	shown := b.Post(path+"choir", "kind", "referred", "share", "name", "permission", "phone", "step", "preview").Field("shown")
	b.Post(path+"choir", "kind", "referred", "share", "name", "permission", "phone", "step", "send", "shown", shown).Is(t, 422, "does not take referrals")
	if len(connected(t, h)) != 0 || len(outbox(t, h)) != 0 {
		t.Error("something was sent")
	}
}

func TestSignpostIntroduceAndAServiceWithoutAddress(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/"
	list := "/people/" + h.PersonID + "/connections"
	b.Post(path+"choir", "kind", "signposted", "note-signposted", "Gave the number", "note-referred", "of another box").Leads(t, list)
	b.Post(path+"choir", "kind", "introduced", "note-introduced", strings.Repeat("x", 2001)).Is(t, 422, "2,000 characters", `name="note-introduced"`)
	b.Post(path+"choir", "kind", "introduced").Leads(t, list)
	dbtest.ClockOf(h.DB).Advance(48 * time.Hour)
	b = site.As(h.Worker)
	b.Get(list).Is(t, 200, "Made 2 days ago (23 November 2026)", "not known yet, after 2 days")
	b.Get(path+"shed").Is(t, 200, "no email address for referrals, so no link is sent. You call them on 01632 960 222")
	shown := b.Post(path+"shed", with(asked, "step", "preview")...).Is(t, 200, "Nothing is sent", "Write down the referral").Field("shown")
	b.Post(path+"shed", with(asked, "step", "send", "shown", shown)...).Leads(t, list)
	all := connected(t, h)
	if len(all) != 3 || len(outbox(t, h)) != 0 || all[0].LinkID != "" || all[2].Note != "Gave the number" || all[2].State != connections.Told {
		t.Fatalf("%+v", all)
	}
	b.Get(list).Is(t, 200, "3 connections, newest first", "No link was sent. Call them", "Gave the number", "Call them, and write their answer down here")
}

func TestTheWorkerWritesDownAnswerAndOutcome(t *testing.T) {
	h, site := open(t)
	b, list := site.As(h.Worker), "/people/"+h.PersonID+"/connections"
	b.Get(list).Is(t, 200, "was not connected to any service yet", "Find a service")
	shown := b.Post("/people/"+h.PersonID+"/connect/lunch", with(asked, "step", "preview")...).Field("shown")
	b.Post("/people/"+h.PersonID+"/connect/lunch", with(asked, "step", "send", "shown", shown)...)
	c := connected(t, h)[0]
	path := list + "/" + c.ID
	b.Post(path+"/answer", "answer", "waiting-list", "wait_weeks", "many", "words", "Kept words").Is(t, 422, "Enter a number of weeks", "Kept words", `id="wait_weeks"`, `value="many"`)
	b.Post(path+"/answer", "answer", "not-possible").Is(t, 422, "Say why", `id="words"`)
	b.Post(path+"/answer").Is(t, 422, "Choose an answer", `id="answer"`)
	b.Post(path+"/answer", "answer", "accepted", "words", "They said Tuesday").Leads(t, list)
	b.Post(path+"/answer", "answer", "accepted").Is(t, 422, "their answer already")
	b.Post(path+"/outcome").Is(t, 422, "Choose what came of it", `id="outcome"`)
	b.Post(path+"/outcome", "outcome", "started").Leads(t, list)
	b.Get(list).Is(t, 200, "by phone, written down here by Amina Yusuf, Monday 23 November 2026 at 9am", "They said Tuesday", "What came of it: Started", `value="started" checked`)
	if c = connected(t, h)[0]; c.AnsweredVia != "phone" || c.Outcome != "started" {
		t.Errorf("%+v", c)
	}

	stranger := site.As(h.Stranger)
	h.Unchanged(t, func() {
		for _, act := range []string{"/answer", "/outcome"} {
			stranger.Post(path+act, "answer", "not-possible", "words", "x", "outcome", "stopped").Is(t, 404)
			b.Post(list+"/other"+act, "answer", "not-possible", "words", "x", "outcome", "stopped").Is(t, 404)
		}
	})
}

func TestWordsOfAReferralAreKept(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/lunch"
	key := b.Get(path).Is(t, 200, `data-draft="connect-`+h.PersonID+`-lunch"`).Field("_draft")
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return drafts.Save(tx, h.Worker.AccountID, key, url.Values{"kind": {"referred"}, "share": {"name"}, "note-referred": {"Half a sentence"}})
	})
	b.Get(path).Is(t, 200, "Half a sentence", `value="referred" checked`, `!value="phone" checked`)
	preview := b.Post(path, with(asked, "step", "preview")...)
	if preview.Field("_draft") != key || preview.Field("_who") != h.Worker.AccountID {
		t.Error("the preview does not say where its words are kept")
	}
	b.Post(path, with(asked, "step", "send", "shown", preview.Field("shown"))...).Leads(t, "/people/"+h.PersonID+"/connections")
	b.Get(path).Is(t, 200, "!Half a sentence")
}

// The day on which the link ends is the same in the preview and in the mail, in
// the year's two changes of the clock too.
func TestTheLinkEndsOnTheDayThatWasShown(t *testing.T) {
	for _, now := range []time.Time{(dates.Date{Year: 2026, Month: 11, Day: 23}).At(23, 30), (dates.Date{Year: 2027, Month: 5, Day: 12}).At(12, 0)} {
		h, site := open(t)
		dbtest.ClockOf(h.DB).Set(now)
		b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/lunch"
		preview := b.Post(path, with(asked, "step", "preview")...)
		b.Post(path, with(asked, "step", "send", "shown", preview.Field("shown"))...).Leads(t, "/people/"+h.PersonID+"/connections")
		_, text, _ := strings.Cut(outbox(t, h)[0].Text, "The link ends on ")
		day, _, found := strings.Cut(text, ".")
		if !found || !strings.Contains(preview.Raw, "after a code, until "+day) {
			t.Errorf("the mail says %q", day)
		}
	}
}
