package r4

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const request = `{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"Patient/p1"}}`

// faults decodes and returns what is wrong, a line each.
func faults(t *testing.T, body string, options ...Option) string {
	t.Helper()
	resource, err := Decode([]byte(body), options...)
	if err == nil {
		return ""
	}
	var issues Issues
	if !errors.As(err, &issues) || resource != nil || len(issues) == 0 {
		t.Fatalf("%s: %v, %v", body, resource, err)
	}
	var lines []string
	for _, issue := range issues {
		if !codeSets["issue-type"][string(issue.Code)] {
			t.Errorf("%q is not an issue type", issue.Code)
		}
		lines = append(lines, issue.String())
	}
	return strings.Join(lines, "\n")
}

func TestFaultsNameTheElement(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{request, ""},
		{`{"resourceType":"ServiceRequest","status":"banana","intent":"order","subject":{"reference":"Patient/p1"}}`,
			"ServiceRequest.status must be one of active, completed, draft, entered-in-error, on-hold, revoked or unknown"},
		{`{"resourceType":"ServiceRequest","status":"active"}`, "ServiceRequest.intent is missing\nServiceRequest.subject is missing"},
		{`{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"Practitioner/p1"}}`,
			"ServiceRequest.subject must refer to Device, Group, Location or Patient"},
		{`{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":[{"reference":"Patient/p1"}]}`,
			"ServiceRequest.subject must be a single value, not a list"},
		{`{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{},"category":{"text":"x"}}`,
			"ServiceRequest.subject must not be empty\nServiceRequest.category must be a list"},
		{`{"resourceType":"ServiceRequest","status":["active"],"intent":7,"subject":null,"category":[]}`,
			"ServiceRequest.status must be a single value, not a list\nServiceRequest.intent must be a text\nServiceRequest.subject must be an object\nServiceRequest.category must not be an empty list"},
		{`{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"authoredOn":"23/11/2026","category":[{"coding":[{"system":"a b","code":" x"}]}]}`,
			"ServiceRequest.authoredOn is not a date, or a date and time with seconds and a time zone\nServiceRequest.category[0].coding[0].system is not a URI\nServiceRequest.category[0].coding[0].code is not a code: no spaces at its ends, none doubled"},
		{`{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"occurrenceDateTime":"2026","occurrencePeriod":{"start":"2026"}}`,
			"ServiceRequest.occurrence must have one value, not several of different types"},
		{`{"resourceType":"Patient","birthDate":"2026-02-30","active":"yes","multipleBirthInteger":1.5}`,
			"Patient.birthDate is not a date, such as 2026, 2026-11 or 2026-11-23\nPatient.active must be true or false\nPatient.multipleBirth must be a whole number"},
		{`{"resourceType":"Patient","contact":[{"gender":"male"}]}`, "Patient.contact[0] must have a name, a telecom, an address or an organization"},
		{`{"resourceType":"Patient","telecom":[{"rank":0}],"name":[{"family":"","given":["a",""]}]}`,
			"Patient.telecom[0].rank must be a whole number above 0\nPatient.name[0].family must not be empty\nPatient.name[0].given[1] must not be empty"},
		{`{"resourceType":"Patient","name":[{"family":"a\u0000b"}],"id":"no spaces please"}`,
			"Patient.name[0].family has control characters\nPatient.id is not an id: at most 64 letters, digits, - and ."},
		{`{"resourceType":"Patient","active":true,"name":[{"text":"A","text":"B"}],"active":false}`,
			"Patient.name[0].text is there twice\nPatient.active is there twice"},
		{`{"resourceType":"Bundle","type":"transaction","entry":[{"resource":` + request + `}]}`, "Bundle.entry[0].request is missing"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:x:1","resource":{"resourceType":"Task","status":"requested","intent":"order"}},{"fullUrl":"urn:x:1","resource":` + request + `}]}`,
			"Bundle.entry[1].fullUrl is there twice in the Bundle"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"resource":[]},{"resource":{"id":"x"}},{"link":[{"relation":"self","url":"x"}]}]}`,
			"Bundle.entry[0].resource must be a single value, not a list\nBundle.entry[1].resource.resourceType must name the type of the resource"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"link":[{"relation":"self","url":"x"}]}]}`, "Bundle.entry[0] must have a resource, a request or a response"},
		{`{"resourceType":"Task","status":"requested","intent":"order","input":[{"type":{"text":"x"},"valueMoney":7}]}`,
			"Task.input[0].value must be an object"},
		{`{"resourceType":"Patient","_birthDate":"x"}`, "Patient.birthDate has extensions that are not an object"},
		{`{"resourceType":17}`, "resourceType must name the type of the resource"},
		{`[]`, "must be a resource: an object"},
		{``, "The body is not JSON: EOF (at byte 0)"},
		{`{"resourceType":"Patient"} x`, "The body is not JSON: something follows the end of the resource (at byte 27)"},
		{"{\"resourceType\":\"Patient\",\"id\":\"\xff\"}", "The body is not UTF-8"},
	} {
		if got := faults(t, c.body); got != c.want {
			t.Errorf("%s\n%s\nwant\n%s", c.body, got, c.want)
		}
	}
}

