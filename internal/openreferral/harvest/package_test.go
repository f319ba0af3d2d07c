package harvest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

func packed(t *testing.T, files map[string]string) []byte {
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
	return out.Bytes()
}

// What a package lacks stands in its reading, line by line, and a line that
// cannot be read is in quarantine until it can.
func TestWhatAPackageLacksStandsInItsReading(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		take := func(services string) (h Harvest, lines []string, kept []Quarantined) {
			body := packed(t, map[string]string{"services.csv": services, "organizations.csv": "id,name,description\n7,Walkers,Volunteers\n"})
			h, _, err := File(t.Context(), d, manager, directory.Source{ID: "list"}, bytes.NewReader(body), openreferral.Read, false)
			if err != nil {
				t.Fatal(err)
			}
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				all, err := Lines(r, h.ID)
				if err != nil {
					return err
				}
				for _, l := range all {
					lines = append(lines, fmt.Sprint(l.What, " ", l.SourceID, " ", l.Details))
				}
				kept, err = Quarantine(r, "list", 10)
				return err
			})
			dbtest.ClockOf(d).Advance(time.Second)
			return h, lines, kept
		}
		h, lines, kept := take("id,organization_id,name,status\n1,8,Walk,active\n2,7,\"Choir,active\n")
		if h.Added != 1 || h.Rejected != 1 || len(kept) != 1 || kept[0].SourceID != "services.csv, line 3" || !strings.Contains(kept[0].Reason, "a quotation mark is opened and not closed") {
			t.Errorf("%+v, %+v", h, kept)
		}
		if want := "warning services.csv, line 2 (1) [{organization_id  “8” is not in organizations.csv; it is taken without}]"; !slices.Contains(lines, want) {
			t.Errorf("%q", lines)
		}
		if h, _, kept := take("id,organization_id,name,status\n1,7,Walk,active\n2,7,Choir,active\n"); h.Added != 1 || h.Changed != 1 || len(kept) != 0 {
			t.Errorf("%+v, %+v", h, kept)
		}
	})
}

func TestAFileThatIsNoPackageAndNoWorkbook(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for words, body := range map[string][]byte{
			"has no tables in it":             packed(t, map[string]string{"readme.txt": "hello"}),
			"has no services.csv, or nothing": packed(t, map[string]string{"organizations.csv": "id\n1\n"}),
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := Bring(tx, manager, "list.zip", "Village groups", body)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), words) {
				t.Errorf("%q: %v", words, err)
			}
		}
	})
}
