package builder_test

import (
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/builder"
	"linkwork/internal/web/housetest"
)

// open serves the place, with a manager and an administrator.
func open(t *testing.T) (h *housetest.House, site *housetest.Site) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		if err := access.Join(tx, h.Worker.AccountID, access.Membership{Role: access.Manager, TeamID: h.Worker.TeamID()}); err != nil {
			return err
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, builder.Routes())
}

// bench is a form in a maker's hands.
type bench struct {
	t  *testing.T
	h  *housetest.House
	b  *housetest.Browser
	at string
	id string
}

// begun is a form with a title.
func begun(t *testing.T) *bench {
	h, site := open(t)
	w := &bench{t: t, h: h, b: site.As(h.Worker)}
	page := w.b.Post("/admin/forms/new", "title", "Warm home")
	w.at = page.Location
	w.id = strings.TrimPrefix(page.Location, "/admin/forms/")
	page.Leads(t, "/admin/forms/"+w.id)
	return w
}

// post sends a form that was drawn from the draft as it is now.
func (w *bench) post(path string, fields ...string) housetest.Page {
	w.t.Helper()
	return w.b.Post(w.at+path, append(fields, "_version", strconv.Itoa(w.entry().Version))...)
}

// add adds a question, which has to succeed.
func (w *bench) add(kind form.Kind, fields ...string) {
	w.t.Helper()
	if page := w.post("/add", append(fields, "kind", string(kind))...); page.Status != 303 {
		page.Is(w.t, 303)
	}
}

func (w *bench) entry() (e forms.Entry) {
	w.t.Helper()
	dbtest.Read(w.t, w.h.DB, func(r *db.Snapshot) (err error) {
		e, err = forms.Get(r, access.Actor{Memberships: []access.Membership{{Role: access.Administrator}}}, w.id)
		return err
	})
	return e
}

func (w *bench) item(name string) form.Item {
	w.t.Helper()
	i, ok := w.entry().Draft.Item(name)
	if !ok {
		w.t.Fatalf("there is no %s", name)
	}
	return i
}

func names(f form.Form) string {
	var all []string
	for i := range f.All() {
		all = append(all, i.Name)
	}
	return strings.Join(all, " ")
}

// warm has a form with a question that depends on another.
func warm(t *testing.T) *bench {
	w := begun(t)
	w.add(form.Single, "label-en", "Is it cold at home?", "choices-en", "yes = Yes\nno = No", "name", "cold", "is", "required")
	w.add(form.Text, "label-en", "Where is it cold?", "when", "cold == 'yes'", "name", "where", "is", "long")
	return w
}

func TestFormsAreMadeByTheirMakers(t *testing.T) {
	h, site := open(t)
	for _, a := range []access.Actor{h.Worker, h.Stranger} {
		site.As(a).Get("/admin/forms").Is(t, 200, "There are no forms yet", "New form")
	}
	w := begun(t)
	w.b.Get("/admin/forms").Is(t, 200, "Warm home", "Not published yet", "Amina Yusuf")
	outsider := housetest.New(t)
	other := outsider.Serve(t, builder.Routes()).As(outsider.Worker) // a link worker
	for _, path := range []string{"", "/new", "/x", "/x/words", "/x/add", "/x/items/y", "/x/items/y/remove", "/x/publish", "/x/editions", "/x/editions/1", "/x/try", "/x/try/end", "/x/paper", "/bring", "/x/brought", "/x/give", "/x/as/redcap"} {
		other.Get("/admin/forms"+path).Is(t, 404)
		if strings.HasPrefix(path, "/x") {
			w.b.Get("/admin/forms"+path).Is(t, 404)
		}
		site.Browser().Get("/admin/forms"+path).Leads(t, "/login")
	}
	for _, path := range []string{"/new", "/x/words", "/x/add", "/x/items/y", "/x/items/y/move", "/x/items/y/remove", "/x/preview", "/x/publish", "/x/copy", "/x/retire", "/x/revive", "/x/try", "/x/try/again", "/bring"} {
		other.Post("/admin/forms"+path).Is(t, 404)
		if strings.HasPrefix(path, "/x") {
			w.b.Post("/admin/forms"+path).Is(t, 404)
		}
	}
}

