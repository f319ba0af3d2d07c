package openreferral

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/directory"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/shareddata"
)

// zipped packs files, by name.
func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, body := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// folder packs the CSV files of a folder of reference files.
func folder(t *testing.T, path string) []byte {
	t.Helper()
	files := make(map[string]string)
	for _, file := range shareddata.Glob(t, path, "*.csv") {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		files["data/"+filepath.Base(file)] = string(body)
	}
	return zipped(t, files)
}

func readAll(t testing.TB, body []byte) ([]Item, Report) {
	t.Helper()
	items, report, err := Read(bytes.NewReader(body), "county")
	if err != nil {
		t.Fatal(err)
	}
	return items, report
}

func TestPackageOfVersion3(t *testing.T) {
	items, report := readAll(t, folder(t, "hsds/3.0/examples/csv"))
	if len(items) != 1 || report.Version != "HSDS 3.0, as tables" || len(report.Rejected) != 0 {
		t.Fatalf("%v %q %v", len(items), report.Version, report.Rejected)
	}
	s := items[0].Service
	if s.Name != "Community Counselling" || s.Organisation.Name != "Example Organization Inc." || len(s.Locations) != 1 || len(s.Schedules) != 1 ||
		*s.MinimumAge != 12 || len(s.Languages) != 1 || s.Phone == "" || s.Cost == "" || s.Locations[0].Accessibility == "" {
		t.Errorf("%+v", s)
	}
	record, err := Decode(s.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"schedules", "funding", "required_documents", "service_areas", "cost_options", "contacts", "languages"} {
		if len(objectsIn(record[list])) == 0 && len(objectsIn(objectsIn(record["service_at_locations"])[0][list])) == 0 {
			t.Errorf("%s are lost: %v", list, record)
		}
	}
}

// The sample of an American directory is of version 1, with tables of its own.
func TestPackageOfVersion1(t *testing.T) {
	items, report := readAll(t, folder(t, "directories/ohana/sample-csv"))
	if len(items) != 23 || report.Version != "HSDS 1 or 2, as tables" {
		t.Fatalf("%d services, %q, %v", len(items), report.Version, report.Rejected)
	}
	var withPlace, withOrganisation, withTopics, withEligibility, withTimes int
	for _, item := range items {
		s := item.Service
		count := func(n *int, is bool) {
			if is {
				*n++
			}
		}
		count(&withPlace, len(s.Locations) == 1)
		count(&withOrganisation, s.Organisation.Name != "")
		count(&withTopics, len(s.Topics) > 0)
		count(&withEligibility, s.Eligibility != "")
		count(&withTimes, len(s.Schedules) > 0)
	}
	if withPlace != 23 || withOrganisation != 23 || withTopics == 0 || withEligibility < 15 || withTimes == 0 {
		t.Errorf("of 23: %d places, %d organisations, %d topics, %d eligibility, %d times", withPlace, withOrganisation, withTopics, withEligibility, withTimes)
	}
}

// feed10 is a page as Open Referral UK 1.0 has it.
const feed10 = `{"totalElements":1,"totalPages":1,"number":1,"size":1,"first":true,"last":true,"content":[{
	"id":"lunch-1","name":"Harbour lunch club","description":"A hot meal","status":"active","url":"https://lunch.example","fees":"£4",
	"organization":{"id":"org-1","name":"Friends of the Harbour","url":"https://friends.example"},
	"eligibilitys":[{"id":"e","eligibility":"Older people","minimum_age":60}],
	"regular_schedules":[{"id":"r","weekday":"Tuesday","opens_at":"12:00","closes_at":"14:00"}],
	"service_taxonomys":[{"id":"st","taxonomy":{"id":"t-1","name":"Lunch clubs","vocabulary":"local"}}],
	"languages":[{"id":"l","language":"Polish"}], "fundings":[{"id":"f","source":"Council"}],
	"reviews":[{"id":"v","title":"Kind people","score":"5"}],
	"service_at_locations":[{"id":"sal","location":{"id":"hall","name":"The hall","latitude":54.0,"longitude":0.8,
		"physical_addresses":[{"id":"a","address_1":"1 Quay","city":"Harbour","postal_code":"QY1 1AA","uprn":"100"}],
		"accessibility_for_disabilities":[{"id":"x","accessibility":"Step-free"}]}}]}]}`

