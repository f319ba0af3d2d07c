package subscribe_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/subscribe"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

// house is a study whose list anybody may subscribe to.
type house struct {
	*studytest.Study
	pages *housetest.House
	site  *housetest.Site
	form  string // its address
}

func open(t *testing.T) *house {
	h := &house{Study: studytest.New(castest.New(t, dbtest.SQLite(t)))}
	h.OK(readers.Keep(h.Context(), h.DB, h.Lead, once.Key{}, readers.List{StudyID: h.ID, Title: "News of the study", About: "Four times a year.", Open: true, Rate: 20, Connections: 2}))
	for _, topic := range []string{"Findings", "Events"} {
		_, err := readers.AddTopic(h.Context(), h.DB, h.Lead, once.Key{}, h.ID, topic)
		h.OK(err)
	}
	who, err := identity.New(h.DB, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: h.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, subscribe.Routes())
	h.form = subscribe.Path + "/" + h.ID
	return h
}

// mails are those to an address, the newest first.
func (h *house) mails(to string) (all []messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		every, err := messages.Outbox(r, messages.Entry{}, 100)
		for _, m := range every {
			if m.To == to {
				all = append(all, m)
			}
		}
		return err
	})
	return all
}

func pathOf(link string) string { return strings.TrimPrefix(link, "http://127.0.0.1:8080") }

// wayOut is the way out of a mail to a reader: what they get who subscribe again.
func (h *house) wayOut(address string) (leave, preferences string) {
	h.Helper()
	h.Clock.Advance(2 * time.Hour)
	h.OK(readers.Subscribe(h.Context(), h.DB, once.Key{}, "http://127.0.0.1:8080", readers.Wish{StudyID: h.ID, Address: address}))
	preferences = pathOf(h.mails(address)[0].WayOut)
	return strings.Replace(preferences, readers.PreferencesPath, readers.LeavePath, 1), preferences
}

func (h *house) numbers() (n readers.Numbers) {
	h.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, h.Lead, h.ID, studies.Involve)
		h.OK(err)
		n, err = readers.Count(r, seat)
		return err
	})
	return n
}

func TestSubscribeConfirmChooseAndLeave(t *testing.T) {
	h := open(t)
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Width(320)
	p.Go(subscribe.Path)
	p.Check()
	p.Click("News of the study")
	p.Submit("Subscribe")
	p.See("Enter an email address in the correct format")
	p.Check()
	p.Fill("Email address", "dee@example.org")
	p.Choose("Findings")
	p.Submit("Subscribe")
	p.See("Look in your email")
	p.Check()
	p.Go(pathOf(h.mails("dee@example.org")[0].Secret))
	p.See("News of the study")
	p.Check()
	p.Submit("Yes, send me the updates")
	p.See("You get the updates")
	p.Check()
	leave, preferences := h.wayOut("dee@example.org")
	p.Go(preferences)
	p.Check()
	p.Choose("Events")
	p.Submit("Save")
	p.See("Saved.")
	p.Go(leave)
	p.DontSee("dee@example.org")
	p.Check()
	p.Submit("Leave")
	p.See("You have left")
	p.Check()
	if n := h.numbers(); n != (readers.Numbers{Left: 1}) {
		t.Errorf("%+v", n)
	}
}

// T39 and T48: a mail program leaves for its reader, from anywhere and without a cookie;
// scanners that open links change nothing; nothing else may be posted from elsewhere.
func TestLeavingWithOneClick(t *testing.T) {
	h := open(t)
	h.OK(readers.Subscribe(h.Context(), h.DB, once.Key{}, "http://127.0.0.1:8080", readers.Wish{StudyID: h.ID, Address: "dee@example.org"}))
	confirm := pathOf(h.mails("dee@example.org")[0].Secret)
	token := strings.TrimPrefix(confirm, readers.ConfirmPath+"/")
	b := h.site.Browser()
	h.pages.Unchanged(t, func() { b.Get(confirm).Is(t, 200, "!dee@") })
	elsewhere := func(path, body string) int {
		r, err := http.NewRequest(http.MethodPost, h.site.URL+path, strings.NewReader(body))
		h.OK(err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "https://mail.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		got, err := http.DefaultTransport.RoundTrip(r)
		h.OK(err)
		got.Body.Close()
		return got.StatusCode
	}
	h.pages.Unchanged(t, func() {
		for _, path := range []string{confirm, h.form, readers.PreferencesPath + "/" + token} {
			if got := elsewhere(path, "address=eve@example.org"); got != http.StatusForbidden {
				t.Errorf("posted to from elsewhere: %d", got)
			}
		}
	})
	b.Post(confirm).Is(t, 200, "You get the updates")
	b.Post(confirm).Is(t, 200)
	b.Get(confirm).Is(t, 200, "You get the updates", readers.PreferencesPath+"/", "!Yes, send me")
	leave, preferences := h.wayOut("dee@example.org")
	h.pages.Unchanged(t, func() {
		b.Get(leave).Is(t, 200, "Leave", "!dee@")
		b.Get(preferences).Is(t, 200, "!dee@")
		for _, foreign := range []string{readers.LeavePath + "/guess", readers.LeavePath + "/" + token, readers.ConfirmPath + "/" + strings.TrimPrefix(leave, readers.LeavePath+"/")} {
			b.Get(foreign).Is(t, 404)
			b.Post(foreign).Is(t, 404)
		}
	})
	for range 2 {
		if got := elsewhere(leave, "List-Unsubscribe=One-Click"); got != http.StatusOK {
			t.Fatalf("one click: %d", got)
		}
	}
	if n := h.numbers(); n != (readers.Numbers{Left: 1}) {
		t.Errorf("%+v", n)
	}
	b.Get(leave).Is(t, 200, "You have left")
	b.Get(preferences).Is(t, 200, "You have left")
}

// What the form answers says nothing about an address; T24 and T54.
func TestTheFormTellsNothing(t *testing.T) {
	h := open(t)
	b := h.site.Browser()
	send := func(address string) housetest.Page { return b.Post(h.form, "address", address) }
	first := send("dee@example.org")
	again := send("dee@example.org")
	if first.Raw != again.Raw || first.Status != 200 {
		t.Error("a known address is answered otherwise")
	}
	for _, wrong := range []string{"dee@example.org\r\nBcc: eve@example.org", "dee@example.org%0d%0aBcc: eve@example.org", "dee\u2028@example.org", "dee@example.org,eve@example.org"} {
		send(wrong).Is(t, 422, "Enter an email address")
	}
	b.Get(subscribe.Path+"/none").Is(t, 404)
	for range 20 {
		b.Post(h.form, "address", "ann@example.org", "_once", "one")
	}
	if n := len(h.mails("dee@example.org")) + len(h.mails("ann@example.org")); n != 2 || h.numbers().Asked != 2 {
		t.Errorf("%d mails, %+v", n, h.numbers())
	}
	for i := range 210 {
		send("r" + strings.Repeat("x", i) + "@example.org")
	}
	if n := h.numbers().Asked; n != 200 {
		t.Errorf("somebody had us write to %d addresses in an hour", n)
	}
}