func TestBeginning(t *testing.T) {
	w := begun(t)
	w.b.Post("/admin/forms/new", "title", " ").Is(t, 422, "Enter a title")
	w.b.Get(w.at).Is(t, 200, "Warm home", "Nothing is asked yet", "Nobody is asked until it is published", "!Editions")
	w.b.Get(w.at+"/add").Is(t, 200, "One choice", "Group that repeats", "Worked out")
	for _, k := range form.Kinds {
		w.b.Get(w.at+"/add?kind="+string(k)).Is(t, 200, "New: "+k.Words(), "No question stands before this one")
	}
	w.b.Get(w.at+"/add?kind=text&after=none").Is(t, 404)
	w.b.Get(w.at+"/add?kind=text&in=none").Is(t, 404)
	w.post("/add", "kind", "video").Is(t, 404)
}

func TestEachKindIsWrittenAndKeptAsWritten(t *testing.T) {
	w := begun(t)
	w.add(form.Statement, "label-en", "Welcome", "name", "hello")
	w.add(form.Consent, "label-en", "I agree", "name", "agree", "is", "required")
	w.add(form.Single, "label-en", "Where do you live?", "choices-en", "flat = In a flat\nIn a house\n", "name", "home", "help-en", "Where you sleep", "is", "may-decline")
	w.add(form.Several, "label-en", "What would help?", "choices-en", "money = Money\nfood = Food", "name", "help", "max", "2")
	w.add(form.Scale, "label-en", "How warm is it?", "min", "0", "max", "10", "low-en", "cold", "high-en", "warm", "name", "warmth")
	w.add(form.Number, "label-en", "How many rooms?", "min", "1", "is", "whole", "name", "rooms")
	w.add(form.Date, "label-en", "Since when?", "rule", "since <= today()", "rule-words-en", "Enter a day that has been", "name", "since", "when", "rooms > 1")
	w.add(form.Text, "label-en", "What did you try?", "is", "long", "is", "identifies", "name", "tried")
	w.add(form.Photo, "label-en", "A picture of the boiler", "name", "boiler")
	w.add(form.Group, "label-en", "Money", "name", "money", "when", "has(help, 'money')")
	w.add(form.Number, "label-en", "How much do you owe?", "in", "money", "name", "owes")
	w.add(form.Repeat, "label-en", "Person at home", "name", "people", "most", "8")
	w.add(form.Number, "label-en", "How old are they?", "in", "people", "name", "age")
	w.add(form.Calculation, "worth", "max(age)", "name", "oldest")
	w.add(form.Text, "label-en", "And then?", "after", "hello")
	if got := names(w.entry().Draft); got != "hello and_then agree home help warmth rooms since tried boiler money owes people age oldest" {
		t.Error(got)
	}
	if problems := w.entry().Draft.Check(); len(problems) > 0 {
		t.Error(problems)
	}
	home, since := w.item("home"), w.item("since")
	if len(home.Choices) != 2 || home.Choices[1].Code != "in_a_house" || !home.MayDecline || home.Help["en"] != "Where you sleep" {
		t.Errorf("%+v", home)
	}
	if since.Rule.String() != "since <= today()" || since.RuleWords["en"] == "" || since.When.String() != "rooms > 1" {
		t.Errorf("%+v", since)
	}
	// What a page shows and sends back unchanged is what was there.
	before := w.entry().Draft
	for i := range before.All() {
		page := w.b.Get(w.at+"/items/"+i.Name).Is(t, 200)
		w.post("/items/"+i.Name, sent(page)...).Leads(t, w.at)
	}
	if a, b := asJSON(t, before), asJSON(t, w.entry().Draft); a != b {
		t.Errorf("%s\n%s", a, b)
	}
	w.b.Get(w.at).Is(t, 200, "Only if “How many rooms?” is more than 1.", "Consent clause, required", "!Put right")
	w.b.Get(w.at+"/paper").Is(t, 200, "1. And then?", "Only if question 6 is more than 1.", "Only if question 4 includes “Money”.", "0 is cold. 10 is warm.", "In a house", "I would rather not say", "Answer these again for each one")
}