func TestOpenReferralUK1(t *testing.T) {
	items, report := readAll(t, []byte(feed10))
	if len(items) != 1 || report.Version != "Open Referral UK 1.0" || len(report.Rejected)+len(report.Warnings) > 0 {
		t.Fatalf("%d, %q, %v %v", len(items), report.Version, report.Rejected, report.Warnings)
	}
	s := items[0].Service
	if s.Eligibility != "Older people" || *s.MinimumAge != 60 || s.Schedules[0].Days != "TU" || s.Topics[0] != "Lunch clubs" || s.Languages[0] != "Polish" ||
		s.Locations[0].Address != "1 Quay, Harbour" || s.Locations[0].StepFree != directory.Yes || s.Organisation.Website != "https://friends.example" {
		t.Errorf("%+v", s)
	}
	if !strings.Contains(string(s.Record), "Kind people") {
		t.Error("reviews, which version 3 does not have, are lost")
	}
}

func TestPackagesThatAreNone(t *testing.T) {
	many := make(map[string]string)
	for i := range document.MostTables + 1 {
		many[fmt.Sprintf("%d.csv", i)] = ""
	}
	for name, body := range map[string][]byte{
		"no services": zipped(t, map[string]string{"organizations.csv": "id,name\n1,x\n"}),
		"broken":      []byte("PK\x03\x04 and then nothing"),
		"too many":    zipped(t, many),
		"other files": zipped(t, map[string]string{"readme.txt": "hello", "../../etc/services": "x"}),
	} {
		if _, _, err := Read(bytes.NewReader(body), "county"); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	line := "id,name\n" + strings.Repeat("1,"+strings.Repeat("x", 1<<20)+"\n", 300)
	_, _, err := Read(bytes.NewReader(zipped(t, map[string]string{"services.csv": line})), "county")
	if err == nil {
		t.Error("300 MB were unpacked")
	}
}

// Rows that break the table off, or belong to nothing, are named; the others
// are read. Windows letters are converted.
func TestAMessyPackage(t *testing.T) {
	items, report := readAll(t, zipped(t, map[string]string{
		"Service.csv":  "\ufeffid,name,status,organization_id\n1,Caf\xe9,active,9\n,Nameless id,active\n2,,active\n3,\"Quote \"\"in\"\" it\",active\n",
		"phone.csv":    "id,service_id,number\n1,1,01632 960001\n2,77,01632 960002\n",
		"metadata.csv": "id\n",
	}))
	if len(items) != 2 || items[0].Service.Name != "Café" || items[0].Service.Phone != "01632 960001" || len(report.Rejected) != 2 {
		t.Errorf("%+v %v", items, report.Rejected)
	}
	if len(report.Warnings) == 0 || report.Warnings[0].String() != "phone.csv, line 3 (2), service_id: “77” is not in Service.csv; it is left out" {
		t.Errorf("%v", report.Warnings)
	}
}

// told says whether one of the problems reads so.
func told(problems []Problem, words string) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.String() == words })
}

