package check_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/shareddata"
)

func zipped(t testing.TB, files map[string]string) *bytes.Reader {
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
	return bytes.NewReader(out.Bytes())
}

func checkedPackage(t *testing.T, files map[string]string) check.Report {
	t.Helper()
	r, err := check.File(zipped(t, files), "list.zip", check.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAPackageIsCheckedRowByRow(t *testing.T) {
	good := map[string]string{
		"services.csv":             "id,name,status,organization_id,description,email\n" + uuid(1, 1) + ",Walk,active," + uuid(2, 1) + ",\"A gentle walk, with a rest\",hello@walk.example\n",
		"organizations.csv":        "id,name,description\n" + uuid(2, 1) + ",Walkers,Volunteers\n",
		"locations.csv":            "id,location_type,latitude,longitude\n" + uuid(6, 1) + ",physical,53.5,-1.5\n",
		"services_at_location.csv": "id,service_id,location_id\n" + uuid(3, 1) + "," + uuid(1, 1) + "," + uuid(6, 1) + "\n",
		"schedules.csv":            "id,service_id,freq,byday,opens_at\n" + uuid(7, 1) + "," + uuid(1, 1) + ",WEEKLY,TH,10:00\n",
	}
	r := checkedPackage(t, good)
	if r.Errors() || r.Standard != "HSDS 3.0" || r.Useful.Services != 1 || verdicts(r)[1] != check.Passes {
		t.Fatalf("%s, %d services, %+v", r.Standard, r.Useful.Services, r.Findings)
	}
	for _, m := range r.Useful.Measures {
		if (m.Name == "schedule" || m.Name == "place") && m.Have != 1 {
			t.Errorf("%s is told by another table: %+v", m.Name, m)
		}
	}
	bad := map[string]string{}
	for name, body := range good {
		bad[name] = body
	}
	bad["services.csv"] = "id,name,status,organization_id,minimum_age\nx," + "Walk,open," + uuid(2, 9) + ",old\n\n" + uuid(1, 2) + ",,active,,\n"
	r = checkedPackage(t, bad)
	found(t, r, check.Error, "services.csv", "is not a UUID")
	found(t, r, check.Error, "services.csv", "a word that the standard does not know")
	found(t, r, check.Error, "services.csv", "“minimum_age” is a text and must be a number")
	found(t, r, check.Error, "services.csv", "“name” is missing")
	for _, f := range r.Findings {
		if strings.Contains(f.Message, "“name” is missing") && f.Examples[0].Line != 4 {
			t.Errorf("the line of the row: %+v", f.Examples)
		}
	}
	found(t, r, check.Warning, "services.csv", "refers to an organisation that the package does not have")
	found(t, r, check.Warning, "services_at_location.csv", "refers to a service that the package does not have")
}

func TestPublishedPackages(t *testing.T) {
	for folder, want := range map[string]string{"hsds/3.0/examples/csv": "HSDS 3.0", "directories/ohana/sample-csv": "HSDS 1 or 2"} {
		files := make(map[string]string)
		for _, file := range shareddata.Glob(t, folder, "*.csv") {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(file)] = string(body)
		}
		r := checkedPackage(t, files)
		if r.Standard != want || r.Useful.Services == 0 || r.Errors() {
			t.Errorf("%s: %s, %d services, %+v", folder, r.Standard, r.Useful.Services, r.Findings)
		}
	}
}

func TestPackagesThatCannotBeRead(t *testing.T) {
	many := map[string]string{}
	for i := range document.MostTables + 1 {
		many[strings.Repeat("x", i+1)+".csv"] = ""
	}
	for want, file := range map[string]*bytes.Reader{
		"list.zip has no services.csv, or nothing in it that can be read":     zipped(t, map[string]string{"organizations.csv": "id,name\n1,x\n"}),
		"list.zip is a zip that cannot be opened":                             bytes.NewReader([]byte("PK\x03\x04 and nothing")),
		"list.zip has more than 100 files in it":                              zipped(t, many),
		"list.zip has no tables in it: a package has files like services.csv": zipped(t, nil),
		"list.zip has more than 256 MB when it is unpacked":                   zipped(t, map[string]string{"services.csv": "id,name\n" + strings.Repeat("1,"+strings.Repeat("x", 1<<20)+"\n", 257)}),
	} {
		if _, err := check.File(file, "list.zip", check.Options{Today: today}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}

// A package as version 1 has it, of tables that could be of any version but for
// single headings.
func version1() map[string]string {
	return map[string]string{
		"services.csv":      "id,organization_id,name,status,url,email,taxonomy_ids\n1,7,Walk,active,https://walk.example,hello@walk.example,\n",
		"organizations.csv": "id,name,description,url\n7,Walkers,Volunteers,https://walk.example\n",
		"locations.csv":     "id,organization_id,name,latitude,longitude\n3,7,Hall,53.5,-1.5\n",
		"phones.csv":        "id,service_id,number,department\n4,1,01632 960001,Desk\n",
	}
}

// told is what a package with a table more, or changed, is found to have.
func told(t *testing.T, files map[string]string, changes ...string) check.Report {
	t.Helper()
	for i := 0; i < len(changes); i += 2 {
		files[changes[i]] = changes[i+1]
	}
	return checkedPackage(t, files)
}

func TestAPackageOfVersion1IsNoBadVersion3(t *testing.T) {
	r := checkedPackage(t, version1())
	if r.Standard != "HSDS 1 or 2" || r.Seen != "HSDS 1 or 2" || r.Errors() || verdicts(r)[0] != check.Passes {
		t.Errorf("%q, %v, %+v", r.Standard, verdicts(r), r.Findings)
	}
	r = told(t, version1(), "services.csv", "id,organization_id,name,status,taxonomy_ids,email\n1,7,,open,,nobody\n")
	for _, words := range []string{"“name” is missing", "“status” has a word", "“email” is not an email address"} {
		found(t, r, check.Error, "services.csv", words)
	}
}

func TestAPackageOfWhichNothingTellsTheVersion(t *testing.T) {
	bare := func() map[string]string {
		return map[string]string{"services.csv": "id,organization_id,name,status\n1,7,Walk,open\n", "organizations.csv": "id,name,description\n7,Walkers,Volunteers\n", "locations.csv": "id,name\n3,Hall\n"}
	}
	r := checkedPackage(t, bare())
	found(t, r, check.Warning, "file", "Nothing tells which version of HSDS the tables have. Only what every version calls a fault is an error here.")
	found(t, r, check.Error, "services.csv", "“status” has a word")
	if r.Levels[0].Errors != 1 || r.Standard != "HSDS of any version" || r.Seen != "" {
		t.Errorf("%+v", r)
	}
	r = told(t, bare(), "datapackage.json", `{"version":"3.0.0"}`)
	found(t, r, check.Error, "locations.csv", "“location_type” is missing")
	if r.Standard != "HSDS 3.0" || r.Declared != "3.0.0" {
		t.Errorf("%+v", r)
	}
	r = told(t, bare(), "datapackage.json", `{"version":"3.0.0"}`, "postal_addresses.csv", "id,location_id\n1,3\n")
	found(t, r, check.Warning, "file", "The package says it has version 3.0.0, and its tables have what another has: postal_addresses.")
	r = told(t, bare(), "addresses.csv", "id,address_type\n1,postal\n", "postal_addresses.csv", "id,location_id\n1,3\n")
	found(t, r, check.Warning, "file", "what only versions before 3 have (postal_addresses) and what came with version 3 (addresses.address_type)")
	r = told(t, bare(), "datapackage.json", `{"version":"newest"}`, "sevices.csv", "id\n")
	found(t, r, check.Warning, "file", "The version in datapackage.json cannot be read")
	found(t, r, check.Advice, "sevices.csv", "This is no table of the standard")
}

// Every table is looked at, whatever version it is of.
func TestTablesOfOlderVersionsAreLookedAt(t *testing.T) {
	for what, c := range map[string]struct {
		file, body string
		severity   check.Severity
		words      string
		line       int
	}{
		"no such time":        {"regular_schedules.csv", "id,service_id,weekday,opens_at\n1,1,Monday,25:00\n", check.Warning, "“opens_at” is not a time of day", 2},
		"closes first":        {"regular_schedules.csv", "id,service_id,weekday,opens_at,closes_at\n1,1,Monday,10:00,09:00\n", check.Warning, "It closes before it opens", 2},
		"an id twice":         {"regular_schedules.csv", "id,service_id,weekday\n1,1,Monday\n\n1,1,Friday\n", check.Warning, "The id is that of an earlier line", 4},
		"no such day":         {"holiday_schedules.csv", "id,service_id,closed,start_date,end_date\n1,1,true,2026-02-30,2026-03-01\n", check.Warning, "“start_date” is not a day that there is", 2},
		"half a postcode":     {"physical_addresses.csv", "id,location_id,city,state_province,postal_code,country\n1,3,Saltmere,Saltshire,QX3,GB\n", check.Warning, "not a whole postcode", 2},
		"an address nowhere":  {"postal_addresses.csv", "id,location_id\n1,4\n", check.Warning, "It refers to a location that the package does not have", 2},
		"for nobody":          {"eligibility.csv", "id,service_id,minimum_age,maximum_age\n1,1,60,50\n", check.Warning, "The minimum age is above the maximum age", 2},
		"a time of nothing":   {"regular_schedules.csv", "id,service_id,weekday\n1,9,Monday\n", check.Warning, "It refers to a service that the package does not have", 2},
		"a phone of nobody":   {"phones.csv", "id,contact_id,number,department\n1,9,01632 960001,x\n", check.Warning, "It refers to a contact, and the package has no table of those", 2},
		"a phone of nothing":  {"phones.csv", "id,number,department\n1,01632 960001,x\n", check.Warning, "It belongs to nothing", 2},
		"no such term":        {"services_taxonomy.csv", "id,service_id,taxonomy_id\n1,1,9\n", check.Warning, "It refers to a taxonomy term, and the package has no table of those", 2},
		"no such term listed": {"services.csv", "id,organization_id,name,status,taxonomy_ids\n1,7,Walk,active,\"5, 6\"\n", check.Warning, "It refers to a taxonomy term, and the package has no table of those", 2},
		"a circle of terms":   {"taxonomy.csv", "id,name,parent_id\n5,A,6\n6,B,5\n", check.Warning, "Its parents go round in a circle", 2},
		"a link to nothing":   {"other_attributes.csv", "id,link_id,link_type\n1,99,service\n", check.Warning, "It refers to something that the package does not have", 2},
		"a day is required":   {"regular_schedules.csv", "id,service_id\n1,1\n", check.Error, "“weekday” is missing", 2},
	} {
		r := told(t, version1(), c.file, c.body)
		if f := found(t, r, c.severity, c.file, c.words); f.Examples[0].Line != c.line || f.Examples[0].Record != 0 {
			t.Errorf("%s: %+v", what, f)
		}
	}
	files := version1()
	delete(files, "organizations.csv")
	found(t, checkedPackage(t, files), check.Warning, "services.csv", "It refers to an organisation, and the package has no table of those")
}

// An id is looked for among all lines of its kind, also where two files hold it.
func TestAnIdTwiceSaysWhere(t *testing.T) {
	r := told(t, version1(), "service.csv", "id,organization_id,name,status\n1,7,Walk,active\n")
	f, _ := finds(r, "The id is that of an earlier line")
	if got := f.Examples[0].Got; got != "as in services.csv, line 2" && got != "as in service.csv, line 2" {
		t.Errorf("%+v", f)
	}
}

func TestAQuotationMarkThatIsNotClosedIsAnError(t *testing.T) {
	r := told(t, version1(), "phones.csv", "id,service_id,number,department\n4,1,\"01632 960001,Desk\n5,1,\"01632 960002\",Desk\n6,1,01632 960003\n")
	f := found(t, r, check.Error, "phones.csv", "It cannot be read: a quotation mark is opened and not closed; the line is left out.")
	if f.Examples[0].Line != 2 || f.Count != 1 {
		t.Errorf("%+v", f)
	}
	if read := r.ReadWords(); !strings.Contains(read, "2 phone numbers") {
		t.Error(read)
	}
}

// What counts is what the import would show: put together by all keys, and
// without what is wrong in itself.
func TestUsefulnessOfAPackage(t *testing.T) {
	have := func(r check.Report) map[string]int {
		all := map[string]int{}
		for _, m := range r.Useful.Measures {
			all[m.Name] = m.Have
		}
		return all
	}
	files := version1()
	files["services.csv"] = "id,location_id,name,status,eligibility,email,assured_date\n1,3,Walk,active,Anybody,nobody,2026-02-30\n"
	files["phones.csv"] = "id,organization_id,number\n4,7,01632 960001\n"
	files["regular_schedules.csv"] = "id,location_id,weekday,opens_at\n1,3,Monday,10:00\n"
	if got := have(checkedPackage(t, files)); got["contact"] != 1 || got["eligibility"] != 1 || got["schedule"] != 1 || got["place"] != 1 || got["assured"] != 0 {
		t.Errorf("%v", got)
	}
	delete(files, "phones.csv")
	files["regular_schedules.csv"] = "id,location_id,weekday,opens_at\n1,3,Monday,25:00\n"
	files["locations.csv"] = "id,latitude,longitude\n3,100,101\n"
	if got := have(checkedPackage(t, files)); got["contact"] != 0 || got["schedule"] != 0 || got["place"] != 0 {
		t.Errorf("what is wrong in itself counts: %v", got)
	}
}

// FuzzPackage gives tables any text: a report comes out, and no row is lost
// without a word.
func FuzzPackage(f *testing.F) {
	for _, files := range []map[string]string{version1(), {"services.csv": "id,name\n1,\"Walk\n2,\"\"\"x\n", "phones.csv": "id,service_id\n\"", "locations.csv": "\xef\xbb\xbfid,parent_id,taxonomy_ids\na,b,\"c,\"\nb,a\n"}} {
		f.Add(files["services.csv"], files["phones.csv"], files["locations.csv"], `{"version":"1.0"}`)
	}
	f.Add("id,name\r\n1,x\r\n", "id,number,service_id\n1,2,1,4\n", "id,latitude,longitude\n1,1e999,-0\n", `{"version":3.0}`)
	f.Fuzz(func(t *testing.T, services, phones, locations, said string) {
		r, err := check.File(zipped(t, map[string]string{"services.csv": services, "phones.csv": phones, "locations.csv": locations, "regular_schedules.csv": phones, "taxonomy.csv": locations, "datapackage.json": said}),
			"list.zip", check.Options{Today: today})
		if err == nil && r.Useful.Services == 0 || len(r.Levels) != 3 {
			t.Errorf("%v, %+v", err, r)
		}
		r.Write(new(strings.Builder))
	})
}
