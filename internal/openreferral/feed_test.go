package openreferral

import (
	"strings"
	"testing"

	"linkwork/internal/directory"
)

func readText(t *testing.T, text string) ([]Item, Report) {
	t.Helper()
	items, report, err := Read(strings.NewReader(text), "test")
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return items, report
}

func problems(list []Problem) string {
	var all []string
	for _, p := range list {
		all = append(all, p.String())
	}
	return strings.Join(all, "\n")
}

func TestShapes(t *testing.T) {
	const a, b = `{"id":"a","name":"A","status":"active"}`, `{"id":"b","name":"B","status":"active"}`
	for name, text := range map[string]string{
		"list":                  `[` + a + `,` + b + `]`,
		"page":                  `{"total_items":2,"contents":[` + a + `,` + b + `]}`,
		"page of items":         `{"items":[` + a + `,` + b + `],"page":1}`,
		"page of older feeds":   `{"totalElements":2,"content": [` + a + `,` + b + `]}`,
		"bare list of services": `{"services":[` + a + `,` + b + `]}`,
		"lines":                 a + "\n\n" + b + "\n",
		"lines of windows":      "\ufeff" + a + "\r\n" + b,
		"organisation":          `{"id":"o","name":"O","description":"d","services":[` + a + `,` + b + `]}`,
		"at locations":          `[{"id":"1","service":` + a + `,"location":{"id":"l"}},{"id":"2","service":` + b + `,"location":{"id":"l"}},{"id":"3","service":` + a + `,"location":{"id":"m"}}]`,
	} {
		items, report := readText(t, text)
		if len(items) != 2 || items[0].Service.Name != "A" || items[1].Service.Name != "B" || len(report.Rejected) > 0 {
			t.Errorf("%s: %d services; %s", name, len(items), problems(report.Rejected))
			continue
		}
		if name == "organisation" && items[1].Service.Organisation.Name != "O" {
			t.Errorf("%s: %+v", name, items[1].Service.Organisation)
		}
		if name == "at locations" && (len(items[0].Service.Locations) != 2 || len(items[1].Service.Locations) != 1) {
			t.Errorf("%s: %+v", name, items[0].Service.Locations)
		}
	}
}

func TestNotAFeed(t *testing.T) {
	for _, text := range []string{"", "  ", "<!DOCTYPE html><html>", "name,status\nA,active", `"text"`, "null"} {
		if items, report, err := Read(strings.NewReader(text), "test"); err == nil {
			t.Errorf("%q: %d services, %v", text, len(items), report)
		}
	}
}

func TestABadRecordDoesNotStopTheOthers(t *testing.T) {
	items, report := readText(t, `[
		{"id":"a","name":"A","status":"active"},
		17,
		{"id":"c","status":"active"},
		{"name":"D","status":"active"},
		{"id":"e","name":["E"],"status":"active"},
		{"id":"a","name":"A again","status":"active"},
		null,
		`+strings.Repeat(`{"x":`, 50)+`1`+strings.Repeat(`}`, 50)+`,
		{"id":"z","name":"Z","status":"closed for ever"}
	]`)
	want := `record 2: is not an object
record 3 (c), name: is missing
record 4, id: is missing
record 5 (e), name: is missing
record 6 (a), id: is the same as in record 1
record 7: is not an object
record 8: has objects nested deeper than 40`
	if got := problems(report.Rejected); got != want {
		t.Errorf("rejected\n%s\nwant\n%s", got, want)
	}
	if len(items) != 2 || report.Read != 9 || items[1].Service.Status != directory.Active {
		t.Errorf("%+v", items)
	}
	if got := problems(report.Warnings); got != `record 9 (z), status: “closed for ever” is none of active, inactive, defunct, temporarily closed; taken as “active”` {
		t.Errorf("warnings\n%s", got)
	}
}

func TestABrokenLineOrEnd(t *testing.T) {
	items, report := readText(t, `{"id":"a","name":"A","status":"active"}`+"\n{\"id\":\n"+`{"id":"c","name":"C","status":"active"}`)
	if len(items) != 2 || len(report.Rejected) != 1 || report.Rejected[0].Record != 2 {
		t.Errorf("lines: %d services; %s", len(items), problems(report.Rejected))
	}
	items, report = readText(t, `{"contents":[{"id":"a","name":"A","status":"active"},{"id":"b","na`)
	if len(items) != 1 || len(report.Rejected) != 1 || !strings.HasPrefix(report.Rejected[0].String(), "file: the file breaks off after record 1") {
		t.Errorf("page: %d services; %s", len(items), problems(report.Rejected))
	}
}

