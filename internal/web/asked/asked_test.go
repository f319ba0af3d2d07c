package asked_test

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/messages"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/housetest"
)

// asks is a house in which Dee was sent the questions.
func asks(t *testing.T) (h *housetest.House, site *housetest.Site, path string) {
	h = housetest.New(t)
	if _, err := measures.Ask(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, "ons4", asking.Ways{BaseURL: h.BaseURL, Texts: true}); err != nil {
		t.Fatal(err)
	}
	return h, h.Serve(t, asked.Routes()), lastLink(t, h)
}

// lastLink is the path of the link that was sent last.
func lastLink(t *testing.T, h *housetest.House) (path string) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		if err == nil {
			path = strings.TrimPrefix(all[0].Secret, h.BaseURL)
		}
		return err
	})
	return path
}

func responses(t *testing.T, h *housetest.House) (all []measures.Response) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = measures.Of(r, h.PersonID)
		return err
	})
	return all
}

func TestAPersonAnswersOnTheirPhone(t *testing.T) {
	h, site, path := asks(t)
	b := site.Browser()
	h.Unchanged(t, func() {
		b.Get(path).Is(t, 200, "2 minutes", "Amina Yusuf", "999", "Nobody reads this page at once", "Which year were you born?", "!Marsh", "!Dee")
		b.Get(path+"/question").Leads(t, path)
		b.Get(path+"/end").Leads(t, path)
	})
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "5").Leads(t, path)
	in := b.Post(path+"/check", "year", " 1948 ").Leads(t, path+"/question")
	if c := in.Cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/questions" || c.MaxAge != 30*24*3600 {
		t.Errorf("%+v", c)
	}
	h.Unchanged(t, func() {
		b.Get(path+"/question").Is(t, 200, "Question 1 of 4", "satisfied", "I would rather not say", `href="`+path+`"`)
		b.Get(path+"/question?n=3").Is(t, 200, "Question 1 of 4")
	})
	b.Post(path+"/question", "at", "satisfied").Is(t, 422, "Select an answer, or say that you would rather not", "Question 1 of 4", "Error: ")
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "-1").Is(t, 422)
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "11").Is(t, 422)
	b.Post(path+"/question", "at", "nothing", "answer-nothing", "5").Is(t, 404)
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "7").Leads(t, path+"/question")
	b.Post(path+"/question", "at", "worthwhile", "answer-worthwhile", "rather-not").Leads(t, path+"/question")

	other := site.Browser() // the same link on another phone
	other.Post(path+"/check", "year", "1948").Leads(t, path+"/question")
	other.Get(path).Is(t, 200, "Go on")
	other.Get(path+"/question").Is(t, 200, "Question 3 of 4", "happy", "?n=2")
	other.Get(path+"/question?n=2").Is(t, 200, "Question 2 of 4", `value="rather-not" checked`)
	other.Post(path+"/question", "at", "happy", "answer-happy", "6").Leads(t, path+"/question")
	b.Post(path+"/question", "at", "anxious", "answer-anxious", "2").Leads(t, path+"/end")
	b.Post(path+"/question", "at", "anxious", "answer-anxious", "9").Leads(t, path+"/end")
	h.Unchanged(t, func() {
		b.Get(path+"/end").Is(t, 200, "Thank you", "If it cannot wait", "!You can talk to somebody now")
		b.Get(path+"/question").Leads(t, path+"/end")
		site.Browser().Get(path).Is(t, 200, "Thank you", "!Marsh")
	})
	all := responses(t, h)
	want := form.Answers{"satisfied": {Text: "7"}, "worthwhile": {Missing: form.Declined}, "happy": {Text: "6"}, "anxious": {Text: "2"}}
	if len(all) != 1 || all[0].Mode != measures.PersonAlone {
		t.Fatalf("%+v", all)
	}
	if !reflect.DeepEqual(all[0].Answers, want) {
		t.Errorf("%+v", all[0].Answers)
	}
}