func TestFaultsStandAtTheirFields(t *testing.T) {
	w := warm(t)
	before := asJSON(t, w.entry().Draft)
	for _, c := range []struct {
		path   string
		fields []string
		field  string
		words  string
	}{
		{"/add", []string{"kind", "text"}, "label-en", "Write what is asked"},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "cold"}, "name", "There is a question called “cold” already"},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "A b"}, "name", "small letters"},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "mod"}, "name", "means something in formulas"},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "a", "when", "cold =="}, "when", ""},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "a", "when", "later == 'x'"}, "when", "No question before this one is called \"later\""},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "a", "when", "cold"}, "when", "is needed"},
		{"/add", []string{"kind", "text", "label-en", "A", "name", "a", "rule", "a > 5"}, "rule", "cannot be compared"},
		{"/add", []string{"kind", "calculation", "name", "a"}, "worth", "Say how it is worked out"},
		{"/add", []string{"kind", "calculation", "name", "a", "worth", "cold + 1"}, "worth", "put together"},
		{"/add", []string{"kind", "single", "label-en", "A", "name", "a"}, "choices-en", "Give choices"},
		{"/add", []string{"kind", "single", "label-en", "A", "name", "a", "choices-en", "a b = X"}, "choices-en", "as its code"},
		{"/add", []string{"kind", "single", "label-en", "A", "name", "a", "choices-en", "a = X\na = Y"}, "choices-en", "Two choices have the code “a”"},
		{"/add", []string{"kind", "single", "label-en", "A", "name", "a", "choices-en", "a ="}, "choices-en", "Write choice a"},
		{"/add", []string{"kind", "scale", "label-en", "A", "name", "a"}, "min", "Enter the lowest number"},
		{"/add", []string{"kind", "scale", "label-en", "A", "name", "a", "min", "5", "max", "1"}, "min", "The lowest number is more than the highest"},
		{"/add", []string{"kind", "single", "label-en", "A", "name", "a", "choices-en", "a = X\nb = X"}, "choices-en", "Two choices say"},
		{"/add", []string{"kind", "calculation", "name", "a", "worth", "1 / 0"}, "worth", "Nothing can be divided by 0"},
		{"/add", []string{"kind", "number", "label-en", "A", "name", "a", "min", "few"}, "min", "Enter a number, like 12"},
		{"/add", []string{"kind", "number", "label-en", "A", "name", "a", "min", "9", "max", "1"}, "min", "The least is more than the most"},
		{"/add", []string{"kind", "repeat", "label-en", "A", "name", "a", "most", "99"}, "most", "up to 50"},
		{"/add", []string{"kind", "repeat", "label-en", "A", "name", "a", "most", "-1"}, "most", "Enter a whole number"},
		{"/items/cold", []string{"name", "chilly", "label-en", "Is it cold?", "choices-en", "yes = Yes"}, "name", "Keep the name “cold”: the formula of “where” uses it"},
		{"/items/where", []string{"name", "", "label-en", "Where?"}, "name", "small letters"},
		{"/items/cold/remove", nil, "remove", "Keep “cold”: the formula of “where” uses it"},
		{"/words", []string{"title-en", "", "languages", "en"}, "title-en", "Enter a title"},
		{"/words", []string{"title-en", strings.Repeat("x", 201), "languages", "en"}, "title-en", "200 characters"},
		{"/words", []string{"title-en", "T", "languages", "english!"}, "languages", "en, cy"},
		{"/words", []string{"title-en", "T", "languages", ""}, "languages", "en, cy"},
		{"/words", []string{"title-en", "T", "languages", "cy en"}, "languages", "Write the title in Welsh first"},
		{"/words", []string{"title-en", "T", "languages", "en", "intro-en", strings.Repeat("x", 4001)}, "intro-en", "4000 characters"},
	} {
		page := w.post(c.path, c.fields...).Is(t, 422, `href="#`+c.field, c.words, "There is a problem", "Error: ")
		for n := 0; n+1 < len(c.fields); n += 2 {
			if typed := c.fields[n+1]; typed != "" && !strings.Contains(page.Body, strings.Split(typed, "\n")[0]) {
				t.Errorf("%s %v: %q is lost", c.path, c.fields, typed)
			}
		}
	}
	if after := asJSON(t, w.entry().Draft); after != before {
		t.Errorf("%s\n%s", before, after)
	}
}