func TestUnsafeAndOddFields(t *testing.T) {
	items, report := readText(t, `{
		"id": 17, "name": "  Harbour\u0000 lunch\u0007 ", "status": "ACTIVE", "url": "javascript:alert(1)",
		"email": "x@y.example\nBcc: z@y.example", "assurer_email": "mailto:check@y.example",
		"description": "<p>Hot <b>meals</b> &amp; tea</p><script>alert(1)</script><p>Every day</p>",
		"minimum_age": "18", "maximum_age": 1e9, "assured_date": "yesterday",
		"phones": {"number": "\"01632 960123\""},
		"languages": [{"code": "pl"}, {"name": "Urdu"}, "English"],
		"attributes": [{"taxonomy_term": {"name": "Lunch clubs"}}, {"label": "Lunch clubs"}],
		"organization": {"id": "o", "name": "O", "website": "data:text/html,x", "email": "a@o.example"},
		"cost_options": [{"amount": 0}], "schedules": "Mondays",
		"service_at_locations": [{"location": {"id": "l", "latitude": "54.2", "longitude": 1.42,
			"addresses": [{"address_type": "postal", "postal_code": "QX1 1AA"}, {"address_type": "physical", "address_1": "1 Quay", "city": "Harbour", "postal_code": "qy11aa"}],
			"accessibility": [{"description": "No step-free access"}]}}]
	}`)
	if len(items) != 1 {
		t.Fatal(problems(report.Rejected))
	}
	s := items[0].Service
	if s.Name != "Harbour lunch" || s.Website != "" || s.Email != "" || s.AssuredBy != "check@y.example" || s.Description != "Hot meals & tea\n\nEvery day" && s.Description != "Hot meals & tea\nEvery day" {
		t.Errorf("%+v", s)
	}
	if *s.MinimumAge != 18 || s.MaximumAge != nil || s.Phone != "01632 960123" || strings.Join(s.Languages, ",") != "Polish,Urdu" || len(s.Topics) != 1 || s.Free != directory.Yes || s.Cost != "Free" {
		t.Errorf("%+v", s)
	}
	l := s.Locations[0]
	if l.Postcode != "QY1 1AA" || l.Outcode != "QY1" || l.Address != "1 Quay, Harbour" || l.Point.Lat != 54.2 || l.StepFree != directory.No {
		t.Errorf("%+v", l)
	}
	if len(s.ID) != 36 || s.SourceID != "17" || s.ID != stableID("test", "service", "17") || s.ID == stableID("other", "service", "17") {
		t.Errorf("id %s", s.ID)
	}
	for _, field := range []string{"url", "email", "maximum_age", "assured_date", "languages[2]", "organization.website", "schedules"} {
		if !strings.Contains(problems(report.Warnings), ", "+field+": ") {
			t.Errorf("no word of %s in\n%s", field, problems(report.Warnings))
		}
	}
}

func TestLinks(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1", "http://a.example": "http://a.example", "www.a.example": "https://www.a.example",
		"JAVASCRIPT:alert(1)": "", "java\tscript:alert(1)": "", "data:text/html,x": "", "//a.example": "", "ftp://a.example": "", "https://": "",
		"https://user:pass@a.example": "", "a.example": "", "file:///etc/passwd": "", "vbscript:x": "", "": "",
	} {
		o := object{fields: map[string]any{"url": text}, note: func(string, string) {}}
		if got := o.link("url"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTheFirstVersionOfAnOrganisationCounts(t *testing.T) {
	items, report := readText(t, `[
		{"id":"a","name":"A","status":"active","organization":{"id":"o","name":"First"}},
		{"id":"b","name":"B","status":"active","organization":{"name":"Second","id":"o"}},
		{"id":"c","name":"C","status":"active","organization":{"name":"First","id":"o"}}]`)
	for _, item := range items {
		if item.Service.Organisation.Name != "First" {
			t.Errorf("%+v", item.Service.Organisation)
		}
	}
	if len(items) != 3 || len(report.Warnings) != 1 || report.Warnings[0].Record != 2 {
		t.Error(problems(report.Warnings))
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"id":"a","name":"A","status":"active","url":"https://a.example"}`, `[{"id":1}]`, `{"contents":[{"id":"a"`,
		"{\"id\":\"a\",\"name\":\"A\"}\n{", `{"service":{"id":"a","name":"A"},"location":{"latitude":1e999}}`,
		`{"name":"O","services":[{"id":"a","name":"A","schedules":[{"byday":"1TH,-1SU","freq":"MONTHLY","interval":2,"opens_at":"9:00"}]}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		items, report, err := Read(strings.NewReader(string(body)), "fuzz")
		if err != nil {
			return
		}
		for _, item := range items {
			s := item.Service
			if len(s.ID) != 36 || s.Name == "" || item.Record < 1 || item.Record > report.Read || strings.ContainsRune(s.Name+s.Description, 0) {
				t.Fatalf("%+v", item)
			}
			if s.Website != "" && !strings.HasPrefix(s.Website, "http") || strings.ContainsAny(s.Email, "\r\n") {
				t.Fatalf("unsafe: %q %q", s.Website, s.Email)
			}
			for _, l := range s.Locations {
				if l.Point.Known() && !l.Point.InUK() {
					t.Fatalf("%+v", l)
				}
			}
		}
	})
}
