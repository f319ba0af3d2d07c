package publish

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"linkwork/internal/db/dbtest"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/standard"
	"linkwork/internal/shareddata"
)

// published examples of services with everything nested.
func examples(t *testing.T) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	for _, folder := range []string{"oruk/3.0/examples", "hsds/3.0/examples", "oruk/validator-mocks/V3.0-UK-Default", "oruk/validator-mocks/V3.0-UK-Warn"} {
		for _, name := range []string{"service_full.json", "service_list.json"} {
			body, err := os.ReadFile(shareddata.Path(t, folder, name))
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.Join(folder, name)] = body
		}
	}
	return all
}

// What was imported comes out field by field as it came in: ids, unknown
// fields and numbers as they were written included. What has no value, and the
// moment of the last change, are ours.
func TestNothingIsLostBetweenImportAndPublishing(t *testing.T) {
	for name, body := range examples(t) {
		f := newFeed(t, dbtest.SQLite(t))
		report, err := openreferral.Import(context.Background(), f.d, bytes.NewReader(body), "example")
		if err != nil || report.Added == 0 {
			t.Fatalf("%s: %v %v", name, report, err)
		}
		f.publish()
		whole := decoded(t, body)
		records := objects(whole["contents"])
		if len(records) == 0 {
			records = []fields{whole}
		}
		for _, told := range records {
			prune(told)
			given := f.object("/services/" + textOf(told["id"]))
			for _, path := range missingIn("", told, given) {
				t.Errorf("%s: %s", name, path)
			}
			for _, s := range []standard.Standard{standard.ORUK3, standard.HSDS31} {
				for _, fault := range s.Check("service", standard.Full, given) {
					t.Errorf("%s: %s: %s %s", name, s, fault.Rule, fault.Path)
				}
			}
		}
	}
}

// missingIn lists what was told and is not given, or differs.
func missingIn(path string, told, given any) (all []string) {
	switch v := told.(type) {
	case fields:
		other, _ := given.(fields)
		for name, value := range v {
			if name != "last_modified" {
				all = append(all, missingIn(path+"."+name, value, other[name])...)
			}
		}
	case []any:
		other, _ := given.([]any)
		if len(other) != len(v) {
			return []string{fmt.Sprintf("%s has %d of %d", path, len(other), len(v))}
		}
		for i := range v {
			all = append(all, missingIn(fmt.Sprintf("%s[%d]", path, i), v[i], other[i])...)
		}
	default:
		if fmt.Sprint(told) != fmt.Sprint(given) && given == nil || given != nil && fmt.Sprint(told) != fmt.Sprint(given) {
			all = append(all, fmt.Sprintf("%s: %v became %v", path, told, given))
		}
	}
	slices.Sort(all)
	return all
}

// Everything that is published passes the tables, whatever was imported.
func TestOddRecordsAreMendedOrLeftOut(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	f.take("odd", lunch(1, `,"url":"lunch.example","email":"no address","minimum_age":"18","maximum_age":null,"phones":[{"number":"01632 960001"},{"id":"x"}],
		"x_colour":"green","organization":{"id":"org 1","name":"Friends","website":"javascript:alert(1)"},
		"service_at_locations":[{"location":{"id":"hall","name":"Hall","location_type":"somewhere","addresses":[{"address_1":"1 High Street"},{"city":""}]}}],
		"contacts":{"name":"Front desk"},"schedules":[{"freq":"DAILY","opens_at":"10:00"}],"cost_options":["free"],"languages":[null,{"name":"Polish"}]`))
	given := f.object("/services/" + idOf(1))
	for _, s := range published {
		for _, fault := range s.Check("service", standard.Full, given) {
			t.Errorf("%s: %s %s", s, fault.Rule, fault.Path)
		}
	}
	for path, want := range map[string]any{"url": "https://lunch.example", "minimum_age": "18", "email": nil, "x_colour": "green", "maximum_age": nil} {
		if got := given[path]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if phones := objects(given["phones"]); len(phones) != 1 || textOf(phones[0]["number"]) != "01632 960001" {
		t.Errorf("phones %v", phones)
	}
	organization := f.object("/organizations/" + textOf(given["organization_id"]))
	if organization["name"] != "Friends" || organization["website"] != nil || len(objects(organization["services"])) != 1 {
		t.Errorf("%v", organization)
	}
	for _, list := range lists {
		for _, id := range f.ids("/" + list.path) {
			record := f.object("/" + list.path + "/" + id)
			for _, fault := range faultsOf(list.kind, standard.Full, record) {
				t.Errorf("%s: %s %s", list.path, fault.Rule, fault.Path)
			}
		}
		for _, record := range objects(f.object("/" + list.path)["contents"]) {
			for _, fault := range faultsOf(list.kind, standard.Listed, record) {
				t.Errorf("%s: listed: %s %s", list.path, fault.Rule, fault.Path)
			}
		}
	}
}
