package check_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/document"
)

func text(t testing.TB, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestFilesOfEveryShape(t *testing.T) {
	one, two := text(t, walk(1)), text(t, walk(2))
	for what, c := range map[string]struct {
		body     string
		services int
	}{
		"a record":                 {one, 1},
		"a list":                   {"[" + one + "," + two + "]", 2},
		"a page":                   {`{"total_items":2,"contents":[` + one + "," + two + "]}", 2},
		"lines":                    {one + "\n" + two + "\n", 2},
		"an organisation":          {`{"id":"` + uuid(2, 1) + `","name":"Harbour walkers","description":"Volunteers","services":[` + one + "," + two + "]}", 2},
		"a service at a location":  {`{"id":"` + uuid(3, 1) + `","service":` + one + `,"location":{"id":"` + uuid(6, 1) + `","location_type":"virtual"}}`, 1},
		"a taxonomy and its terms": {text(t, []any{newFeed(0).taxonomies[0], newFeed(0).terms[0], newFeed(0).terms[1]}), 0},
	} {
		r, err := check.File(strings.NewReader(c.body), "file.json", check.Options{Today: today})
		if err != nil || r.Useful.Services != c.services || r.Errors() || verdicts(r)[1] != check.Passes {
			t.Errorf("%s: %d services, %v, %+v", what, r.Useful.Services, err, r.Findings)
		}
	}
}

func TestFilesThatCannotBeReadAndFilesThatBreakOff(t *testing.T) {
	for body, want := range map[string]error{"": document.ErrEmpty, "<html>": document.ErrWebPage, "name,phone\nWalk,1": document.ErrNotJSON, `{"id`: document.ErrBroken} {
		if _, err := check.File(strings.NewReader(body), "file.json", check.Options{Today: today}); !errors.Is(err, want) || !strings.HasPrefix(err.Error(), "file.json ") {
			t.Errorf("%q: %v", body, err)
		}
	}
	r, err := check.File(strings.NewReader("["+text(t, walk(1))+",{"), "file.json", check.Options{Today: today})
	if err != nil || r.Useful.Services != 1 {
		t.Fatalf("%v, %+v", err, r)
	}
	found(t, r, check.Error, "file", "breaks off or is not valid JSON after record 1")
}

// Whether a reference leads nowhere can be told only where everything is there.
func TestReferencesOfAPartAreNotMissed(t *testing.T) {
	term := object{"id": uuid(5, 2), "name": "Walking", "description": "On foot", "taxonomy": "themes", "parent_id": uuid(5, 9)}
	for body, want := range map[string]bool{text(t, term): false, "[" + text(t, term) + ",{": false, "[" + text(t, term) + "]": true} {
		r, err := check.File(strings.NewReader(body), "file.json", check.Options{Today: today})
		if _, told := finds(r, "It refers to a taxonomy term"); told != want || err != nil {
			t.Errorf("%.40s…: %v, %v", body, told, err)
		}
	}
}

func TestAFileOfHSDSIsCheckedByIt(t *testing.T) {
	for field, want := range map[string]string{"required_documents": "HSDS 3.0", "capacities": "HSDS 3.1", "colours": "Open Referral UK 3.0"} {
		service := walk(1)
		service[field] = []any{object{"document": "Proof of address"}}
		r, err := check.File(strings.NewReader(text(t, service)), "file.json", check.Options{Today: today})
		if err != nil || r.Standard != want || r.Errors() != (field != "colours") {
			t.Errorf("%s: %q, %v, %+v", field, r.Standard, err, r.Findings)
		}
	}
}

func FuzzFile(f *testing.F) {
	feed := newFeed(2)
	for _, seed := range []any{walk(1), feed.services, feed.terms, feed.places, object{"total_items": 1, "contents": feed.services}} {
		body, _ := json.Marshal(seed)
		f.Add(body)
	}
	f.Add([]byte(`[{"id":"a","parent_id":"b","taxonomy":""},{"id":"b","parent_id":"a","taxonomy":""}]`))
	f.Add([]byte(`{"latitude":1e999,"longitude":-1e999,"opens_at":"10:00","closes_at":"0","minimum_age":1e308}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := check.File(strings.NewReader(string(body)), "file.json", check.Options{Today: today})
		if len(r.Levels) != 3 || r.Useful.Score < 0 || r.Useful.Score > 100 || len(r.Findings) > 100 {
			t.Errorf("%v, %+v", err, r)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Error(err)
		}
		r.Write(new(strings.Builder))
	})
}
