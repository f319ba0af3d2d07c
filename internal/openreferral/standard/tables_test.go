package standard_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/openreferral/standard"
	"linkwork/internal/shareddata"
)

func TestTheVersionOfAPackage(t *testing.T) {
	services := []string{"id", "organization_id", "name", "status"}
	for what, c := range map[string]struct {
		headings map[string][]string
		want     standard.Standard
		told     string
	}{
		"nothing tells it":             {map[string][]string{"services": services, "organizations": {"id", "name", "description"}}, standard.HSDSAny, ""},
		"a heading of a phone":         {map[string][]string{"services": services, "phones": {"id", "number", "department"}}, standard.HSDS12, "phones.department"},
		"a table of before":            {map[string][]string{"services": services, "regular_schedules": {"id"}}, standard.HSDS12, "regular_schedules"},
		"topics in the service":        {map[string][]string{"services": append(services, "taxonomy_ids")}, standard.HSDS12, "services.taxonomy_ids"},
		"what version 3 requires":      {map[string][]string{"services": services, "locations": {"id", "location_type"}}, standard.HSDS30, "locations.location_type"},
		"what came with 3.1":           {map[string][]string{"services": services, "capacities": {"id"}}, standard.HSDS31, "capacities"},
		"one contradicts another":      {map[string][]string{"services": append(services, "alert"), "eligibilitys": {"id"}}, standard.HSDSAny, "eligibilitys"},
		"a heading that any could add": {map[string][]string{"services": append(services, "colour")}, standard.HSDSAny, ""},
	} {
		seen := standard.SeenInTables(c.headings)
		if seen.Standard != c.want || c.told != "" && !slices.Contains(append(seen.Old, seen.New...), c.told) {
			t.Errorf("%s: %+v", what, seen)
		}
	}
	for version, want := range map[string]standard.Standard{"1.0": standard.HSDS12, "2.0.1": standard.HSDS12, "3.0.0": standard.HSDS30, "3": standard.HSDS30, "3.1": standard.HSDS31, "3.2": "", "30": "", "": "", "newest": ""} {
		if got := standard.DeclaredByPackage(version); got != want {
			t.Errorf("%q: %q, want %q", version, got, want)
		}
	}
}

// described is one table in the official description of a package.
type described struct {
	Name   string
	Path   string
	Schema struct {
		Fields []struct {
			Name, Type  string
			Constraints struct{ Required bool }
		}
	}
}

func descriptions(t *testing.T, file string) (all []described) {
	t.Helper()
	var read struct{ Resources []described }
	if err := json.Unmarshal(shareddata.Read(t, file), &read); err != nil || len(read.Resources) < 20 {
		t.Fatal(len(read.Resources), err)
	}
	return read.Resources
}

// Each official description of a package tells its version by its headings.
func TestOfficialPackagesAreToldByTheirHeadings(t *testing.T) {
	for file, want := range map[string]standard.Standard{"oruk/1.0/ExtendedDataPackage.json": standard.HSDS12, "hsds/3.0/datapackage.json": standard.HSDS30} {
		headings := map[string][]string{}
		for _, table := range descriptions(t, file) {
			for _, field := range table.Schema.Fields {
				name := strings.TrimSuffix(filepath.Base(table.Path), ".csv")
				headings[name] = append(headings[name], field.Name)
			}
		}
		if seen := standard.SeenInTables(headings); seen.Standard != want {
			t.Errorf("%s: %+v", file, seen)
		}
	}
}

// What we require of the tables before version 3, the official description of
// Open Referral UK 1.0 requires too: an empty row has no fault that is not one
// there.
func TestNothingIsRequiredOfOlderTablesThatIsNotOfficially(t *testing.T) {
	known := 0
	for _, table := range descriptions(t, "oruk/1.0/ExtendedDataPackage.json") {
		kind := map[string]string{"accessibility_for_disabilities": "accessibility", "taxonomy": "taxonomy_term"}[table.Name]
		if kind == "" {
			kind = table.Name
		}
		if !standard.HSDS12.Knows(kind) {
			continue
		}
		known++
		for _, fault := range standard.HSDS12.Check(kind, standard.Listed, map[string]any{}) {
			required := false
			for _, field := range table.Schema.Fields {
				required = required || field.Name == fault.Path && field.Constraints.Required
			}
			if !required {
				t.Errorf("%s.%s is not required officially", kind, fault.Path)
			}
		}
	}
	if known < 20 {
		t.Errorf("only %d tables were compared", known)
	}
}

func TestAVersionThatNothingTellsHasOnlyTheFaultsOfAll(t *testing.T) {
	service := map[string]any{"id": "1", "name": "Walk", "organization_id": "2", "status": "open", "email": "nobody", "minimum_age": "old"}
	var paths []string
	for _, f := range standard.HSDSAny.Check("service", standard.Listed, service) {
		paths = append(paths, f.Path)
	}
	if slices.Sort(paths); !slices.Equal(paths, []string{"email", "status"}) {
		t.Error(paths)
	}
	if faults := standard.HSDSAny.Check("regular_schedule", standard.Listed, map[string]any{"id": "1"}); len(faults) != 1 || faults[0].Path != "weekday" {
		t.Errorf("a table that one version has follows that one: %+v", faults)
	}
	if faults := standard.HSDSAny.Beyond("regular_schedule", map[string]any{"opens_at": "25:00"}); len(faults) != 1 {
		t.Errorf("%+v", faults)
	}
}
