package main

import (
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

func TestOptionsOfAnImport(t *testing.T) {
	o, left := readOptions([]string{"--name", "County list", "--dry", "--data", "x"})
	if o != (options{"County list", true}) || strings.Join(left, " ") != "--data x" {
		t.Errorf("%+v, %v", o, left)
	}
	if o, left = readOptions([]string{"-name=A", "--data=x"}); o != (options{name: "A"}) || len(left) != 1 {
		t.Errorf("%+v, %v", o, left)
	}
}
