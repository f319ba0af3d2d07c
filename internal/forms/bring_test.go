package forms_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/vocabulary"
)

// damp is a form with a condition and a photograph, in use.
func damp(c *castest.Cast, title string) (id string) {
	when, err := formula.Read("cold == 'yes'")
	c.OK(err)
	f := form.Form{Title: form.Say("en", title), Languages: []string{"en"}, Items: []form.Item{
		{Name: "cold", Kind: form.Single, Label: form.Say("en", "Is it cold?"), Choices: []form.Choice{{Code: "yes", Label: form.Say("en", "Yes")}, {Code: "no", Label: form.Say("en", "No")}}},
		{Name: "where", Kind: form.Text, When: when, Label: form.Say("en", "Where?")},
		{Name: "wall", Kind: form.Photo, Required: true, Label: form.Say("en", "Show us the wall")},
	}}
	id, err = forms.Create(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, f)
	c.OK(err)
	c.OK(forms.Publish(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, id, 1))
	return id
}

func TestWhatIsBroughtIsCheckedFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n, today := c.Harbour, c.Today()
		id, other := damp(c, "Damp"), damp(c, "Warm")
		r := c.Referral()
		r.Given, r.Family, r.Called, r.NHSNumber, r.BirthDate = "Dorothy", "Marsh-Hill", "Dee", vocabulary.MakeNHSNumber(77), dates.Date{Year: 1948, Month: 3, Day: 12}
		person := c.Take(n.First, c.Receive(r), "")
		const answers = `"item":[{"linkId":"cold","answer":[{"valueCoding":{"code":"yes"}}]},{"linkId":"where","answer":[{"valueString":"Hall"}]}]`
		const subject = `"subject":{"display":"Mrs Dee Marsh-Hill"},`
		file := func(heading, items string) []byte {
			return []byte(`{"resourceType":"QuestionnaireResponse",` + heading + items + `}`)
		}
		whole := func(change ...string) []byte {
			h := `"status":"completed","authored":"2026-11-01T10:00:00Z","questionnaire":"urn:linkwork:form:` + id + `|1",` + subject
			return file(strings.NewReplacer(change...).Replace(h), answers)
		}
		look := func(body []byte) (b forms.Brought, err error) {
			c.Read(func(s *db.Snapshot) error { b, err = forms.Look(s, n.First, person, id, body); return nil })
			return b, err
		}
		other1 := vocabulary.MakeNHSNumber(78)
		for words, body := range map[string][]byte{
			"the file names Ada Brook":               whole("Mrs Dee Marsh-Hill", "Ada Brook"),
			"the file names Dee Brook":               whole("Mrs Dee Marsh-Hill", "Dee Brook"),
			"the file names NHS number":              whole(`"display":"Mrs Dee`, `"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"`+other1+`"},"display":"Mrs Dee`),
			"somebody born on 1 May 1950":            file(`"status":"completed","contained":[{"resourceType":"Patient","id":"p","birthDate":"1950-05-01"}],"subject":{"reference":"#p"},`, answers),
			"entered in error":                       whole("completed", "entered-in-error"),
			"not finished (in-progress)":             whole("completed", "in-progress"),
			"not finished (stopped)":                 whole("completed", "stopped"),
			"does not say that these answers are":    whole("completed", ""),
			"answers to “Warm”, not to “Damp”":       whole(id, other),
			"answers to “urn:theirs”, not to":        whole("urn:linkwork:form:"+id, "urn:theirs"),
			"which is yet to come":                   whole("2026-11-01", today.AddDays(1).String()),
			"before Dorothy Marsh-Hill was born":     whole("2026-11-01", "1948-03-11"),
			"is none":                                whole("2026-11-01T10:00:00Z", "2026-02-30"),
			"cannot be read":                         whole("T10:00:00Z", "T99"),
			"Nothing in this file can be carried":    file(`"status":"completed",`+subject, `"item":[{"linkId":"shoes","answer":[{"valueString":"red"}]}]`),
			"is no QuestionnaireResponse":            []byte(`{}`),
			"Nothing in this file can be carried: i": file(`"status":"completed",`+subject, `"item":[]`),
		} {
			_, err := look(body)
			castest.Refused(t, err, "file")
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%v, want %q", err, words)
			}
		}
		castest.Is(t, func() (err error) {
			c.Read(func(s *db.Snapshot) error { _, err = forms.Look(s, n.Second, person, id, whole()); return nil })
			return err
		}(), db.ErrNotFound)
		for words, body := range map[string][]byte{
			"":                                 whole(),
			"does not say whose answers":       whole(subject, ""),
			"number of the other system":       whole(`"display":"Mrs Dee Marsh-Hill"`, `"reference":"Patient/9"`),
			"does not say to which form":       whole(`"questionnaire":"urn:linkwork:form:`+id+`|1",`, ""),
			"version 7 of the form":            whole("|1", "|7"),
			"names nobody by a name or number": file(`"status":"completed","questionnaire":"urn:linkwork:form:`+id+`","contained":[{"resourceType":"Patient","id":"p","birthDate":"1948-03-12"}],"subject":{"identifier":{"system":"x","value":"3"}},`, answers),
		} {
			b, err := look(body)
			c.OK(err)
			if got := strings.Join(b.Unsure, ". "); (words == "") != (got == "") || !strings.Contains(got, words) {
				t.Errorf("%q, want %q", got, words)
			}
		}
	})
}

func TestWhatIsBroughtIsKeptOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, person := damp(c, "Damp"), c.Supported(n.First)
		bring := func(by access.Actor, body string, sure forms.Confirmed) error {
			_, err := forms.Bring(t.Context(), d, by, once.Key{}, person, id, []byte(body), sure)
			return err
		}
		const open = `{"resourceType":"QuestionnaireResponse","status":"completed",`
		const items = `"item":[{"linkId":"cold","answer":[{"valueCoding":{"code":"no"}}]},{"linkId":"where","answer":[{"valueString":"Hall"}]},{"linkId":"wall","answer":[{"valueAttachment":{"url":"x"}}]}]}`
		first := open + `"identifier":{"system":"urn:riverside","value":"9"},"authored":"2026-10-01","author":{"reference":"Device/1","display":"Riverside"},` + items
		sure := forms.Confirmed{Sure: true}
		castest.Refused(t, bring(n.First, first, forms.Confirmed{}), "sure")
		castest.Is(t, bring(n.Second, first, sure), db.ErrNotFound)
		c.OK(bring(n.First, first, sure))
		castest.Refused(t, bring(n.First, first, sure), "file")
		castest.Refused(t, bring(n.First, strings.Replace(first, `"no"`, `"yes"`, 1), sure), "file") // the identifier
		castest.Refused(t, bring(n.First, open+items, sure), "day")
		castest.Refused(t, bring(n.First, open+items, forms.Confirmed{Sure: true, Day: c.Today().AddDays(1)}), "day")
		c.OK(bring(n.First, open+items, forms.Confirmed{Sure: true, Day: c.Today().AddDays(-3)}))
		castest.Refused(t, bring(n.First, open+" "+items, forms.Confirmed{Sure: true, Day: c.Today()}), "file") // the content
		list := func() (all, out []forms.Asked) {
			c.Read(func(s *db.Snapshot) (err error) {
				if all, err = forms.Answered(s, person); err == nil {
					out, err = forms.TakenOut(s, person)
				}
				return err
			})
			return all, out
		}
		all, _ := list()
		if len(all) != 2 {
			t.Fatalf("%d sets", len(all))
		}
		for _, a := range all {
			want := map[bool]string{true: "brought from another system (Riverside) by " + n.First.Name, false: "brought from another system by " + n.First.Name}[a.Identifier != ""]
			if a.Mode != asking.Brought || a.Words() != want || a.Answers["where"].Given() || a.Answers["wall"].Missing != form.NotAsked || a.Day() == c.Today() {
				t.Errorf("%+v %s", a.Answers, a.Words())
			}
		}
		amended := strings.NewReplacer("completed", "amended", `"no"`, `"yes"`).Replace(first)
		c.OK(bring(n.First, amended, sure))
		all, out := list()
		if len(all) != 2 || len(out) != 1 || out[0].Out.How != asking.Corrected {
			t.Fatalf("%d stand, %d are out", len(all), len(out))
		}
		later := all[slices.IndexFunc(all, func(a forms.Asked) bool { return a.CorrectsID == out[0].ID })]
		if later.Answers["where"].Text != "Hall" || later.Mode != asking.Brought || later.CameFrom != "Riverside" {
			t.Errorf("%+v", later.Asking)
		}
		castest.Refused(t, forms.TakeOut(t.Context(), d, n.First, once.Key{}, person, later.ID, asking.NotTheirs, " "), "why")
		castest.Is(t, forms.TakeOut(t.Context(), d, n.Second, once.Key{}, person, later.ID, asking.NotTheirs, "x"), db.ErrNotFound)
		c.OK(forms.TakeOut(t.Context(), d, n.First, once.Key{}, person, later.ID, asking.NotTheirs, "Another Marsh"))
		castest.Is(t, forms.TakeOut(t.Context(), d, n.First, once.Key{}, person, later.ID, asking.NotTheirs, "again"), db.ErrConflict)
		if all, out = list(); len(all) != 1 || len(out) != 2 {
			t.Errorf("%d stand, %d are out", len(all), len(out))
		}
		c.OK(bring(n.First, first, sure)) // what was taken out can come again
	})
}

func TestWhatIsLostIsSaid(t *testing.T) {
	c := castest.New(t, dbtest.SQLite(t))
	id, person := damp(c, "Damp"), c.Supported(c.Harbour.First)
	c.Read(func(s *db.Snapshot) error {
		b, err := forms.Look(s, c.Harbour.First, person, id, []byte(`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"cold","answer":[{"valueCoding":{"code":"no"}}]},
			{"linkId":"where","answer":[{"valueString":"Hall"}]},{"linkId":"wall","answer":[{"valueAttachment":{"url":"x"}}]},{"linkId":"shoes","answer":[{"valueString":"red"}]}]}`))
		var where []string
		for _, l := range b.Lost {
			where = append(where, l.Where)
		}
		if strings.Join(where, " ") != "shoes wall where" {
			t.Errorf("%v", b.Lost)
		}
		return err
	})
}

func TestAnUnknownCodeIsNamedWithItsQuestion(t *testing.T) {
	c := castest.New(t, dbtest.SQLite(t))
	f := form.Form{Title: form.Say("en", "Damp"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "cold", Kind: form.Single, Required: true, Label: form.Say("en", "Is it cold?"), Choices: []form.Choice{{Code: "yes", Label: form.Say("en", "Yes")}}},
		{Name: "where", Kind: form.Text, Label: form.Say("en", "Where?")},
	}}
	id, err := forms.Create(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, f)
	c.OK(err)
	c.OK(forms.Publish(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, id, 1))
	person := c.Supported(c.Harbour.First)
	c.Read(func(s *db.Snapshot) error {
		_, err := forms.Look(s, c.Harbour.First, person, id, []byte(`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"cold","answer":[{"valueCoding":{"code":"maybe"}}]},{"linkId":"where","answer":[{"valueString":"Hall"}]}]}`))
		if err == nil || !strings.Contains(err.Error(), "“Is it cold?”: Select one of the answers. The file says maybe") {
			t.Error(err)
		}
		return nil
	})
}
