package asked_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// The questions are answered in a real browser; every page is
// looked at by axe and at the width of a small phone.
func TestAnswerInABrowser(t *testing.T) {
	_, site, path := asks(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(320)
	p.Go(path)
	p.Check()
	p.Shot("wellbeing-start")
	p.Fill("Which year were you born?", "1948")
	p.Submit("Start")
	p.Submit("Continue")
	p.See("Select an answer, or say that you would rather not")
	p.Check()
	for _, answer := range []string{"1", "I would rather not say", "5"} {
		p.Choose(answer)
		p.Submit("Continue")
		p.Check()
	}
	p.Shot("wellbeing-question")
	p.Choose("9")
	p.Submit("Continue")
	p.See("You can talk to somebody now")
	p.Check()
	p.Shot("wellbeing-end")
}

func TestAnswerWithoutScripts(t *testing.T) {
	_, site, path := asks(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Width(320)
	p.Go(path)
	p.Fill("Which year were you born?", "1948")
	p.Submit("Start")
	for _, answer := range []string{"8", "I would rather not say", "5", "3"} {
		p.Choose(answer)
		p.Submit("Continue")
	}
	p.See("Your answers are saved")
	p.NoTroubles()
}

// warmHome is a form with branches, a group that repeats and two languages.
func warmHome() form.Form {
	when, err := formula.Read("cold == 'yes'")
	if err != nil {
		panic(err)
	}
	return form.Form{Title: form.Words{"en": "Warm home", "cy": "Cartref cynnes"}, Languages: []string{"en", "cy"},
		Intro: form.Say("en", "Five questions about your home.\n\nWe use the answers to look for help with you."), Thanks: form.Say("en", "We come back to you within a week."),
		Items: []form.Item{
			{Name: "read", Kind: form.Statement, Label: form.Say("en", "Take your time. You can stop at any point.")},
			{Name: "cold", Kind: form.Consent, Label: form.Words{"en": "Is it cold at home?", "cy": "Ydy hi'n oer gartref?"}},
			{Name: "rooms", Kind: form.Several, When: when, Label: form.Say("en", "Which rooms are cold?"), Choices: []form.Choice{{Code: "bed", Label: form.Say("en", "Bedroom")}, {Code: "bath", Label: form.Say("en", "Bathroom")}}},
			{Name: "since", Kind: form.Date, Label: form.Say("en", "Since when do you live there?"), MayDecline: true},
			{Name: "people", Kind: form.Repeat, Label: form.Say("en", "Person at home"), Most: 2, Items: []form.Item{
				{Name: "age", Kind: form.Number, Whole: true, Required: true, Label: form.Say("en", "How old are they?")}}},
			{Name: "more", Kind: form.Text, Long: true, Label: form.Say("en", "Is there anything else?")},
		}}
}

// maker makes the forms of these tests.
var maker = access.Actor{AccountID: "maker", Name: "Jo Hart", Memberships: []access.Membership{{Role: access.Manager}}}

// published is a form that is in use.
func published(t *testing.T, h *housetest.House, f form.Form) (id string) {
	t.Helper()
	id, err := forms.Create(t.Context(), h.DB, maker, once.Key{}, f)
	if err == nil {
		err = forms.Publish(t.Context(), h.DB, maker, once.Key{}, id, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sentForm is a house in which Dee was sent a form.
func sentForm(t *testing.T) (h *housetest.House, site *housetest.Site, path string) {
	h = housetest.New(t)
	if _, err := forms.Ask(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, published(t, h, warmHome()), asking.Ways{BaseURL: h.BaseURL, Texts: true}); err != nil {
		t.Fatal(err)
	}
	return h, h.Serve(t, asked.Routes()), lastLink(t, h)
}

func answered(t *testing.T, h *housetest.House) (all []forms.Asked) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = forms.Answered(r, h.PersonID)
		return err
	})
	return all
}

// A form is filled in on a small phone without scripts, interrupted, gone on with
// on another phone, and sent. Every page is looked at by axe.
func TestAFormOnAPhone(t *testing.T) {
	h, site, path := sentForm(t)
	browser := webtest.Start(t)
	p := browser.Page(t, site.URL)
	p.Width(320)
	h.Unchanged(t, func() {
		for range 3 { // a scanner of mail opens the link before the person does
			site.Browser().Get(path).Is(t, 200, "Which year were you born?", "!Warm home", "!Marsh")
		}
	})
	p.Go(path)
	p.Check()
	p.Fill("Which year were you born?", "1948")
	p.Submit("Start")
	p.See("Warm home")
	p.Check()
	p.Shot("form-start")
	p.Choose("English")
	p.Submit("Start")
	p.See("Take your time")
	p.Check()
	p.Submit("Continue")
	p.Choose("Yes")
	p.Submit("Continue")
	p.See("Which rooms are cold?")
	p.Check()
	p.Shot("form-several")
	p.Choose("Bedroom")
	p.Submit("Continue")
	p.See("Since when do you live there?")

	// The rest is answered on another phone, by the same link and without scripts.
	other := webtest.Start(t).Page(t, site.URL)
	other.NoScript()
	other.Width(320)
	other.Go(path)
	other.See("Which year were you born?") // a link that was forwarded opens nothing
	other.Fill("Which year were you born?", "1948")
	other.Submit("Start")
	other.Submit("Go on")
	other.See("Since when do you live there?")
	other.Choose("I would rather not say")
	other.Submit("Continue")
	other.See("Is there another: Person at home?")
	other.Choose("Yes")
	other.Submit("Continue")
	other.See("How old are they?")
	other.Submit("Continue")
	other.See("Enter a number")
	other.Fill("How old are they?", "78")
	other.Submit("Continue")
	other.See("Is there another: Person at home?")
	other.Choose("No")
	other.Submit("Continue")
	other.See("Is there anything else?")
	other.Submit("Continue")
	other.See("Check your answers")
	other.NoTroubles()
	if len(answered(t, h)) != 0 {
		t.Error("stored before it was sent")
	}

	p.Go(path + "/answers")
	p.See("Would rather not say")
	p.Check()
	p.Shot("form-review")
	p.Submit("Send my answers")
	p.See("We come back to you within a week.")
	p.Check()
	p.Shot("form-end")
	all := answered(t, h)
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	a := all[0].Answers
	if a["cold"].Text != "yes" || a["rooms"].Codes[0] != "bed" || a["since"].Missing != form.Declined || a["people"].Rows[0]["age"].Text != "78" || all[0].Language != "en" {
		t.Errorf("%+v", a)
	}
	// The link is used up: it tells whoever has it that answers were given, no more.
	site.Browser().Get(path).Is(t, 200, "Thank you", "!Warm home", "!We come back")
	site.Browser().Post(path+"/answers").Leads(t, path)
}

func TestAFormIsChangedBeforeItIsSent(t *testing.T) {
	h, site, path := sentForm(t)
	b := site.Browser()
	b.Post(path+"/check", "year", "1948").Leads(t, path)
	b.Post(path+"/begin", "language", "cy").Leads(t, path+"/question")
	b.Get(path+"/question").Is(t, 200, "Please read")
	b.Get(path+"/question?n=2").Is(t, 200, "Ydy hi'n oer gartref?", `lang="cy"`)
	b.Post(path+"/question", "at", "cold", "answer-cold", "yes").Leads(t, path+"/question?n=3")
	b.Post(path+"/question", "at", "cold", "answer-cold", "maybe").Is(t, 422, "Select yes or no")
	b.Post(path+"/question", "at", "rooms", "answer-rooms", "bed", "answer-rooms", "bath").Leads(t, path+"/question?n=4")
	b.Post(path+"/question", "at", "since", "answer-since-day", "31", "answer-since-month", "2", "answer-since-year", "1990").Is(t, 422, "Enter a real date", `value="31"`)
	b.Get(path+"/question?n=2&then=answers").Is(t, 200, `name="then" value="answers"`)
	b.Post(path+"/question", "at", "cold", "answer-cold", "no", "then", "answers").Leads(t, path+"/answers")
	b.Get(path+"/answers").Is(t, 200, "!Which rooms", "Person at home")
	b.Post(path+"/question", "at", "rooms", "answer-rooms", "bed").Is(t, 404)
	b.Post(path+"/question", "at", "people", "answer-people", "yes").Leads(t, path+"/question?n=4")
	b.Post(path+"/answers").Is(t, 422, "Enter a number") // the age of a person who was begun
	b.Get(path+"/answers").Is(t, 200, "Remove: Person at home 1")
	b.Post(path+"/remove-row", "repeat", "people", "row", "0").Leads(t, path+"/answers")
	b.Post(path+"/remove-row", "repeat", "people", "row", "7").Leads(t, path+"/answers")
	b.Get(path+"/answers").Is(t, 200, "!Remove: ")
	b.Post(path+"/question", "at", "people", "answer-people", "yes").Leads(t, path+"/question?n=4")
	b.Post(path+"/question", "at", "people.0.age", "answer-people.0.age", "5").Leads(t, path+"/question?n=5")
	b.Post(path+"/answers").Leads(t, path+"/end")
	b.Post(path+"/answers").Leads(t, path+"/end")
	if all := answered(t, h); len(all) != 1 || all[0].Answers["rooms"].Given() || all[0].Language != "cy" {
		t.Errorf("%+v", all)
	}
}

func TestWhoWantsNoReminders(t *testing.T) {
	h, site, path := sentForm(t)
	h.Unchanged(t, func() { site.Browser().Get(path).Is(t, 200, "Do not remind me") })
	site.Browser().Post(path+"/no-reminders").Is(t, 200, "You get no more reminders", "!Marsh")
	site.Browser().Get(path).Is(t, 200, "!Do not remind me")
}

func TestAnOpenLinkInABrowser(t *testing.T) {
	h := housetest.New(t)
	id := published(t, h, warmHome())
	token, err := forms.MakeOpenLink(t.Context(), h.DB, maker, once.Key{}, id, "Library", dates.Of(h.DB.Now()).AddDays(1))
	if err != nil {
		t.Fatal(err)
	}
	site := h.Serve(t, asked.Routes())
	b := site.Browser()
	poster := forms.OpenPath + "/" + token
	h.Unchanged(t, func() {
		b.Get(poster).Is(t, 200, "Warm home", "We do not ask who you are", "keep the address of the page that comes after", "999")
		b.Get(poster+"?language=cy").Is(t, 200, "Cartref cynnes")
		b.Get(forms.OpenPath+"/guess").Is(t, 404)
	})
	own := b.Post(poster, "language", "en", "_once", "x").Location
	if other := site.Browser().Post(poster, "language", "en", "_once", "y").Location; other == own || !strings.HasPrefix(own, asking.Path+"/") {
		t.Errorf("%q and %q", own, other)
	}
	b.Get(own).Is(t, 200, "Take your time", "!Amina")
	dbtest.ClockOf(h.DB).Advance(48 * time.Hour)
	b.Get(poster).Is(t, 410, "This form is closed")
	b.Get(own).Is(t, 200, "Take your time") // who has begun can finish
}
