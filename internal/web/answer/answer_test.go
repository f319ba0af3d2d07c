package answer_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/web/answer"
	"linkwork/internal/web/housetest"
)

const address = "hello@lunch.example"

// referred is a house in which Dee was referred to the lunch club; the link is
// what the club's mail holds.
func referred(t *testing.T) (h *housetest.House, site *housetest.Site, path, connectionID string) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		_, err := directory.Upsert(tx, directory.Service{ID: "lunch", Name: "Harbour Lunch Club", Status: directory.Active, ReferralEmail: address,
			TakesReferrals: directory.Yes, Organisation: directory.Organisation{ID: "org", Name: "Harbour Lunch", Origin: origin("org")}, Origin: origin("lunch"),
			Schedules: []directory.Schedule{{Summary: "Tuesdays at noon", Days: "TU", Opens: "12:00"}}})
		return err
	})
	path, connectionID = refer(t, h)
	return h, h.Serve(t, answer.Routes()), path, connectionID
}

func origin(id string) directory.Origin {
	return directory.Origin{Source: "test", SourceID: id, Record: []byte(`{}`)}
}

func refer(t *testing.T, h *housetest.House) (path, connectionID string) {
	id, err := connections.Make(t.Context(), h.DB, h.Worker, once.Key{}, connections.Onward{PersonID: h.PersonID, ServiceID: "lunch", Kind: connections.Referred,
		Share: []string{"name", "phone"}, Permission: true, PermissionHow: "said yes in person", BaseURL: h.BaseURL, Note: "Likes to sit by the window."})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(newest(t, h).Secret, h.BaseURL), id
}

func newest(t *testing.T, h *housetest.House) (e messages.Entry) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		if len(all) > 0 {
			e = all[0]
		}
		return err
	})
	return e
}

func connection(t *testing.T, h *housetest.House, id string) (c connections.Connection) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		c, err = connections.Get(r, h.Worker, h.PersonID, id)
		return err
	})
	return c
}

// proved brings a browser through the code.
func proved(t *testing.T, h *housetest.House, site *housetest.Site, path string) *housetest.Browser {
	b := site.Browser()
	b.Post(path+"/code").Leads(t, path+"?code=sent")
	b.Post(path+"/confirm", "code", newest(t, h).Secret).Leads(t, path)
	return b
}

// again is one more code.
func again(t *testing.T, h *housetest.House, site *housetest.Site, path string) string {
	site.Browser().Post(path+"/code").Leads(t, path+"?code=sent")
	return newest(t, h).Secret
}

func TestAnOrganisationAnswers(t *testing.T) {
	h, site, path, id := referred(t)
	b := site.Browser()
	h.Unchanged(t, func() {
		b.Get(path).Is(t, 200, "Send me a code", "h***@lunch.example", "!Marsh", "!07700", "!Lunch Club", "!Amina")
		b.Get(path+"?code=sent").Is(t, 200, "6 numbers", "!Marsh")
		b.Get(path+"/thanks").Leads(t, path)
	})
	b.Post(path+"/code").Leads(t, path+"?code=sent")
	sent := newest(t, h)
	if sent.To != address || strings.Contains(sent.Subject+sent.Text, sent.Secret) || len(sent.Secret) != 6 || strings.Contains(sent.Body(), "Dee") {
		t.Errorf("%+v", sent)
	}
	opened := b.Post(path+"/confirm", "code", sent.Secret[:3]+" "+sent.Secret[3:]).Leads(t, path)
	cookie := opened.Cookies[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/answer" || cookie.MaxAge != 0 || cookie.Secure {
		t.Errorf("%+v", cookie)
	}
	if remembered := site.Browser().Post(path+"/confirm", "code", again(t, h, site, path), "remember", "yes").Cookies[0]; remembered.MaxAge != 90*24*3600 {
		t.Errorf("%+v", remembered)
	}
	if c := connection(t, h, id); c.State != connections.Opened || c.OpenedAt.IsZero() {
		t.Errorf("%+v", c)
	}
	h.Unchanged(t, func() {
		b.Get(path).Is(t, 200, "Dee Marsh", "07700 900 111", "Likes to sit by the window", "Amina Yusuf", "Harbour network", h.Phone, "!1948", "!QY1", "!dee@marsh")
		b.Get(path+"/thanks").Leads(t, path)
	})
	b.Post(path, "answer", "waiting-list", "wait_weeks", "6", "words", "After Christmas").Leads(t, path+"/thanks")
	h.Unchanged(t, func() { b.Get(path+"/thanks").Is(t, 200, "Thank you", "about 6 weeks", "After Christmas", "!Dee") })
	if c := connection(t, h, id); c.State != connections.WaitingList || c.WaitWeeks != 6 || c.AnsweredVia != "link" {
		t.Errorf("%+v", c)
	}
	b.Get(path).Is(t, 200, "Your answer now: yes, but there is a wait of about 6 weeks")
	b.Post(path, "answer", "accepted", "wait_weeks", "left over").Leads(t, path+"/thanks")
	b.Post(path, "answer", "accepted", "words", "still").Is(t, 422, "your answer already", "still")
	if c := connection(t, h, id); c.State != connections.Accepted || c.AnswerWords != "" {
		t.Errorf("%+v", c)
	}
}