func TestStrict(t *testing.T) {
	body := strings.TrimSuffix(request, "}") + `,"PatientInstruction":"x","shoeSize":7,"subject":{"reference":"Patient/p1","colour":"red"},"_authoredOn":{"extension":[{"url":"http://x.example","valueCode":"unknown"}]}}`
	body = strings.Replace(body, `"subject":{"reference":"Patient/p1"},`, "", 1)
	body = strings.Replace(body, `"subject":{"reference":"Patient/p1"}}`, "", 1)
	const want = `ServiceRequest.PatientInstruction is not an element of FHIR R4; patientInstruction is
ServiceRequest.shoeSize is not an element of FHIR R4
ServiceRequest.subject.colour is not an element of FHIR R4`
	if got := faults(t, body, Strict()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	resource, err := Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	roundTrip(t, "with unknown elements", []byte(body), resource)
}

func TestRoundTripKeepsOddThings(t *testing.T) {
	for name, body := range map[string]string{
		"extensions of primitives":           `{"resourceType":"Patient","birthDate":"1950-03","_birthDate":{"extension":[{"url":"http://x.example","valueDateTime":"1950-03-01T10:00:00+01:00"}]}}`,
		"a gap in a list":                    `{"resourceType":"Patient","name":[{"given":[null,"Ann"],"_given":[{"extension":[{"url":"http://x.example","valueString":"x"}]},null]}]}`,
		"a value that only has an extension": `{"resourceType":"ServiceRequest","_status":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},"intent":"order","subject":{"display":"x"}}`,
		"decimals":                           `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.500,"unit":"x"},"component":[{"code":{"text":"y"},"valueQuantity":{"value":1E+2}}]}`,
		"unmodelled data types":              `{"resourceType":"Task","status":"requested","intent":"order","input":[{"type":{"text":"x"},"valueDosage":{"text":"x","sequence":1}},{"type":{"text":"x"},"valueMoney":{"value":1.10,"currency":"GBP"}},{"type":{"text":"x"},"valueAge":{"value":7}}]}`,
		"contained":                          `{"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p"},{"resourceType":"Medication","id":"m","code":{"text":"x"},"meta":{"versionId":"1"}}]}`,
		"signs":                              `{"resourceType":"Patient","name":[{"text":"<b>\"&\u2028\\ é 🍲</b>"}],"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}`,
		"nested items":                       `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":0},{"valueBoolean":false},{"valueCoding":{"code":"x"},"item":[{"linkId":"1.1"}]}]}]}`,
	} {
		resource, err := Decode([]byte(body), Strict())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		roundTrip(t, name, []byte(body), resource)
	}
}

func TestGuards(t *testing.T) {
	deep := `{"resourceType":"Patient","extension":` + strings.Repeat(`[{"url":"x","extension":`, 40) + `[]` + strings.Repeat(`}]`, 40) + `}`
	if got := faults(t, deep); !strings.Contains(got, "is nested deeper than 64") {
		t.Error(got)
	}
	if got := faults(t, strings.Repeat("[", 200_000)); !strings.Contains(got, "is nested deeper") {
		t.Error(got)
	}
	if got := faults(t, request, Limit(20)); got != "The body is longer than 20 bytes" {
		t.Error(got)
	}
	many := `{"resourceType":"Patient","name":[` + strings.Repeat(`{"family":1},`, 500) + `{"family":1}]}`
	if got := strings.Count(faults(t, many), "\n") + 1; got != maxIssues {
		t.Errorf("%d faults told", got)
	}
}

// Bodies made to hurt take no longer than their size deserves.
func TestLargeBodiesAreReadInLinearTime(t *testing.T) {
	var members, entries strings.Builder
	for i := range 120_000 {
		fmt.Fprintf(&members, `,"a%d":1`, i)
	}
	for i := range 30_000 {
		fmt.Fprintf(&entries, `,{"fullUrl":"urn:x:%d","resource":{"resourceType":"X"}}`, i)
	}
	for name, body := range map[string]string{
		"members":  `{"resourceType":"Patient"` + members.String() + `}`,
		"entries":  `{"resourceType":"Bundle","type":"collection","entry":[` + entries.String()[1:] + `]}`,
		"elements": `{"resourceType":"Patient","name":[{"given":["a"` + strings.Repeat(`,"a"`, 400_000) + `]}]}`,
		"nulls":    `{"resourceType":"Patient","name":[null` + strings.Repeat(`,null`, 300_000) + `]}`,
	} {
		began := time.Now()
		_, err := Decode([]byte(body), Strict())
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: %v for %d bytes (%v)", name, took, len(body), err != nil)
		} else {
			t.Logf("%s: %v for %d bytes", name, took, len(body))
		}
	}
}

