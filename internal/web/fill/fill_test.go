package fill_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/pictures"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/fill"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

var maker = access.Actor{AccountID: "maker", Name: "Jo Hart", Memberships: []access.Membership{{Role: access.Manager}}}

func house(t *testing.T) (h *housetest.House, site *housetest.Site, id string) {
	h = housetest.New(t)
	when, err := formula.Read("cold == 'yes'")
	if err != nil {
		t.Fatal(err)
	}
	f := form.Form{Title: form.Say("en", "Warm home"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "cold", Kind: form.Single, Label: form.Say("en", "Is it cold at home?"), Choices: []form.Choice{{Code: "yes", Label: form.Say("en", "Yes, cold")}, {Code: "no", Label: form.Say("en", "No, warm")}}},
		{Name: "where", Kind: form.Text, When: when, Required: true, Label: form.Say("en", "Where is it cold?")},
		{Name: "people", Kind: form.Repeat, Label: form.Say("en", "Person at home"), Items: []form.Item{
			{Name: "age", Kind: form.Number, Label: form.Say("en", "How old are they?")}}},
	}}
	if id, err = forms.Create(t.Context(), h.DB, maker, once.Key{}, f); err == nil {
		err = forms.Publish(t.Context(), h.DB, maker, once.Key{}, id, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h, h.Serve(t, append(fill.Routes(), asked.Routes()...)), id
}

func answered(t *testing.T, h *housetest.House) (all []forms.Asked) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = forms.Answered(r, h.PersonID)
		return err
	})
	return all
}