func TestWhatLeadsNowhereInAPackageIsSaid(t *testing.T) {
	items, report := readAll(t, zipped(t, map[string]string{
		"services.csv":            "id,name,status,organization_id,program_id\n1,Walk,active,7,\n\n2,Choir,active,8,5\n",
		"organizations.csv":       "id,name\n7,Walkers\n",
		"service_at_location.csv": "id,service_id,location_id\n1,1,4\n2,9,3\n",
		"locations.csv":           "id,name\n3,Hall\n",
		"schedules.csv":           "id,service_id,description\n1,,Mondays\n",
		"phones.csv":              "id,contact_id,number\n1,6,01632 960001\n",
		"attributes.csv":          "id,link_id,taxonomy_term_id\n1,1,2\n",
		"taxonomy_terms.csv":      "id,name\n1,Walks\n",
	}))
	if len(items) != 2 || items[0].Service.Organisation.Name != "Walkers" || items[1].Service.Organisation.Name != "" || len(report.Rejected) != 0 {
		t.Errorf("%+v %v", items, report.Rejected)
	}
	for _, words := range []string{
		"services.csv, line 4 (2), organization_id: “8” is not in organizations.csv; it is taken without",
		"services.csv, program_id: the package has no programs.csv, to which one line leads; what they need of it is left out",
		"service_at_location.csv, line 2 (1), location_id: “4” is not in locations.csv; it is taken without",
		"service_at_location.csv, line 3 (2), service_id: “9” is not in services.csv; it is left out",
		"schedules.csv, line 2 (1): belongs to nothing, for it has no service_at_location_id, service_id or location_id; it is left out",
		"phones.csv, contact_id: the package has no contacts.csv, to which one line leads; what they need of it is left out",
		"attributes.csv, line 2 (1), taxonomy_term_id: “2” is not in taxonomy_terms.csv; it is taken without",
	} {
		if !told(report.Warnings, words) {
			t.Errorf("not told: %s\n%v", words, report.Warnings)
		}
	}
}

// A quotation mark that is not closed spoils its line and swallows no others.
func TestABrokenLineOfAPackageIsQuarantined(t *testing.T) {
	items, report := readAll(t, zipped(t, map[string]string{
		"services.csv": "id,name,status\n1,\"Walk,active\n2,\"Choir, the\n\nloud one\",active\n3,Tea,active\n4,Club,active,and more\n5,The \"best\" of it,active,,\n6,\"Open,active\n7,Last,active",
		"phones.csv":   "id,\"service_id,number\n1,1,01632 960001\n",
	}))
	var names []string
	for _, item := range items {
		names = append(names, item.Service.Name)
	}
	if strings.Join(names, "|") != "Choir, the\n\nloud one|Tea|The \"best\" of it|Last" {
		t.Errorf("%q", names)
	}
	for _, words := range []string{
		"services.csv, line 2: a quotation mark is opened and not closed; the line is left out",
		"services.csv, line 7: there are more cells than headings; put cells with a comma in quotation marks. The line is left out",
		"services.csv, line 9: a quotation mark is opened and not closed; the line is left out",
		"phones.csv, line 1: a quotation mark in the headings is not closed; the table is left out",
	} {
		if !told(report.Rejected, words) {
			t.Errorf("not told: %s\n%v", words, report.Rejected)
		}
	}
}

func TestServicesOfVersion2HaveTheirTerms(t *testing.T) {
	items, report := readAll(t, zipped(t, map[string]string{
		"services.csv":           "id,name,status,organization_id\n1,Walk,active,7\n",
		"organizations.csv":      "id,name,description,url\n7,Walkers,Volunteers,https://walk.example\n",
		"service_attributes.csv": "id,service_id,taxonomy_term_id\n1,1,3\n",
		"taxonomy_terms.csv":     "id,term,description\n3,Walks,On foot\n",
		"datapackage.json":       `{"version":"2.0.1"}`,
	}))
	if len(items) != 1 || !slices.Equal(items[0].Service.Topics, []string{"Walks"}) || report.Version != "HSDS 1 or 2, as tables" || len(report.Warnings) > 0 {
		t.Errorf("%+v %q %v", items, report.Version, report.Warnings)
	}
}

func FuzzPackage(f *testing.F) {
	f.Add("id,name\n1,x\n", "id,service_id,number\n1,1,2\n", "id,location_id\n1,1\n")
	f.Fuzz(func(t *testing.T, services, phones, locations string) {
		body := zipped(t, map[string]string{"services.csv": services, "phones.csv": phones, "locations.csv": locations, "service_at_location.csv": locations, "taxonomy.csv": phones})
		_, _, _ = Read(bytes.NewReader(body), "county")
	})
}