func TestMovingAndRemoving(t *testing.T) {
	w := warm(t)
	w.post("/items/where/move", "way", "up").Leads(t, w.at)
	if got := names(w.entry().Draft); got != "where cold" {
		t.Error(got)
	}
	w.b.Get(w.at).Is(t, 200, "Put right before it can be published", "No question before this one is called", w.at+"/items/where")
	w.b.Get(w.at+"/publish").Is(t, 200, "An edition never changes", "!Publish edition 1</button>")
	w.post("/publish").Leads(t, w.at)
	w.b.Get(w.at).Is(t, 200, "Not published. Put right what is listed first.")
	w.b.Get(w.at+"/try").Is(t, 200, "It can be tried once it is put right")
	w.post("/items/where/move", "way", "down").Leads(t, w.at)
	w.post("/items/none/move", "way", "down").Is(t, 404)
	w.b.Get(w.at+"/items/where/remove").Is(t, 200, "Where is it cold?", "answers")
	w.post("/items/where/remove").Leads(t, w.at)
	w.post("/items/where/remove").Is(t, 404)
	if got := names(w.entry().Draft); got != "cold" {
		t.Error(got)
	}
	// Whoever saw the form before somebody changed it changes nothing, and what they typed comes back.
	w.b.Post(w.at+"/items/cold", "_version", "1", "name", "cold", "label-en", "Is it icy at home?", "choices-en", "a = B").Is(t, 409, "Is it icy at home?", ">Question</h3>", `href="`+w.at+`/items/cold"`)
	// Sent twice, it is done once.
	v := strconv.Itoa(w.entry().Version)
	for range 2 {
		w.b.Post(w.at+"/add", "_version", v, "_once", "twice", "kind", "text", "label-en", "More?", "name", "more").Is(t, 303)
	}
	if got := names(w.entry().Draft); got != "cold more" {
		t.Error(got)
	}
}

func TestLanguages(t *testing.T) {
	w := warm(t)
	w.post("/words", "title-en", "Warm home", "intro-en", "We ask about your home.", "languages", "en, cy").Leads(t, w.at)
	w.b.Get(w.at+"/items/cold").Is(t, 200, "Question, Welsh", `name="label-cy"`, "Choices, Welsh")
	cold := []string{"name", "cold", "label-en", "Is it cold at home?", "label-cy", "Ydy hi'n oer gartref?", "choices-en", "yes = Yes\nno = No", "is", "required"}
	w.post("/items/cold", append(cold, "choices-cy", "si = Ydy")...).Is(t, 422, "Begin each line with the code of a choice above", "choices-cy")
	w.post("/items/cold", append(cold, "choices-cy", "yes = Ydy\nno = Nac ydy")...).Leads(t, w.at)
	if i := w.item("cold"); i.Choices[1].Label["cy"] != "Nac ydy" || i.Label["cy"] == "" {
		t.Errorf("%+v", i)
	}
	w.b.Get(w.at+"/try?language=cy").Is(t, 200, "Ydy hi'n oer gartref?", "Nac ydy", `lang="cy"`)
	w.b.Get(w.at+"/paper?language=cy").Is(t, 200, "Ydy hi'n oer gartref?")
	w.post("/words", "title-en", "Warm home", "languages", "en").Leads(t, w.at)
	if i := w.item("cold"); i.Choices[1].Label["cy"] != "" || len(w.entry().Draft.Check()) > 0 {
		t.Errorf("%+v %v", i, w.entry().Draft.Check())
	}
}

func TestPublishingRetiringAndCopying(t *testing.T) {
	w := warm(t)
	w.b.Get(w.at+"/publish").Is(t, 200, "Publish edition 1", "An edition never changes")
	stale := strconv.Itoa(w.entry().Version - 1)
	w.b.Post(w.at+"/publish", "_version", stale).Is(t, 409)
	w.post("/publish").Leads(t, w.at)
	w.b.Get(w.at).Is(t, 200, "Published.", "In use", "!Publish…")
	w.post("/publish").Leads(t, w.at)
	w.b.Get(w.at).Is(t, 200, "Nothing has changed since it was published.")
	w.add(form.Text, "label-en", "Anything else?", "name", "else")
	w.b.Get(w.at).Is(t, 200, "In use, and changed since", "People are asked edition 1")
	w.b.Get(w.at+"/editions").Is(t, 200, "Edition 1", "Amina Yusuf")
	w.b.Get(w.at+"/editions/1").Is(t, 200, "Where is it cold?", "Only if question 1 is “Yes”.", "!Anything else?", "cold", "Yes (yes)")
	w.b.Get(w.at+"/editions/2").Is(t, 404)
	w.b.Get(w.at+"/editions/first").Is(t, 404)
	w.post("/retire").Leads(t, w.at)
	w.b.Get(w.at).Is(t, 200, "Retired", "Take it into use again", "!Publish…")
	w.b.Get("/admin/forms").Is(t, 200, "Retired")
	w.post("/revive").Leads(t, w.at)
	w.b.Get(w.at).Is(t, 200, "In use again.", "Retire this form")
	copied := w.post("/copy").Is(t, 303).Location
	w.b.Get(copied).Is(t, 200, "Copy of Warm home", "Not published yet", "Anything else?")
}

