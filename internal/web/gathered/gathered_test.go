package gathered_test

import (
	"os"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/gathered"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

var maker = access.Actor{AccountID: "maker", Name: "Jo Hart", Memberships: []access.Membership{{Role: access.Manager}}}

// house has a form in use and somebody who makes forms.
func house(t *testing.T) (h *housetest.House, site *housetest.Site, manager access.Actor, at string) {
	h = housetest.New(t)
	f := form.Form{Title: form.Say("en", "Coffee morning"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "how", Kind: form.Single, Label: form.Say("en", "How was it?"), Choices: []form.Choice{{Code: "good", Label: form.Say("en", "Good")}, {Code: "bad", Label: form.Say("en", "Bad")}}},
		{Name: "name", Kind: form.Text, Identifies: true, Label: form.Say("en", "Your name")},
		{Name: "words", Kind: form.Text, MayDecline: true, Label: form.Say("en", "Anything else?")},
		{Name: "guests", Kind: form.Repeat, Label: form.Say("en", "Guest"), Items: []form.Item{{Name: "age", Kind: form.Number, Label: form.Say("en", "How old?")}}},
	}}
	id, err := forms.Create(t.Context(), h.DB, maker, once.Key{}, f)
	if err == nil {
		err = forms.Publish(t.Context(), h.DB, maker, once.Key{}, id, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h, h.Serve(t, append(gathered.Routes(), asked.Routes()...)), h.Manager(t), "/admin/forms/" + id + "/gathered"
}

func TestAnOpenLinkIsMadeUsedAndClosed(t *testing.T) {
	h, site, manager, at := house(t)
	b := site.As(manager)
	b.Get(at).Is(t, 200, "Coffee morning", "Nothing came by an open link yet")
	b.Post(at, "place", "", "closes-day", "1").Is(t, 422, "Enter a real date")
	b.Post(at, "place", "", "closes-day", "1", "closes-month", "1", "closes-year", "2030").Is(t, 422, "Say where the link will be", "within a year")
	made := b.Post(at, "place", "Poster at the library", "closes-day", "1", "closes-month", "3", "closes-year", "2027", "_once", "a").Is(t, 200, "<svg", "Open until 1 March 2027")
	_, rest, _ := strings.Cut(made.Body, h.BaseURL)
	open, _, _ := strings.Cut(rest, "<")
	b.Post(at, "place", "Poster at the library", "closes-day", "1", "closes-month", "3", "closes-year", "2027", "_once", "a").Leads(t, at)

	for _, words := range []string{"=1+1", ""} {
		visitor := site.Browser()
		own, _ := strings.CutSuffix(visitor.Post(open, "_once", words).Location, "/question")
		visitor.Post(own+"/question", "at", "how", "answer-how", "good")
		visitor.Post(own+"/question", "at", "name", "answer-name", "Doreen")
		if words == "" {
			visitor.Post(own+"/question", "at", "words", "answer-words-not", "rather-not")
		} else {
			visitor.Post(own+"/question", "at", "words", "answer-words", words)
		}
		visitor.Post(own+"/question", "at", "guests", "answer-guests", "yes")
		visitor.Post(own+"/question", "at", "guests.0.age", "answer-guests.0.age", "7")
		visitor.Post(own+"/answers").Leads(t, own+"/end")
	}
	b.Get(at).Is(t, 200, "2 people have answered", "Poster at the library", "Good")
	csv := b.Get(at + "/answers.csv")
	if want := "finished_on,edition,language,place,how,words,guests_1_age"; !strings.HasPrefix(csv.Raw, want+"\r\n") {
		t.Error(csv.Raw)
	}
	csv.Is(t, 200, "((declined))", "'=1+1", ",7", "!Doreen")

	page := b.Get(at)
	_, rest, _ = strings.Cut(page.Body, at+"/")
	link, _, _ := strings.Cut(rest, "/")
	b.Post(at+"/"+link+"/close").Leads(t, at)
	site.Browser().Get(open).Is(t, 410, "This form is closed")
	b.Post(at+"/nothing/close").Is(t, 404)
	for _, by := range []access.Actor{h.Worker, h.Stranger} {
		for _, path := range []string{at, at + "/answers.csv"} {
			site.As(by).Get(path).Is(t, 404)
		}
		site.As(by).Post(at, "place", "x").Is(t, 404)
	}
}

func TestOpenLinksInABrowser(t *testing.T) {
	h, site, manager, at := house(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + manager.AccountID)
	p.Go(at)
	p.Check()
	p.Fill("Where will it be?", "Poster at the library")
	p.Fill("Day", "1")
	p.Fill("Month", "3")
	p.Fill("Year", "2027")
	p.Submit("Make a link")
	p.See("Open until 1 March 2027")
	p.Check()
	p.See("It is shown once")
	p.Shot("open-poster")
	paper := p.Paper()
	for _, words := range []string{"Seven networks asks", "Coffee morning", "Scan the code", h.BaseURL + "/fill-in/", "1 March 2027"} {
		if !strings.Contains(paper, words) {
			t.Errorf("%q is not on the poster: %s", words, paper)
		}
	}
	for _, words := range []string{"Confidential", "It is shown once", "Poster at the library", "1 / 1"} {
		if strings.Contains(paper, words) {
			t.Errorf("%q is on the poster", words)
		}
	}
	if dir := os.Getenv("LINKWORK_TEST_SHOTS"); dir != "" {
		os.WriteFile(dir+"/poster.pdf", p.PDF(), 0o644)
	}
	p.Go(at)
	p.See("Poster at the library")
	p.Check()
	p.Shot("open-links")
}
