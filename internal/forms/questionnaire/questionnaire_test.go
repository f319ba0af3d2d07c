package questionnaire

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/fhir/r4"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/form/formtest"
)

var at = time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC)

func en(words string) form.Words { return form.Say("en", words) }

// theirs is a Questionnaire as another program writes it.
const theirs = `{"resourceType":"Questionnaire","status":"active","title":"Intake","language":"en-GB","code":[{"code":"x"}],"item":[
 {"linkId":"1","text":"About you","type":"group","prefix":"A","item":[
  {"linkId":"1.1","text":"Do you smoke?","type":"boolean","required":true},
  {"linkId":"1.2","text":"How many a day?","type":"integer","enableWhen":[{"question":"1.1","operator":"=","answerBoolean":true}],"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":100}]},
  {"linkId":"kind","text":"What kind?","type":"choice","repeats":true,"enableWhen":[{"question":"1.2","operator":">","answerInteger":3},{"question":"1.1","operator":"exists","answerBoolean":false}],"enableBehavior":"any","answerOption":[{"valueCoding":{"system":"http://a","code":"c","display":"Cigarettes"}},{"valueString":"pipe"}]},
  {"linkId":"why","text":"Why?","type":"string","maxLength":30,"initial":[{"valueString":"x"}],"enableWhen":[{"question":"kind","operator":"=","answerCoding":{"code":"pipe"}}],"item":[{"linkId":"why-help","type":"display","text":"A few words","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"help"}]}}]},{"linkId":"more","type":"text","text":"More?"}]}
 ]},
 {"linkId":"dose","type":"quantity","text":"Dose"},
 {"linkId":"bmi","type":"decimal","text":"BMI","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/fhirpath","expression":"1+1"}}]}
]}`

func TestAQuestionnaire(t *testing.T) {
	f, lost, err := Read([]byte(theirs))
	if err != nil {
		t.Fatal(err)
	}
	if problems := f.Check(); len(problems) > 0 {
		t.Error(problems)
	}
	var got []string
	for i := range f.All() {
		got = append(got, strings.TrimSpace(fmt.Sprint(i.Name, " ", i.Kind, " ", i.When)))
	}
	if want := []string{"q_1 group", "q_1_1 single", "q_1_2 number q_1_1 == 'yes'", "kind several q_1_2 > 3 or not answered(q_1_1)", "why text has(kind, 'pipe')", "more text"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if i, _ := f.Item("why"); *i.Max != 30 || i.Help["en-GB"] != "A few words" {
		t.Errorf("%+v", i)
	}
	said := fmt.Sprint(lost)
	for _, words := range []string{"code of the Questionnaire", `q_1: Its linkId, "1"`, "q_1: prefix", "kind: The code system of c: http://a", "why: initial", "why: That questions stand in it", `dose: It is left out: we have no question of the type "quantity"`, "bmi: The extension http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression: 1+1", "bmi: It cannot be worked out"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is lost and not said: %s", words, said)
		}
	}
}

func TestWhatIsNoQuestionnaire(t *testing.T) {
	for body, want := range map[string]string{"": "no Questionnaire", `{"resourceType":"Patient"}`: "no Questionnaire", `{"resourceType":"Questionnaire","item":3}`: "“item” in it is not what", "[": "no Questionnaire", `{"resourceType":"Questionnaire","item":` + strings.Repeat(`[{"item":`, 200): "too deeply", strings.Repeat(" ", form.MostBytes+1): "larger"} {
		if _, _, err := Read([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30s: %v", body, err)
		}
	}
}

func TestHowItIsWritten(t *testing.T) {
	low, high := 0.0, 10.0
	f := form.Form{Title: form.Words{"en": "Your week", "cy": "Eich wythnos"}, Languages: []string{"en", "cy"}, Items: []form.Item{
		{Name: "mood", Kind: form.Scale, Label: form.Words{"en": "Mood", "cy": "Hwyl"}, Min: &low, Max: &high, Low: en("Bad")},
		{Name: "born", Kind: form.Date, Label: en("Born")},
		{Name: "a", Kind: form.Text, Label: en("A"), When: formtest.Formula("mood < 5 and born >= '2000-01-01'")},
		{Name: "b", Kind: form.Text, Label: en("B"), When: formtest.Formula("mood + 1 < 5 or born < '2000-01-01'")},
		{Name: "c", Kind: form.Calculation, Worth: formtest.Formula("mean(mood, 3)")},
	}}
	body, lost, err := Write(f, "week", 2)
	if err != nil || len(lost) > 0 {
		t.Fatal(err, lost)
	}
	var flat strings.Builder
	var parsed any
	if err := json.Unmarshal(body, &parsed); err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(&flat)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(parsed); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{
		`"enableBehavior":"all","enableWhen":[{"answerInteger":5,"operator":"<","question":"mood"},{"answerDate":"2000-01-01","operator":">=","question":"born"}]`,
		`"expression":"(((%resource.repeat(item).where(linkId = 'mood').answer.value + 1) < 5) or (%resource.repeat(item).where(linkId = 'born').answer.value < @2000-01-01))","language":"text/fhirpath"`,
		`"expression":"((%resource.repeat(item).where(linkId = 'mood').answer.value + 3) / 2)"`,
		`{"code":"slider","system":"http://hl7.org/fhir/questionnaire-item-control"}`, `{"code":"lower","system":`, `"version":"2"`, `{"url":"content","valueString":"Hwyl"}`, `"url":"urn:linkwork:form:week"`,
	} {
		if !strings.Contains(flat.String(), words) {
			t.Errorf("%s is not in\n%s", words, flat.String())
		}
	}
}

// What goes out and comes back is the same form, all of it.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := formtest.Sound().Draw(rt, "form")
		body, _, err := Write(f, "my_form", 1)
		if err != nil {
			rt.Fatal(err)
		}
		again, lost, err := Read(body)
		if err != nil {
			rt.Fatal(err)
		}
		if len(lost) > 0 {
			rt.Fatal(lost)
		}
		if words := formtest.Differs(f, again, []form.Lost{{Where: "nothing"}}); words != "" {
			rt.Fatalf("%s\n%s", words, body)
		}
		if problems := again.Check(); len(problems) > 0 {
			rt.Fatal(problems)
		}
	})
}