func TestFillingInTogether(t *testing.T) {
	h, site, id := house(t)
	b := site.As(h.Worker)
	at := "/people/" + h.PersonID + "/forms"
	together := at + "/together/" + id
	b.Get(at).Is(t, 200, "Nothing was filled in yet", "Warm home", "Fill in together")
	b.Get(together).Is(t, 200, "Is it cold at home?", "!Where is it cold?")
	b.Post(together, "edition", "1", "shown", "cold", "answer-cold", "yes", "rows-people", "0", "answer-people", "yes").Is(t, 200, "There are further questions", "Where is it cold?", "How old are they?", `value="yes" checked`)
	b.Post(together, "edition", "1", "shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "", "rows-people", "1", "shown", "people.0.age", "answer-people.0.age", "old").Is(t, 422, "Enter a number, like 12", `value="old"`)
	if len(answered(t, h)) != 0 {
		t.Error("stored with a fault")
	}
	b.Post(together, "edition", "1", "shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "Bedroom", "rows-people", "1", "shown", "people.0.age", "answer-people.0.age", "78", "answer-people", "no").Leads(t, at)
	all := answered(t, h)
	if len(all) != 1 || all[0].Answers["where"].Text != "Bedroom" || all[0].Answers["people"].Rows[0]["age"].Text != "78" {
		t.Fatalf("%+v", all)
	}
	b.Post(together, "edition", "1", "shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "", "rows-people", "0", "left", "unable").Leads(t, at)
	if latest := answered(t, h)[0]; latest.Answers["where"].Missing != form.Unable && answered(t, h)[1].Answers["where"].Missing != form.Unable {
		t.Errorf("%+v", latest.Answers)
	}
	b.Get(at).Is(t, 200, "asked by Amina Yusuf")
	b.Get(at+"/answers/"+all[0].ID).Is(t, 200, "Where is it cold?", "Bedroom", "78", "Edition 1")
	b.Post(together, "edition", "7").Is(t, 404)
	b.Get(at+"/answers/"+all[0].ID+"/response").Is(t, 200, `"resourceType": "QuestionnaireResponse"`, "Bedroom")
	site.As(h.Stranger).Get(at+"/answers/"+all[0].ID+"/response").Is(t, 404)

	stranger := site.As(h.Stranger)
	for _, path := range []string{at, together, at + "/answers/" + all[0].ID} {
		stranger.Get(path).Is(t, 404)
	}
	stranger.Post(together, "edition", "1", "shown", "cold", "rows-people", "0").Is(t, 404)
	stranger.Post(at+"/link", "form", id).Is(t, 404)
	stranger.Post("/people/"+h.PersonID+"/code", "kind", "form", "what", id).Is(t, 404)
}

func TestACodeToScanAndALinkThatIsTakenBack(t *testing.T) {
	h, site, id := house(t)
	b := site.As(h.Worker)
	page := b.Post("/people/"+h.PersonID+"/code", "kind", "form", "what", id, "_once", "a").Is(t, 200, "Code to scan", "<svg", "/questions/")
	_, rest, _ := strings.Cut(page.Body, h.BaseURL)
	path, _, _ := strings.Cut(rest, "<")
	site.Browser().Get(path).Is(t, 200, "Which year were you born?")
	b.Post("/people/"+h.PersonID+"/code", "kind", "form", "what", id, "_once", "a").Leads(t, "/people/"+h.PersonID+"/forms")
	list := b.Get("/people/"+h.PersonID+"/forms").Is(t, 200, "On their way", "End this link")
	_, rest, _ = strings.Cut(list.Body, "/askings/")
	asking, _, _ := strings.Cut(rest, "/")
	site.As(h.Stranger).Post("/people/"+h.PersonID+"/askings/"+asking+"/end").Is(t, 404)
	b.Post("/people/"+h.PersonID+"/askings/"+asking+"/end").Leads(t, "/people/"+h.PersonID+"/forms")
	b.Get("/people/"+h.PersonID+"/forms").Is(t, 200, "!On their way")
	site.Browser().Get(path).Is(t, 410, "This link has ended")
}

func TestFormsOfAPersonInABrowser(t *testing.T) {
	h, site, id := house(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	at := "/people/" + h.PersonID + "/forms"
	p.Go(at)
	p.Check()
	p.Submit("Send a link to their phone or email")
	p.See("Dee wants to be contacted by phone. A link cannot go that way")
	p.Check()
	p.Submit("Send the link")
	p.See("Choose how the link goes")
	p.Check()
	p.Choose("By email, to dee@marsh.example")
	p.Shot("send-link")
	p.Submit("Send the link")
	p.See("On their way")
	p.See("by email. No answer yet. The link works until")
	p.Check()
	dbtest.ClockOf(h.DB).Advance(time.Minute)
	p.Click("Send it again: Warm home")
	p.See("Dee was asked this already")
	p.Check()
	p.Choose("By email, to dee@marsh.example")
	p.Submit("Send the link")
	p.See("They were asked this already. Choose what to do")
	p.Check()
	p.Shot("send-link-again")
	p.Choose("Send the link again")
	p.Submit("Send the link")
	p.See("sent again by email")
	p.Check()
	p.Shot("person-forms")
	p.Go(at + "/together/" + id)
	p.Check()
	p.Choose("Yes, cold")
	p.Submit("Save answers")
	p.See("There are further questions")
	p.Check()
	p.Shot("form-together")
	p.Go(at)
	p.Submit("Show a code for their phone")
	p.See("Code to scan")
	p.Check()
	p.Shot("form-code")
}

// A photograph is made safe, shown to whoever sent it and to their worker, and to
// nobody else; one that was replaced is gone.
func TestAPhotograph(t *testing.T) {
	h := housetest.New(t)
	f := form.Form{Title: form.Say("en", "Damp"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "wall", Kind: form.Photo, Required: true, MayDecline: true, Label: form.Say("en", "Show us the wall")},
		{Name: "since", Kind: form.Text, Label: form.Say("en", "Since when?")},
	}}
	id, err := forms.Create(t.Context(), h.DB, maker, once.Key{}, f)
	if err == nil {
		err = forms.Publish(t.Context(), h.DB, maker, once.Key{}, id, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	site := h.Serve(t, append(fill.Routes(), asked.Routes()...))
	worker := site.As(h.Worker)
	_, rest, _ := strings.Cut(worker.Post("/people/"+h.PersonID+"/code", "kind", "form", "what", id).Body, h.BaseURL)
	path, _, _ := strings.Cut(rest, "<")
	b := site.Browser()
	b.Send(path+"/picture", "answer-wall", photograph(t, 40), "at", "wall").Leads(t, path) // before the proof
	b.Post(path+"/check", "year", "1948")
	b.Get(path+"/question?n=1").Is(t, 200, "Show us the wall", `type="file"`, "We take away where", "!<img")
	b.Send(path+"/picture", "answer-wall", []byte("<svg/>"), "at", "wall").Is(t, 422, "This is not a photo that we can read")
	b.Send(path+"/picture", "answer-wall", nil, "at", "wall").Is(t, 422, "Choose a photograph")
	b.Send(path+"/picture", "other", photograph(t, 40), "at", "since").Is(t, 404)
	b.Send(path+"/picture", "answer-wall", photograph(t, 40), "at", "wall").Leads(t, path+"/question?n=2")
	b.Send(path+"/picture", "answer-wall", photograph(t, 60), "at", "wall").Leads(t, path+"/question?n=2")
	b.Send(path+"/picture", "answer-wall", nil, "at", "wall").Leads(t, path+"/question?n=2") // the one that is there stays
	b.Get(path+"/question?n=1").Is(t, 200, "<img", "This photograph is saved")
	if shown := b.Get(path + "/picture?n=1"); shown.Status != 200 || !strings.HasPrefix(shown.Raw, "\xff\xd8") {
		t.Errorf("%d", shown.Status)
	}
	site.Browser().Get(path+"/picture?n=1").Leads(t, path)
	b.Post(path+"/answers").Leads(t, path+"/end")

	all := answered(t, h)
	answers := "/people/" + h.PersonID + "/forms/answers/" + all[0].ID
	picture := answers + "/pictures/" + all[0].Answers["wall"].Text
	worker.Get(answers).Is(t, 200, `src="`+picture+`"`)
	if shown := worker.Get(picture); shown.Status != 200 || shown.Raw[:2] != "\xff\xd8" {
		t.Errorf("%d", shown.Status)
	}
	site.As(h.Stranger).Get(picture).Is(t, 404)
	worker.Get(answers+"/pictures/another").Is(t, 404)
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		kept, err := pictures.Of(r, forms.PictureOwner(all[0].ID))
		if len(kept) != 1 || kept[0].Width != 60 {
			t.Errorf("%d photographs", len(kept))
		}
		return err
	})
}

func photograph(t *testing.T, side int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, side, side)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Answers leave as a QuestionnaireResponse and come in as one; what is kept and
// what is lost is shown before anything is saved.
func TestAnswersOfAnotherSystem(t *testing.T) {
	h, site, id := house(t)
	b := site.As(h.Worker)
	at := "/people/" + h.PersonID + "/forms"
	b.Post(at+"/together/"+id, "edition", "1", "shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "Bedroom", "rows-people", "0")
	ours := b.Get(at+"/answers/"+answered(t, h)[0].ID+"/response").Is(t, 200, `"display": "Dee Marsh"`, "urn:linkwork:answers").Raw
	bring := func(file string) housetest.Page {
		return b.Send(at+"/bring", "file", []byte(file), "bring-form", id)
	}
	b.Get(at+"/bring").Is(t, 404)
	bring(ours).Is(t, 422, "These answers are here already")
	theirs := strings.NewReplacer("urn:linkwork:answers", "urn:riverside", "Bedroom", "Kitchen").Replace(ours)
	bring(theirs).Leads(t, at+"/bring")
	if n := len(answered(t, h)); n != 1 {
		t.Errorf("%d answered before anybody kept it", n)
	}
	b.Get(at+"/bring").Is(t, 200, "What is kept", "Kitchen", "What is lost", "Nothing.", "!Check this first")
	site.As(h.Stranger).Get(at+"/bring").Is(t, 404)
	site.As(h.Stranger).Post(at+"/bring/keep").Is(t, 404)
	b.Post(at+"/bring/keep").Leads(t, at)
	b.Get(at+"/bring").Is(t, 404)
	b.Get(at).Is(t, 200, "brought from another system by Amina Yusuf")
	bring(theirs).Is(t, 422, "These answers are here already")
	bring(strings.Replace(theirs, `"linkId": "where"`, `"linkId": "elsewhere"`, 1)).Is(t, 422, "These answers are here already")
	bring(strings.Replace(theirs, "Dee Marsh", "Ada Brook", 1)).Is(t, 422, "the file names Ada Brook")
	bring("").Is(t, 422, "no QuestionnaireResponse")
	bring("{").Is(t, 422)
	b.Post(at+"/bring", "bring-form", id).Is(t, 422, "Choose a file")
	site.As(h.Stranger).Send(at+"/bring", "file", []byte(theirs), "bring-form", id).Is(t, 404)

	bare := `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"cold","answer":[{"valueCoding":{"code":"no"}}]},{"linkId":"where","answer":[{"valueString":"Hall"}]},{"linkId":"shoes","answer":[{"valueString":"red"}]}]}`
	bring(bare).Leads(t, at+"/bring")
	b.Get(at+"/bring").Is(t, 200, "shoes: The form has no such question", "“Where is it cold?”: The answer: after the others this is not asked", "The file does not say whose answers these are", "On which day were they answered?")
	b.Post(at+"/bring/keep", "day-day", "1", "day-month", "10", "day-year", "2026").Is(t, 422, "Say that you have checked it", `value="10"`)
	b.Post(at+"/bring/keep", "sure", "yes").Is(t, 422, "Enter the day of the answers")
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go(at + "/bring")
	p.Check()
	p.Shot("answers-brought")
	b.Post(at+"/bring/keep", "sure", "yes", "day-day", "1", "day-month", "10", "day-year", "2026").Leads(t, at)
	b.Get(at).Is(t, 200, "1 October 2026")
}

// Answers to a form are corrected and taken out; the earlier ones stay.
func TestAnswersToAFormAreCorrectedAndTakenOut(t *testing.T) {
	h, site, id := house(t)
	b := site.As(h.Worker)
	at := "/people/" + h.PersonID + "/forms"
	b.Post(at+"/together/"+id, "edition", "1", "shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "Bedroom", "rows-people", "1", "shown", "people.0.age", "answer-people.0.age", "78", "answer-people", "no")
	first := at + "/answers/" + answered(t, h)[0].ID
	b.Get(first+"/correct").Is(t, 200, `value="yes" checked`, "Bedroom", `value="78"`, "Why are they corrected?")
	right := []string{"shown", "cold", "answer-cold", "yes", "shown", "where", "answer-where", "Hall", "rows-people", "1", "shown", "people.0.age", "answer-people.0.age", "79", "answer-people", "no"}
	b.Post(first+"/correct", right...).Is(t, 422, "Say why the answers are corrected", "Hall")
	site.As(h.Stranger).Post(first+"/correct", append(right, "why", "Misheard")...).Is(t, 404)
	b.Post(first+"/correct", append(right, "why", "Misheard")...).Leads(t, at)
	all := answered(t, h)
	if len(all) != 1 || all[0].Answers["where"].Text != "Hall" || all[0].Mode != asking.WithStaff {
		t.Fatalf("%+v", all)
	}
	later := at + "/answers/" + all[0].ID
	b.Get(first).Is(t, 200, "These answers do not count. Corrected", "Misheard", "Bedroom", "!Correct these answers")
	b.Get(first+"/correct").Is(t, 404)
	b.Get(later).Is(t, 200, "These are corrected answers", "Hall", "79")
	b.Post(later+"/out").Is(t, 422, "Choose what is wrong", "Say why they do not stand")
	site.As(h.Stranger).Post(later+"/out", "how", "taken-back", "why", "x").Is(t, 404)
	b.Post(later+"/out", "how", "taken-back", "why", "She asked us to").Leads(t, at)
	b.Get(later+"/out").Is(t, 404)
	b.Get(at).Is(t, 200, "Nothing was filled in yet", "Answers that do not count (2 sets)", "She asked us to")
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	for name, path := range map[string]string{"forms-out": at, "form-answers-out": later} {
		p.Go(path)
		p.Check()
		p.Shot(name)
	}
}

// A page that is filled in together holds no photograph: it says so, and the
// photograph is added to the answers.
func TestAPhotographIsAddedAfterwards(t *testing.T) {
	h := housetest.New(t)
	f := form.Form{Title: form.Say("en", "Damp"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "wall", Kind: form.Photo, Required: true, Label: form.Say("en", "Show us the wall")}, {Name: "since", Kind: form.Text, Label: form.Say("en", "Since when?")}}}
	id, err := forms.Create(t.Context(), h.DB, maker, once.Key{}, f)
	if err == nil {
		err = forms.Publish(t.Context(), h.DB, maker, once.Key{}, id, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	site := h.Serve(t, fill.Routes())
	b, at := site.As(h.Worker), "/people/"+h.PersonID+"/forms"
	b.Get(at+"/together/"+id).Is(t, 200, "Show us the wall", "Save the answers first: you can add it on the page that comes then")
	b.Post(at+"/together/"+id, "edition", "1", "shown", "wall", "shown", "since", "answer-since", "May")
	answers := at + "/answers/" + answered(t, h)[0].ID
	b.Get(answers).Is(t, 200, "Add the photograph: Show us the wall")
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go(answers)
	p.Check()
	p.Shot("photograph-to-add")
	add := func(b *housetest.Browser, path string, file []byte) housetest.Page {
		return b.Send(answers+"/pictures", "photo-"+path, file, "at", path)
	}
	add(b, "wall", nil).Is(t, 422, "Choose a photograph")
	add(b, "wall", []byte("<svg/>")).Is(t, 422, "This is not a photo that we can read")
	add(b, "since", photograph(t, 40)).Is(t, 404)
	add(site.As(h.Stranger), "wall", photograph(t, 40)).Is(t, 404)
	add(b, "wall", photograph(t, 40)).Leads(t, answers)
	add(b, "wall", photograph(t, 40)).Is(t, 404) // it has one
	b.Get(answers).Is(t, 200, "<img", "!Add the photograph")
	b.Post(answers+"/correct", "shown", "wall", "shown", "since", "answer-since", "June", "why", "A slip").Leads(t, at)
	later := answered(t, h)[0]
	if picture := b.Get(at + "/answers/" + later.ID + "/pictures/" + later.Answers["wall"].Text); picture.Status != 200 {
		t.Errorf("the photograph of corrected answers: %d", picture.Status)
	}
}
