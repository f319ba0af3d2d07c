package check_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/openreferral/check"
)

func TestUsefulnessCountsWhatPeopleNeed(t *testing.T) {
	feed := newFeed(10)
	feed.listEverything = true
	for name, drop := range map[string]func(s object){
		"contact":     func(s object) { delete(s, "email") },
		"eligibility": func(s object) { delete(s, "minimum_age"); delete(s, "maximum_age") },
		"schedule":    func(s object) { s["schedules"] = []any{} },
		"cost":        func(s object) { delete(s, "fees") },
		"place":       func(s object) { s["service_at_locations"] = []any{} },
		"description": func(s object) { s["description"] = "We walk." },
		"assured":     func(s object) { s["assured_date"] = "2026-08-27" },
	} {
		feed := newFeed(10)
		feed.listEverything = true
		drop(feed.services[3])
		r := checked(t, feed, check.Options{})
		for _, m := range r.Useful.Measures {
			if want := map[bool]int{true: 9, false: 10}[m.Name == name]; m.Have != want {
				t.Errorf("without %s: %s is told by %d", name, m.Name, m.Have)
			}
		}
		if w := r.Useful.Worst; len(w) != 1 || w[0].ID != uuid(1, 3) || w[0].Missing[0] != name || r.Useful.Score != 99 {
			t.Errorf("without %s: %+v", name, r.Useful)
		}
		found(t, r, check.Advice, "/services", "1 of 10 services ")
	}
	for _, s := range feed.services[:7] {
		delete(s, "fees")
	}
	feed.services[6]["assured_date"] = "2027-01-01"
	r := checked(t, feed, check.Options{})
	found(t, r, check.Warning, "/services", "7 of 10 services do not say what they cost")
	if w := r.Useful.Worst; len(w) != 7 || w[0].ID != uuid(1, 6) || len(w[0].Missing) != 2 {
		t.Errorf("the worst come first: %+v", w)
	}
}

func TestOtherWaysToTell(t *testing.T) {
	const file = `[{"id":"%s","name":"Chat","status":"active","description":"Short","fees_description":"Free","eligibility_description":"Adults",
		"phones":[{"id":"%[1]s","number":"01632 960 100"}],"service_at_locations":[{"id":"%[1]s","location":{"id":"%[1]s","location_type":"virtual"},"schedules":[{"id":"%[1]s","description":"Most days"}]}],"assured_date":"2026-08-28"}]`
	r, err := check.File(strings.NewReader(fmt.Sprintf(file, uuid(1, 1))), "chat.json", check.Options{Today: today})
	if err != nil || len(r.Useful.Worst) != 1 || fmt.Sprint(r.Useful.Worst[0].Missing) != "[description]" {
		t.Errorf("%v, %+v", err, r.Useful)
	}
}

func TestReportsAreTheSameEachTimeAndBounded(t *testing.T) {
	var record strings.Builder
	record.WriteString(`[`)
	for i := range 500 {
		fmt.Fprintf(&record, `{"id":"%d","name":null,"status":"open","opens_at":"12:00","closes_at":"09:00","more":{`, i)
		for j := range 4 {
			fmt.Fprintf(&record, `"part %d":{"minimum_age":9,"maximum_age":1},`, (i+j)%300)
		}
		record.WriteString(`"x":1}},`)
	}
	text := strings.TrimSuffix(record.String(), ",") + "]"
	var before check.Report
	for i := range 3 {
		r, err := check.File(strings.NewReader(text), "bad.json", check.Options{Today: today})
		if err != nil || len(r.Findings) != 100 || r.More < 100 {
			t.Fatalf("%d findings and %d more, %v", len(r.Findings), r.More, err)
		}
		if i > 0 {
			if diff := cmp.Diff(before, r); diff != "" {
				t.Error(diff)
			}
		}
		before = r
		for _, f := range r.Findings {
			if len(f.Examples) > 5 || f.Count < len(f.Examples) {
				t.Errorf("%+v", f)
			}
		}
	}
	var out strings.Builder
	before.Write(&out)
	for _, words := range []string{"schema: fails (1500 errors", "and 495 more", "more kinds of finding", "error  service id: “id” is not a UUID."} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("the text has no %q:\n%.2000s", words, out.String())
		}
	}
}

func TestTheJSONOfAReport(t *testing.T) {
	r, err := check.File(strings.NewReader(`{"id":"7","name":"Walk","status":"active"}`), "walk.json", check.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	r.Useful.Measures, r.Useful.Worst = r.Useful.Measures[:1], nil
	r.Findings = r.Findings[:1]
	got, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
 "subject": "walk.json",
 "standard": "Open Referral UK 3.0",
 "declared": "",
 "seen": "",
 "read": [
  {
   "what": "services",
   "n": 1
  }
 ],
 "levels": [
  {
   "level": "schema",
   "verdict": "fails",
   "errors": 1,
   "warnings": 0,
   "advice": 0
  },
  {
   "level": "consistency",
   "verdict": "passes",
   "errors": 0,
   "warnings": 0,
   "advice": 1
  },
  {
   "level": "usefulness",
   "verdict": "passes with warnings",
   "errors": 0,
   "warnings": 7,
   "advice": 0
  }
 ],
 "findings": [
  {
   "level": "schema",
   "severity": "error",
   "where": "service",
   "path": "id",
   "message": "“id” is not a UUID. Give every record a UUID that never changes, like 6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d.",
   "count": 1,
   "examples": [
    {
     "record": 1,
     "id": "7",
     "path": "id",
     "got": "7"
    }
   ]
  }
 ],
 "more": 0,
 "usefulness": {
  "services": 1,
  "score": 0,
  "measures": [
   {
    "name": "contact",
    "words": "a phone number or email address",
    "have": 0
   }
  ],
  "worst": null
 }
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
