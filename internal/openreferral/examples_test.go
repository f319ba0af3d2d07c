package openreferral

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/shareddata"
)

// services that each published example holds; the others hold none and say so.
var inExamples = map[string]int{
	"service_full.json": 1, "service_list.json": 1, "service_at_location_full.json": 1, "service_at_location_list.json": 1,
	"organization_full.json": 1, "organization.json": 1,
}

func TestPublishedExamples(t *testing.T) {
	for _, folder := range []string{"oruk/3.0/examples", "hsds/3.0/examples", "oruk/validator-mocks/V3.0-UK-Default", "oruk/validator-mocks/V3.0-UK-Warn"} {
		for _, path := range shareddata.Glob(t, folder, "*.json") {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(path)
			items, report, err := Read(bytes.NewReader(body), "example")
			if err != nil {
				t.Errorf("%s/%s: %v", folder, name, err)
				continue
			}
			if len(items) != inExamples[name] || len(items) == 0 && len(report.Rejected) == 0 {
				t.Errorf("%s/%s: %d services, %v", folder, name, len(items), report.Rejected)
			}
			for _, p := range append(report.Rejected, report.Warnings...) {
				t.Logf("%s/%s: %s", folder, name, p)
			}
		}
	}
}

func TestImportPublishedService(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		body := shareddata.Read(t, "oruk/3.0/examples/service_full.json")
		first, err := Import(context.Background(), d, bytes.NewReader(body), "example")
		if err != nil || first.Added != 1 || first.Read != 1 {
			t.Fatalf("%v, %v", first, err)
		}
		again, err := Import(context.Background(), d, bytes.NewReader(body), "example")
		if err != nil || again.Unchanged != 1 || again.Added+again.Changed != 0 {
			t.Errorf("again: %v, %v", again, err)
		}
		s := stored(t, d, "ac148810-d857-441c-9679-408f346de14b")
		if s.Name != "Community Counselling" || s.Organisation.Name != "Example Organization Inc." || s.Free != directory.No ||
			*s.MinimumAge != 12 || s.AssuredOn.String() != "2005-01-01" || s.Locations[0].StepFree != directory.Yes || s.Locations[0].Point.Known() {
			t.Errorf("%+v", s)
		}
		if want := "Thursdays and Fridays, 10am to 6pm. The service is available"; !strings.HasPrefix(s.Schedules[0].Summary, want) || s.Schedules[0].Days != "TH,FR" {
			t.Errorf("%+v", s.Schedules)
		}
		if want := "Under 18s and Over 60s: £35 per 1 hour session. fees_description"; s.Cost != want {
			t.Errorf("cost %q", s.Cost)
		}
		var kept, published any
		if err := errors.Join(json.Unmarshal(s.Record, &kept), json.Unmarshal(body, &published)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(published, kept); diff != "" {
			t.Error("the original is not kept whole:", diff)
		}
	})
}

func stored(t *testing.T, d *db.DB, id string) (s directory.Service) {
	t.Helper()
	err := d.Read(context.Background(), func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return s
}