func TestFaultsKeepWhatWasTyped(t *testing.T) {
	h, site, path, id := referred(t)
	b := proved(t, h, site, path)
	b.Post(path, "words", "Kept words").Is(t, 422, "Choose an answer", "Kept words", "Error: ")
	b.Post(path, "answer", "not-possible").Is(t, 422, "Say why in a few words")
	b.Post(path, "answer", "waiting-list", "wait_weeks", "soon", "words", "Kept words").Is(t, 422, "Enter a number of weeks", "Kept words", `value="soon"`)
	b.Post(path, "answer", "finished").Is(t, 422, "Choose an answer")
	if c := connection(t, h, id); c.State != connections.Opened {
		t.Errorf("%+v", c)
	}
}

func TestWithoutTheCodeNothingIsShown(t *testing.T) {
	h, site, path, id := referred(t)
	b := site.Browser()
	b.Post(path+"/confirm", "code", "abc").Is(t, 422, "Enter the 6 numbers", `value="abc"`, "!Marsh")
	b.Post(path+"/confirm", "code", "123456").Is(t, 422, "Ask for a new one")
	b.Post(path + "/code")
	wrong := "111111"
	if newest(t, h).Secret == wrong {
		wrong = "222222"
	}
	b.Post(path+"/confirm", "code", wrong).Is(t, 422, "You have 4 more tries", "!Marsh")
	b.Post(path, "answer", "accepted").Leads(t, path)
	b.Post(path+"/open").Leads(t, path)
	if c := connection(t, h, id); c.State != connections.Sent {
		t.Errorf("%+v", c)
	}
	for range 4 {
		b.Post(path + "/code")
	}
	b.Post(path+"/code").Is(t, 429, "Too many codes", h.Phone[:5])
	dbtest.ClockOf(h.DB).Advance(time.Hour)
	b.Post(path+"/code").Leads(t, path+"?code=sent")
	b.Post(path+"/code", "_once", "double").Leads(t, path+"?code=sent")
	first := newest(t, h).ID
	b.Post(path+"/code", "_once", "double").Leads(t, path+"?code=sent")
	if newest(t, h).ID != first {
		t.Error("a double click sent two codes")
	}
}

func TestAKnownBrowserOpensTheNextReferralByAButton(t *testing.T) {
	h, site, path, _ := referred(t)
	b := proved(t, h, site, path)
	next, id := refer(t, h)
	h.Unchanged(t, func() { b.Get(next).Is(t, 200, "Open the referral", "!Marsh", "!Send me a code") })
	b.Post(next, "answer", "accepted").Leads(t, next)
	b.Post(next+"/open").Leads(t, next)
	b.Get(next).Is(t, 200, "Dee Marsh")
	if c := connection(t, h, id); c.State != connections.Opened {
		t.Errorf("%+v", c)
	}
}

func TestLinksThatOpenNothing(t *testing.T) {
	h, site, path, _ := referred(t)
	b := proved(t, h, site, path)
	var other links.Link
	dbtest.Write(t, h.DB, func(tx *db.Tx) (err error) {
		other, err = links.Create(tx, links.Spec{Purpose: "measures", SubjectID: h.PersonID, Expires: tx.Now().Add(time.Hour), Code: true, CodeTo: address})
		return err
	})
	for _, p := range []string{"/answer/guess", "/answer/" + other.Token} {
		b.Get(p).Is(t, 404, "Page not found")
		for _, below := range []string{"", "/code", "/confirm", "/open"} {
			b.Post(p+below, "code", "123456", "answer", "accepted").Is(t, 404)
		}
	}
	dbtest.ClockOf(h.DB).Advance(connections.LinkLasts)
	h.Unchanged(t, func() {
		for _, below := range []string{"", "/thanks"} {
			b.Get(path+below).Is(t, 410, "This link has ended", "01632 960 100", "!Marsh")
		}
		for _, below := range []string{"", "/code", "/confirm", "/open"} {
			b.Post(path+below, "code", "123456", "answer", "accepted").Is(t, 410, "This link has ended")
		}
	})
}