func TestTryingADraft(t *testing.T) {
	w := warm(t)
	w.add(form.Calculation, "label-en", "Is cold", "worth", "cold == 'yes'", "name", "is_cold")
	w.add(form.Repeat, "label-en", "Person at home", "name", "people")
	w.add(form.Number, "label-en", "How old are they?", "in", "people", "name", "age")
	w.add(form.Photo, "label-en", "The boiler", "name", "boiler", "is", "required")
	w.add(form.Date, "label-en", "Since when?", "name", "since", "is", "may-decline")
	try := w.at + "/try"
	then := func(path string) string { return try + "?at=" + path + "&language=en" }
	w.h.Unchanged(t, func() {
		w.b.Post(try, "at", "cold", "language", "en").Is(t, 422, "Select an answer", "Error: ")
	})
	w.b.Get(try).Is(t, 200, "Is it cold at home?", "Question 1 of", "Nothing is stored as an answer")
	w.b.Post(try, "at", "cold", "language", "en", "answer-cold", "no").Leads(t, then("people"))
	w.b.Get(then("people")).Is(t, 200, "Is there another: Person at home?")
	w.b.Post(try, "at", "people", "language", "en", "answer-people", "yes").Leads(t, then("people.0.age"))
	w.b.Post(try, "at", "people.0.age", "language", "en", "answer-people.0.age", "old").Is(t, 422, "Enter a number", `value="old"`, "Person at home 1")
	w.b.Post(try, "at", "people.0.age", "language", "en", "answer-people.0.age", "81").Leads(t, then("people"))
	w.b.Post(try, "at", "people", "language", "en", "answer-people", "no").Leads(t, then("boiler"))
	w.b.Get(try+"/end").Is(t, 200, "A person could not finish yet", "The boiler", "Left empty", "Since when?")
	w.b.Post(try, "at", "boiler", "language", "en").Is(t, 422, "Choose a photograph")
	w.b.Post(try, "at", "boiler", "language", "en", "photo", "yes").Leads(t, then("since"))
	w.b.Post(try, "at", "since", "language", "en", "answer-since-not", "rather-not").Leads(t, try+"/end?language=en")
	w.b.Get(try+"/end").Is(t, 200, "!could not finish", "!Left empty", "No (no)", "people 1: age", "81", "is_cold", "Would rather not say", "Not asked, because of these answers", "Where is it cold? (where)")
	w.b.Get(then("cold")).Is(t, 200, `value="no" checked`)
	w.b.Post(try+"/again", "language", "en").Leads(t, try+"?language=en")
	w.b.Get(try+"/end").Is(t, 200, "No answers.")
	// A form that changes begins anew.
	w.b.Post(try, "at", "cold", "language", "en", "answer-cold", "yes").Leads(t, then("where"))
	w.add(form.Text, "label-en", "More?", "name", "more")
	w.b.Get(try+"/end").Is(t, 200, "No answers.")
	dbtest.Read(t, w.h.DB, func(r *db.Snapshot) error {
		if all, err := forms.InUse(r); err != nil || len(all) > 0 {
			t.Error(all, err)
		}
		return nil
	})
}

func TestAQuestionIsDrawnAsItIsTyped(t *testing.T) {
	w := warm(t)
	w.h.Unchanged(t, func() {
		draw := func(fields ...string) housetest.Page { return w.b.Post(w.at+"/preview", fields...) }
		page := draw("kind", "single", "label-en", "Warm <now>?", "choices-en", "yes = Yes, now").Is(t, 200, "Yes, now", `type="radio"`, "!<html")
		if !strings.Contains(page.Raw, "Warm &lt;now&gt;?") {
			t.Error(page.Raw)
		}
		draw("kind", "single", "label-en", "Warm?").Is(t, 200, "Write the choices")
		draw("kind", "scale", "label-en", "Warm?", "min", "0", "max", "1000000000").Is(t, 200, "Say the lowest and the highest")
		draw("kind", "scale", "label-en", "Warm?", "min", "NaN", "max", "3").Is(t, 200, "Say the lowest and the highest")
		draw("kind", "scale", "label-en", "Warm?", "min", "1", "max", "3", "when", "((").Is(t, 200, `value="3"`)
		draw("kind", "text").Is(t, 200, "Write the question")
		draw("kind", "calculation").Is(t, 200, "worked out")
		draw("kind", "photo", "label-en", "The boiler").Is(t, 200, "The boiler", `type="file"`)
		draw("kind", "group", "label-en", "Money").Is(t, 200, "Money")
		draw("kind", "repeat", "label-en", "Visit").Is(t, 200, "Is there another: Visit?")
		draw("kind", "video").Is(t, 404)
	})
}