// Answers that go out and come back are the same answers, and what goes out is
// a QuestionnaireResponse by the rules of R4.
func TestAnswersComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := formtest.Sound().Draw(rt, "form")
		answers := formtest.Answered(rt, f)
		body, lost, err := WriteResponse(f, "my_form", 1, answers, Completed{At: at})
		if err != nil {
			rt.Fatal(err)
		}
		if resource, err := r4.Decode(body, r4.Strict()); err != nil || resource == nil {
			rt.Fatalf("%v\n%s", err, body)
		}
		again, more, err := ReadResponse(f, body)
		a, _ := json.Marshal(answers)
		b, _ := json.Marshal(again)
		if err != nil || len(more) > 0 || string(a) != string(b) {
			rt.Fatalf("%v %v %v\n%s\n%s\n%s", err, lost, more, a, b, body)
		}
	})
}

func TestAnswersThatDoNotFitAreSaid(t *testing.T) {
	most := 10.0
	f := form.Form{Title: en("T"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "age", Kind: form.Number, Label: en("Age"), Max: &most}, {Name: "mood", Kind: form.Single, Label: en("Mood"), Choices: []form.Choice{{Code: "a", Label: en("A")}}},
		{Name: "trips", Kind: form.Repeat, Most: 1, Items: []form.Item{{Name: "miles", Kind: form.Number, Label: en("Miles")}}}, {Name: "why", Kind: form.Text, Label: en("Why")}}}
	answers, lost, err := ReadResponse(f, []byte(`{"resourceType":"QuestionnaireResponse","status":"completed","item":[
		{"linkId":"age","answer":[{"valueInteger":11}]},{"linkId":"mood","answer":[{"valueCoding":{"code":"b"}}]},{"linkId":"else","answer":[{"valueString":"x"}]},{"linkId":"miles","answer":[{"valueDecimal":1}]},
		{"linkId":"trips","item":[{"linkId":"miles","answer":[{"valueDecimal":1.50}]}]},{"linkId":"trips"},{"linkId":"why","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]},{"linkId":"why","extension":[{"url":"x"}],"answer":[{"valueString":" So "}]},{"linkId":"why","answer":[{"valueString":"No"}]}]}`))
	got, _ := json.Marshal(answers)
	if err != nil || string(got) != `{"trips":{"rows":[{"miles":{"text":"1.5"}}]},"why":{"text":"So"}}` {
		t.Errorf("%s %v", got, err)
	}
	said := fmt.Sprint(lost)
	for _, words := range []string{"age: Enter a number", "mood: Select one of the answers", "else: The form has no such question", "miles: The form has no such question there", "trips: Rows after the first 1", "why: The reason why there is no answer: masked", "why: The extension x", "why: It is answered twice"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is lost and not said: %s", words, said)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Fuzz(func(t *testing.T, body []byte) {
		first, _, err := Read(body)
		if err != nil || len(first.Check()) > 0 {
			return
		}
		written, lost, err := Write(first, "form", 1)
		if err != nil {
			t.Fatal(err)
		}
		again, more, err := Read(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if words := formtest.Differs(first, again, append(lost, more...)); words != "" {
			t.Fatalf("%s\n%s", words, written)
		}
	})
}

func FuzzReadResponse(f *testing.F) {
	read, _, err := Read([]byte(theirs))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"q_1","item":[{"linkId":"q_1_2","answer":[{"valueInteger":3}]},{"linkId":"kind","answer":[{"valueCoding":{"code":"c"}}]}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answers, _, err := ReadResponse(read, body)
		if err != nil {
			return
		}
		written, _, err := WriteResponse(read, "form", 1, answers, Completed{At: at})
		if err != nil {
			t.Fatal(err)
		}
		again, lost, err := ReadResponse(read, written)
		a, _ := json.Marshal(answers)
		b, _ := json.Marshal(again)
		if err != nil || string(a) != string(b) {
			t.Fatalf("%v %v\n%s\n%s", err, lost, a, b)
		}
	})
}

func FuzzReadHeading(f *testing.F) {
	f.Add([]byte(`{"resourceType":"QuestionnaireResponse","status":"completed","identifier":{"system":"s","value":"1"},"questionnaire":"urn:linkwork:form:x|2","authored":"2026-11-01T10:00:00Z",
		"contained":[{"resourceType":"Patient","id":"p","name":[{"family":"Marsh","given":["Dee"]}],"birthDate":"1948-03-12"}],"subject":{"reference":"#p"},"author":{"reference":"Device/1","display":"Riverside"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		h, err := ReadHeading(body)
		if err == nil && !h.Subject.Known && h.Subject != (Subject{}) {
			t.Errorf("%+v", h)
		}
	})
}
