package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/taxonomies"
)

func TestImportOfATaxonomy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		run := func(o options, file string) (string, error) {
			var out strings.Builder
			err := importFile(t.Context(), d, "taxonomy", "county.csv", strings.NewReader(file), o, &out)
			return out.String(), err
		}
		const file = "id,name,parent\n1,Food,\n2,Food banks,1\n3,Lost,9\n"
		if said, err := run(options{dry: true, name: "County list"}, file); err != nil || !strings.Contains(said, "3 terms added") || !strings.Contains(said, `line 4 (3), parent: "9" is not in the file`) {
			t.Errorf("dry: %s %v", said, err)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			if all, err := taxonomies.All(r); err != nil || len(all) > 0 {
				t.Errorf("a dry run loaded %+v, %v", all, err)
			}
			return nil
		})
		if said, err := run(options{name: "County list"}, file); err != nil || !strings.Contains(said, "County list, edition 1: 3 terms added") {
			t.Errorf("%s %v", said, err)
		}
		if said, err := run(options{name: "County list"}, file); err != nil || !strings.Contains(said, "edition 1: 0 terms added, 0 changed, 3 unchanged") {
			t.Errorf("again: %s %v", said, err)
		}
		if _, err := run(options{}, `[{"id":"1","name":"Food"},{"id"`); err == nil {
			t.Error("half a file is loaded")
		}
	})
}

// packed is a zip of files, by name.
func packed(t *testing.T, files map[string]string) io.Reader {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, body := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestImportOfServicesSaysWhatWasLeftOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		run := func(what, services string) (string, error) {
			var out strings.Builder
			files := map[string]string{"services.csv": services, "organizations.csv": "id,name,description\n7,Walkers,Volunteers\n"}
			err := importFile(t.Context(), d, what, "list.zip", packed(t, files), options{}, &out)
			return out.String(), err
		}
		const broken = "id,organization_id,name,status\n1,7,Walk,active\n2,8,Choir,actve\n3,7,\"Tea,active\n"
		said, err := run("services", broken)
		if !errors.Is(err, errLeftOut) || exitStatus(err) != 3 {
			t.Errorf("status %d, %v", exitStatus(err), err)
		}
		for _, words := range []string{
			"list.zip: 2 records, read as HSDS tables; nothing tells which version\n2 added, 0 changed, 0 as before, 1 left out; 0 no longer in the file, of which 0 are withdrawn\n",
			"  left out: services.csv, line 4: a quotation mark is opened and not closed; the line is left out\n",
			"  warning: services.csv, line 3 (2), organization_id: “8” is not in organizations.csv; it is taken without\n",
			"  warning: services.csv, line 3 (2), status: “actve” is none of active, inactive, defunct, temporarily closed; taken as “active”\n",
		} {
			if !strings.Contains(said, words) {
				t.Errorf("%q is not in\n%s", words, said)
			}
		}
		said, err = run("changes", "id,organization_id,name,status,email\n1,7,Walking,active,walk@walk.example\n4,7,Club,active,\n")
		if want := `list.zip: 2 records, read as HSDS tables; nothing tells which version
If it were imported: 1 added, 1 changed, 0 as before, 0 left out; 1 no longer in the file
  Walking (1) would change
    Name: now “Walk”, would be “Walking”
    Email: now empty, would be “walk@walk.example”
  Club (4) would be added
  Choir (2) is no longer in the file
`; err != nil || said != want {
			t.Errorf("%v\n%s", err, said)
		}
		if said, err := run("services", "id,organization_id,name,status\n1,7,Walk,active\n2,7,Choir,active\n"); err != nil || !strings.Contains(said, "0 added, 1 changed, 1 as before, 0 left out") {
			t.Errorf("%v\n%s", err, said)
		}
	})
}

func TestHelpNamesTheHeadingsOfATaxonomy(t *testing.T) {
	for _, words := range []string{"parent id, parent, parentid", "alternate names, ", "3 when a service, a postcode or an outcode was left out"} {
		if !strings.Contains(importHelp, words) {
			t.Errorf("%q is not in\n%s", words, importHelp)
		}
	}
}

func TestOptionsOfAnImport(t *testing.T) {
	o, left := readOptions([]string{"--name", "County list", "--dry", "--data", "x"})
	if o != (options{"County list", true}) || strings.Join(left, " ") != "--data x" {
		t.Errorf("%+v, %v", o, left)
	}
	if o, left = readOptions([]string{"-name=A", "--data=x"}); o != (options{name: "A"}) || len(left) != 1 {
		t.Errorf("%+v, %v", o, left)
	}
}