func TestChoices(t *testing.T) {
	resource, err := Decode([]byte(`{"resourceType":"Observation","status":"final","code":{"text":"x"},"effectiveDateTime":"2026-11-23","valueInteger":7,"component":[{"code":{"text":"a"},"valueString":"b"},{"code":{"text":"a"},"valueCodeableConcept":{"coding":[{"display":"c"}]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	o := resource.(*Observation)
	if o.Effective.Value != DateTime("2026-11-23") || o.Effective.Words() != "2026-11-23" || o.Value.Value != 7 || o.Value.Words() != "" {
		t.Errorf("%+v %+v", o.Effective, o.Value)
	}
	if o.Component[0].Value.Words() != "b" || o.Component[1].Value.Words() != "c" || (*Choice)(nil).Words() != "" {
		t.Errorf("%+v", o.Component)
	}
}

func TestReferences(t *testing.T) {
	for text, want := range map[string][2]string{
		"Patient/17": {"Patient", "17"}, "https://a.example/fhir/Task/a-1/_history/3": {"Task", "a-1"}, "urn:uuid:1": {}, "#p": {}, "17": {}, "patients/x y": {}, "": {},
	} {
		ref := &Reference{Reference: text}
		if ref.Target() != want[0] || ref.TargetID() != want[1] {
			t.Errorf("%q: %q %q", text, ref.Target(), ref.TargetID())
		}
	}
}

func TestEveryReferenceIsVisited(t *testing.T) {
	resource, err := Decode([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Task","status":"requested","intent":"order",
		"for":{"reference":"a/1"},"basedOn":[{"reference":"b/1"}],"note":[{"authorReference":{"reference":"Patient/1"},"text":"x"}],
		"extension":[{"url":"http://x.example","valueReference":{"reference":"d/1"}}],
		"contained":[{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1"}}]}},
		{"resource":{"resourceType":"Medication","manufacturer":{"reference":"e/1"}}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	visited := make(map[string]string)
	References(resource, func(path string, ref *Reference) {
		visited[path] = ref.Reference
		ref.Reference = "x/2"
	})
	want := map[string]string{
		"Bundle.entry[0].resource.for": "a/1", "Bundle.entry[0].resource.basedOn[0]": "b/1", "Bundle.entry[0].resource.note[0].author": "Patient/1",
		"Bundle.entry[0].resource.extension[0].value": "d/1", "Bundle.entry[0].resource.contained[0].managingOrganization": "Organization/1",
	}
	if diff := cmp.Diff(want, visited); diff != "" {
		t.Error(diff)
	}
	if body, err := Encode(resource); err != nil || strings.Count(string(body), "x/2") != len(want) {
		t.Errorf("%s, %v", body, err)
	}
}

func TestOutcome(t *testing.T) {
	_, err := Decode([]byte(`{"resourceType":"Task","status":"x"}`))
	outcome := err.(Issues).Outcome()
	body, err := Encode(outcome)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(body, Strict()); err != nil {
		t.Errorf("%s: %v", body, err)
	}
	if outcome.Issue[0].Expression[0] != "Task.status" || outcome.Issue[0].Code != "code-invalid" {
		t.Errorf("%s", body)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		request, `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":` + request + `,"request":{"method":"POST","url":"ServiceRequest"}}]}`,
		`{"resourceType":"Patient","name":[{"given":[null,"x"],"_given":[{"id":"1"},null]}],"birthDate":"1950-03-01","deceasedBoolean":false}`,
		`{"resourceType":"Medication","x":[1,2.50,{"y":null}]}`,
		`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","answer":[{"valueDecimal":1.0}]}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		resource, err := Decode(body)
		if err != nil {
			if issues, ok := err.(Issues); !ok || len(issues) == 0 || len(issues) > maxIssues {
				t.Fatalf("%q: %v", body, err)
			}
			return
		}
		roundTrip(t, "fuzz", body, resource)
		again, err := Encode(resource)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(again); err != nil {
			t.Fatalf("%q is refused after a round trip: %v", again, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for b.Loop() {
		if _, err := Decode([]byte(request)); err != nil {
			b.Fatal(err)
		}
	}
}