func TestWorryingAnswersShowHelpAtOnce(t *testing.T) {
	h, site, path := asks(t)
	b := site.Browser()
	b.Post(path+"/check", "year", "1948")
	b.Get(path+"/question").Is(t, 200, "!You can talk to somebody now")
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "0")
	b.Get(path+"/question").Is(t, 200, "Question 2 of 4", "You can talk to somebody now", `href="tel:999"`)
	for _, n := range []string{"worthwhile", "happy", "anxious"} {
		b.Post(path+"/question", "at", n, "answer-"+n, "5")
	}
	end := b.Get(path+"/end").Is(t, 200, "You can talk to somebody now", `href="tel:111"`, "Thank you")
	if strings.Index(end.Body, `href="tel:999"`) > strings.Index(end.Body, "Thank you for your answers") {
		t.Error("help does not come first")
	}
	// Whoever only holds the link does not learn how the answers were.
	site.Browser().Get(path+"/end").Is(t, 200, "Thank you", "!You can talk to somebody now")
	_ = h
}

func TestThreeWrongYearsEndTheLink(t *testing.T) {
	h, site, path := asks(t)
	b := site.Browser()
	b.Post(path+"/check", "year", "48").Is(t, 422, "4 numbers", `value="48"`)
	b.Post(path+"/check").Is(t, 422, "4 numbers")
	b.Post(path+"/check", "year", "1950").Is(t, 422, "You have 2 more tries", `value="1950"`)
	b.Post(path+"/check", "year", "1951").Is(t, 422, "You have 1 more try")
	b.Post(path+"/check", "year", "1952").Is(t, 410, "This link has ended", "01632 960 100", "999")
	b.Post(path+"/check", "year", "1948").Is(t, 410)
	h.Unchanged(t, func() {
		for _, below := range []string{"", "/question", "/end"} {
			b.Get(path+below).Is(t, 410, "This link has ended", "!Marsh")
		}
	})
	if len(responses(t, h)) != 0 {
		t.Error("answers were stored")
	}
}

func TestLinksThatOpenNothing(t *testing.T) {
	h, site, path := asks(t)
	b := site.Browser()
	b.Post(path+"/check", "year", "1948").Leads(t, path+"/question")
	var other, orphan links.Link
	dbtest.Write(t, h.DB, func(tx *db.Tx) (err error) {
		if other, err = links.Create(tx, links.Spec{Purpose: "connection", SubjectID: "x", Expires: tx.Now().Add(time.Hour), BirthYear: 1948}); err != nil {
			return err
		}
		orphan, err = links.Create(tx, links.Spec{Purpose: asking.LinkPurpose, SubjectID: h.PersonID, Expires: tx.Now().Add(time.Hour), BirthYear: 1948})
		return err
	})
	for _, token := range []string{"guess", other.Token, orphan.Token} {
		p := "/questions/" + token
		b.Get(p).Is(t, 404, "Page not found")
		b.Get(p+"/question").Is(t, 404)
		b.Get(p+"/end").Is(t, 404)
		b.Post(p+"/check", "year", "1948").Is(t, 404)
		b.Post(p+"/question", "at", "satisfied", "answer-satisfied", "5").Is(t, 404)
	}
	dbtest.ClockOf(h.DB).Advance(asking.LinkLasts)
	b.Get(path).Is(t, 410, "This link has ended")
	b.Post(path+"/question", "at", "satisfied", "answer-satisfied", "5").Is(t, 410)
}

// Who reads the answers on the day on which they come is said, with when.
func TestAPersonIsToldWhoReads(t *testing.T) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	admin := h.Stranger
	admin.Memberships = []access.Membership{{Role: access.Administrator}}
	manager := h.Manager(t)
	if err := measures.Choose(t.Context(), h.DB, admin, once.Key{}, "phq9", measures.Choice{On: true, ReaderID: manager.AccountID}); err != nil {
		t.Fatal(err)
	}
	if _, err := measures.Ask(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, "phq9", asking.Ways{BaseURL: h.BaseURL, Texts: true}); err != nil {
		t.Fatal(err)
	}
	const reads = "Jo Hart reads your answers on the day they come, in these hours: weekdays, 9am to 5pm."
	path := lastLink(t, h)
	b := h.Serve(t, asked.Routes()).Browser()
	b.Get(path).Is(t, 200, reads, "Amina Yusuf and the people who support you see them too", "!not read them at once")
	b.Post(path+"/check", "year", "1948")
	for i := range 9 {
		at := "phq_" + strconv.Itoa(i+1)
		b.Post(path+"/question", "at", at, "answer-"+at, "3")
	}
	b.Get(path+"/end").Is(t, 200, "You can talk to somebody now", reads, "!not at once, and talks")
}
