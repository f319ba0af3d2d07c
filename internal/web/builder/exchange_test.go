package builder_test

import (
	"strings"
	"testing"

	"linkwork/internal/forms/form"
	"linkwork/internal/web/housetest"
)

const dictionary = `"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"
record_id,warm,,text,"Record",,,,,,,,,,,,,
cold,warm,,radio,"Is it cold at home?","1, Yes | 0, No",,,,,,,y,,,,,
proof,warm,,descriptive,"Read this",,,,,,,,,,,,,
song,warm,,sql,"A song","select 1",,,,,,,,,,,,
`

// brought follows a file that was brought and gives the form's id.
func (w *bench) brought(page housetest.Page) *bench {
	w.t.Helper()
	rest, ok := strings.CutPrefix(page.Is(w.t, 303).Location, "/admin/forms/")
	if !ok {
		w.t.Fatal(page.Location)
	}
	id, _, _ := strings.Cut(rest, "/")
	return &bench{t: w.t, h: w.h, b: w.b, at: "/admin/forms/" + id, id: id}
}

func TestAFormIsBrought(t *testing.T) {
	w := warm(t)
	w.b.Get("/admin/forms/bring").Is(t, 200, "XLSForm", "REDCap", "FHIR")
	there := w.brought(w.b.Send("/admin/forms/bring", "file", []byte(dictionary)))
	there.b.Get(there.at+"/brought").Is(t, 200, "What could not be carried", "sql")
	there.b.Get(there.at).Is(t, 200, "Is it cold at home?", "What could not be carried", "Not published yet")
	if e := there.entry(); e.Title == "" || e.Edition != 0 {
		t.Errorf("%+v", e)
	}
	// Sent twice it is one form; another file from the same page is another.
	send := func(file string) string {
		return w.brought(w.b.Send("/admin/forms/bring", "file", []byte(file), "_once", "page")).id
	}
	other := strings.Replace(dictionary, "Is it cold", "Is it damp", 1)
	if first := send(dictionary); send(dictionary) != first || send(other) == first {
		t.Error("a file is taken for another")
	}
	// What somebody else brought is not said to have lost anything.
	w.b.Get(w.at+"/brought").Is(t, 200, "Nothing is noted")
}

func TestWhatIsNoFormIsNotBrought(t *testing.T) {
	w := warm(t)
	w.h.Unchanged(t, func() {
		for body, words := range map[string]string{
			"":                           "no form that we can read",
			"%PDF-1.7":                   "no form that we can read",
			"PK\x03\x04 broken":          "no Excel workbook",
			"{":                          "no Questionnaire of FHIR",
			`{"resourceType":"Patient"}`: "no Questionnaire of FHIR",
			"a,b\n1,2\n":                 "There is no column “Variable / Field Name”",
		} {
			w.b.Send("/admin/forms/bring", "file", []byte(body)).Is(t, 422, words, "There is a problem", "!redcap:", "!xlsform:", "!questionnaire:")
		}
		w.b.Post("/admin/forms/bring").Is(t, 422, "Choose a file")
	})
}

func TestAFormGoesOutAndComesBack(t *testing.T) {
	w := warm(t)
	w.add(form.Repeat, "label-en", "Person at home", "name", "people")
	w.add(form.Number, "label-en", "How old are they?", "in", "people", "name", "age")
	w.b.Get(w.at+"/give").Is(t, 200, "The draft.", "No answers go with it", "people")
	w.post("/publish").Leads(t, w.at)
	w.add(form.Text, "label-en", "Anything else?", "name", "else")
	w.b.Get(w.at+"/give").Is(t, 200, "Edition 1.", "The draft instead")
	w.b.Get(w.at+"/give?edition=0").Is(t, 200, "The draft.", "Edition 1 instead")
	w.b.Get(w.at+"/give?edition=9").Is(t, 404)
	w.b.Get(w.at+"/give?edition=x").Is(t, 404)
	w.b.Get(w.at+"/as/word").Is(t, 404)
	for _, format := range []string{"xlsform", "questionnaire"} {
		file := w.b.Get(w.at+"/as/"+format+"?edition=0").Is(t, 200)
		there := w.brought(w.b.Send("/admin/forms/bring", "file", []byte(file.Raw)))
		if a, b := asJSON(t, w.entry().Draft), asJSON(t, there.entry().Draft); a != b {
			t.Errorf("%s\n%s\n%s", format, a, b)
		}
	}
	dictionary := w.b.Get(w.at+"/as/redcap").Is(t, 200, "Variable / Field Name", "cold", "warm_home", "!Anything else?", "!"+w.id[:8])
	there := w.brought(w.b.Send("/admin/forms/bring", "file", []byte(dictionary.Raw)))
	there.b.Get(there.at+"/brought").Is(t, 200, "may be declined", "consent clause", "rules about an answer")
	if e := there.entry(); e.Title != "Warm home" {
		t.Error(e.Title)
	}
}
