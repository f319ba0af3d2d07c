package openreferral

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

// feedOf makes a page of n services, some of them sharing places.
func feedOf(n int, change func(i int) string) string {
	records := make([]string, n)
	for i := range records {
		records[i] = fmt.Sprintf(`{"id":"s%d","name":"Service %d","status":"active","description":%q,
			"organization":{"id":"o%d","name":"Organisation %d"},
			"service_at_locations":[{"location":{"id":"l%d","addresses":[{"address_1":"%d High Street","postal_code":"QX1 1AA"}]}}]}`,
			i, i, change(i), i%7, i%7, i%11, i%11)
	}
	return `{"contents":[` + strings.Join(records, ",") + `]}`
}

func imported(t *testing.T, d *db.DB, feed, source string) Report {
	t.Helper()
	report, err := Import(context.Background(), d, strings.NewReader(feed), source)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		feed := feedOf(250, func(int) string { return "A lunch club" })
		if r := imported(t, d, feed, "county"); r.Added != 250 || r.Read != 250 || len(r.Rejected)+len(r.Warnings)+len(r.Missing) != 0 {
			t.Errorf("first: %v\n%s", r, problems(r.Rejected))
		}
		if r := imported(t, d, feed, "county"); r.Unchanged != 250 || r.Added+r.Changed != 0 {
			t.Errorf("the same again: %v", r)
		}
		changed := feedOf(249, func(i int) string {
			if i == 3 {
				return "A choir"
			}
			return "A lunch club"
		})
		if r := imported(t, d, changed, "county"); r.Changed != 1 || r.Unchanged != 248 || !slices.Equal(r.Missing, []string{"s249"}) {
			t.Errorf("changed: %v", r)
		}
		s := stored(t, d, stableID("county", "service", "s3"))
		if s.Description != "A choir" || s.Organisation.Name != "Organisation 3" || s.Locations[0].Postcode != "QX1 1AA" {
			t.Errorf("%+v", s)
		}
		if !s.Locations[0].Point.InUK() {
			t.Error("a place without a position lies in the middle of its outcode")
		}
		dir := directory.New()
		err := d.Read(context.Background(), func(r *db.Snapshot) error {
			result, err := dir.Search(r, directory.Query{Words: "lunch"}, directory.Page{})
			if result.Total != 249 {
				t.Errorf("%d found", result.Total)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestTwoSourcesWithOneID(t *testing.T) {
	d := dbtest.SQLite(t)
	const record = `{"id":"ac148810-d857-441c-9679-408f346de14b","name":"%s","status":"active"}`
	imported(t, d, fmt.Sprintf(record, "Lunch"), "county")
	if r := imported(t, d, fmt.Sprintf(record, "LUNCH"), "city"); r.Added != 1 || len(r.Rejected) != 0 {
		t.Errorf("the same service: %v %s", r, problems(r.Rejected))
	}
	if r := imported(t, d, fmt.Sprintf(record, "Debt advice"), "village"); r.Added != 0 || len(r.Rejected) != 1 || !strings.Contains(r.Rejected[0].Reason, "another source") {
		t.Errorf("another service: %v %s", r, problems(r.Rejected))
	}
}

func TestImportNeedsASource(t *testing.T) {
	if _, err := Import(context.Background(), dbtest.SQLite(t), strings.NewReader("[]"), ""); err == nil {
		t.Error("no source is accepted")
	}
}

func TestImportStopsWhenAskedTo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Import(ctx, dbtest.SQLite(t), strings.NewReader(feedOf(3, func(int) string { return "" })), "county"); err == nil {
		t.Error("a cancelled import returns no error")
	}
}

func BenchmarkImport(b *testing.B) {
	feed := feedOf(1000, func(int) string { return "A lunch club for people who like company, every week." })
	for b.Loop() {
		d := dbtest.SQLite(b)
		for range 2 {
			if _, err := Import(context.Background(), d, strings.NewReader(feed), "county"); err != nil {
				b.Fatal(err)
			}
		}
	}
}
