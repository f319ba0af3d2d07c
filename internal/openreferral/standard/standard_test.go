package standard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

const walk = `{"id":"6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d","name":"Harbour walk","status":"active","minimum_age":18,
	"organization":{"id":"0b7c2b1e-2f3a-4b5c-8d6e-7f8091a2b3c4","name":"Harbour walkers","description":"Volunteers"},
	"schedules":[{"id":"1d2c3b4a-5f6e-4789-9abc-def012345678","opens_at":"10:00","valid_from":"2026-03-01"}],"colour":"blue"}`

func decoded(t testing.TB, text string) map[string]any {
	t.Helper()
	fields, err := document.Fields([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

func told(faults []standard.Fault) (all []string) {
	for _, f := range faults {
		all = append(all, fmt.Sprint(f.Path, " ", f.Rule))
	}
	return all
}

func TestCheckNamesEachFaultAtItsPath(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     []string
	}{
		"nothing":         {},
		"dropped":         {`"status":"active",`, ``, []string{"status missing"}},
		"null":            {`18`, `null`, []string{"minimum_age wrong type"}},
		"number as text":  {`18`, `"18"`, []string{"minimum_age wrong type"}},
		"unknown word":    {`"active"`, `"open"`, []string{"status wrong value"}},
		"no UUID":         {`"1d2c3b4a-5f6e-4789-9abc-def012345678"`, `"7"`, []string{"schedules[0].id wrong form"}},
		"inside":          {`,"description":"Volunteers"`, ``, []string{"organization.description missing"}},
		"list as an item": {`[{`, `{"a":[{`, nil},
		"several":         {`"id":"6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d","name":"Harbour walk"`, `"id":1`, []string{"id wrong type", "name missing"}},
	} {
		text := strings.Replace(walk, c.old, c.new, 1)
		if name == "list as an item" {
			text, c.want = strings.Replace(walk, `"schedules":[`, `"schedules":{},"more":[`, 1), []string{"schedules wrong type"}
		}
		if got := told(standard.ORUK3.Check("service", standard.Full, decoded(t, text))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	broken := strings.Replace(walk, `"1d2c3b4a-5f6e-4789-9abc-def012345678"`, `"7"`, 1)
	if got := standard.ORUK3.Check("service", standard.Listed, decoded(t, broken)); got != nil {
		t.Errorf("a list has one-to-one relations only: %v", told(got))
	}
	if got := standard.HSDS30.Check("service", standard.Full, []any{}); len(got) != 1 || got[0].Path != "" {
		t.Errorf("a list passed for a service: %v", told(got))
	}
}

func TestEachStandardLooksAtItsOwnFields(t *testing.T) {
	text := strings.Replace(walk, `"colour":"blue"`, `"phones":[{}],"capacities":[{}]`, 1)
	for s, want := range map[standard.Standard][]string{
		standard.ORUK3:  nil,
		standard.HSDS30: {"phones[0].id missing", "phones[0].number missing"},
		standard.HSDS31: {"phones[0].id missing", "phones[0].number missing", "capacities[0].id missing", "capacities[0].unit missing", "capacities[0].available missing", "capacities[0].updated missing"},
	} {
		if got := told(s.Check("service", standard.Full, decoded(t, text))); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
}

func TestBeyondFindsWhatTheSchemasLetPass(t *testing.T) {
	text := strings.NewReplacer(`"10:00"`, `"10am"`, `"2026-03-01"`, `"1/3/2026"`, `"colour":"blue"`, `"assured_date":"2026-02-30","fees":" "`).Replace(walk)
	record := decoded(t, text)
	if got := standard.ORUK3.Check("service", standard.Full, record); got != nil {
		t.Errorf("the schema asks for no date: %v", told(got))
	}
	want := []string{"fees empty", "assured_date wrong form", "schedules[0].valid_from wrong form", "schedules[0].opens_at wrong form"}
	if got := told(standard.ORUK3.Beyond("service", record)); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for text, want := range map[string]bool{"09:30": true, "09:30:00": true, "09:30Z": true, "09:30:00+01:00": true, "9:30": false, "24:00": false, "09:30 am": false, "": false} {
		if standard.IsTime(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestFormsOfTexts(t *testing.T) {
	for text, want := range map[string]string{
		"2023-03-15T10:30:45Z": "last_modified", "2023-03-15t10:30:45.123+01:00": "last_modified", "2016-12-31T23:59:60Z": "last_modified", "2016-12-31T22:59:60-01:00": "last_modified",
		"2016-12-31T22:59:60Z": "", "2023-03-15T10:30:45": "", "2023-02-30T10:30:45Z": "", "2023-03-15T24:00:00Z": "", "2023-03-15T10:30:45+24:00": "",
		"walk@saltmere.example": "email", `"a b"@[192.0.2.1]`: "email", "a@b@saltmere.example": "", "a..b@saltmere.example": "", strings.Repeat("a", 65) + "@saltmere.example": "",
		"https://saltmere.example/walk": "url", "mailto:walk@saltmere.example": "url", "www.saltmere.example": "", "//saltmere.example": "", "http://[::1": "",
		"AC148810-d857-441c-9679-408f346de14b": "organization_id", "{ac148810-d857-441c-9679-408f346de14b}": "", "ac148810d857441c9679408f346de14b": "",
	} {
		for _, field := range []string{"last_modified", "email", "url", "organization_id"} {
			record := decoded(t, walk)
			record[field] = text
			if right := len(standard.ORUK3.Check("service", standard.Full, record)) == 0; right != (field == want) {
				t.Errorf("%s %q: %v", field, text, right)
			}
		}
	}
}

func TestDeclaredVersions(t *testing.T) {
	const uk, other = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md", "https://profile.example/"
	for _, c := range []struct {
		version, profile string
		want             standard.Standard
	}{
		{"HSDS-UK-3.0", uk, standard.ORUK3}, {"HSDS-UK-3.0", "", standard.ORUK3}, {"V3", "", standard.ORUK3}, {"V3.0-UK", "", standard.ORUK3},
		{"3.0", uk, standard.ORUK3}, {"3.0", "", standard.ORUK3}, {"3.0", other, standard.HSDS30}, {"HSDS 3.0", "", standard.HSDS30}, {"3.0.1", other, standard.HSDS30},
		{"3.1", other, standard.HSDS31}, {"3.1", "", standard.HSDS31}, {"HSDS-3.1.0", "", standard.HSDS31},
		{"1.0", "", standard.ORUK1}, {"V1.0-UK", "", standard.ORUK1},
		{"", "", ""}, {"latest", uk, ""}, {"2.0", "", ""}, {"3.7", "", ""}, {"13", "", ""}, {"30", "", ""}, {"HSDS-UK-3.1", uk, ""},
	} {
		if got := standard.Declared(c.version, c.profile); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.version, c.profile, got, c.want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(walk), "V3")
	f.Add([]byte(`{"id":1e999999,"minimum_age":-0,"last_modified":"2016-12-31T23:59:60Z","url":"http://[::1","email":"@"}`), "3.1")
	f.Fuzz(func(t *testing.T, record []byte, version string) {
		s := standard.Declared(version, "")
		fields, err := document.Fields(record)
		if err != nil || !s.HasTable() {
			return
		}
		for _, kind := range []string{"service", "organization", "service_at_location", "taxonomy", "taxonomy_term", "page", "about"} {
			if slices.ContainsFunc(s.Check(kind, standard.Listed, fields), func(f standard.Fault) bool { return f.Rule == "" }) {
				t.Error("a fault breaks no rule")
			}
			for _, fault := range slices.Concat(s.Check(kind, standard.Full, fields), s.Beyond(kind, fields)) {
				if fault.Path == "" || fault.Field.Name == "" {
					t.Errorf("a fault in an object has no place: %+v", fault)
				}
			}
		}
	})
}
