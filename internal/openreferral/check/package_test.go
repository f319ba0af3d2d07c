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
	found(t, r, check.Warning, "services.csv", "refers to an organisation that the feed does not have")
	found(t, r, check.Warning, "services_at_location.csv", "refers to a service that the feed does not have")
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
		if r.Standard != want || r.Useful.Services == 0 {
			t.Errorf("%s: %s, %d services", folder, r.Standard, r.Useful.Services)
		}
		t.Logf("%s: %d findings", folder, len(r.Findings))
		for _, f := range r.Findings {
			t.Logf("%s %s %s: %s %+v", f.Level, f.Severity, f.Where, f.Message, f.Examples[:min(1, len(f.Examples))])
		}
	}
}

func TestPackagesThatCannotBeRead(t *testing.T) {
	many := map[string]string{}
	for i := range document.MostTables + 1 {
		many[strings.Repeat("x", i+1)+".csv"] = ""
	}
	for want, file := range map[string]*bytes.Reader{
		"list.zip has no services.csv":       zipped(t, map[string]string{"organizations.csv": "id,name\n1,x\n"}),
		"list.zip the zip file cannot be":    bytes.NewReader([]byte("PK\x03\x04 and nothing")),
		"list.zip more than 100 files in it": zipped(t, many),
	} {
		_, err := check.File(file, "list.zip", check.Options{Today: today})
		if err == nil || !strings.HasPrefix(err.Error(), want[:20]) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
