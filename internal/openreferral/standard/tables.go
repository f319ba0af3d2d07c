package standard

import (
	"slices"
	"strings"
)

// oldTables are tables that only packages before version 3 have.
var oldTables = []string{"eligibilitys", "holiday_schedules", "link_taxonomys", "other_attributes", "payments_accepted", "physical_addresses",
	"postal_addresses", "regular_schedules", "service_attributes", "service_taxonomys"}

// newTables came with version 3.
var newTables = []string{"additional_urls", "attributes", "capacities", "units"}

// oldHeadings are columns that only packages before version 3 have, and
// newHeadings such as came with it, by table.
var (
	oldHeadings = map[string][]string{
		"services":       {"accrediations", "attending_access", "attending_type", "deliverable_type", "location_id", "taxonomy_ids"},
		"organizations":  {"date_incorporated", "url"},
		"phones":         {"department", "language"},
		"contacts":       {"personal_data", "sensitive_data"},
		"languages":      {"language"},
		"accessibility":  {"accessibility"},
		"taxonomy_terms": {"parent_name", "term", "vocabulary"},
	}
	newHeadings = map[string][]string{
		"services":       {"alert", "assurer_email", "eligibility_description", "fees_description", "last_modified", "maximum_age", "minimum_age"},
		"organizations":  {"parent_organization_id"},
		"locations":      {"external_identifier", "external_identifier_type", "location_type"},
		"addresses":      {"address_type"},
		"schedules":      {"attending_type", "notes", "schedule_link"},
		"accessibility":  {"description"},
		"languages":      {"code"},
		"cost_options":   {"currency"},
		"taxonomies":     {"uri", "version"},
		"taxonomy_terms": {"taxonomy_id", "term_uri"},
	}
	tablesOf31 = []string{"additional_urls", "capacities", "units"}
)

// Tabular is what the tables of a package tell about its version. Where nothing
// tells it, or one thing contradicts another, the standard is HSDSAny.
type Tabular struct {
	Standard Standard
	Old, New []string // what only versions before 3 have, and only those since: phones.department
}

// SeenInTables tells the version of a package by its tables, each with its
// headings. The tables have the names that version 3 gives the lists in a record.
func SeenInTables(headings map[string][]string) (t Tabular) {
	t.Old = marks(headings, oldTables, oldHeadings)
	t.New = marks(headings, newTables, newHeadings)
	switch {
	case len(t.Old) > 0 && len(t.New) == 0:
		t.Standard = HSDS12
	case len(t.New) == 0 || len(t.Old) > 0:
		t.Standard = HSDSAny
	case slices.ContainsFunc(tablesOf31, func(table string) bool { return headings[table] != nil }):
		t.Standard = HSDS31
	default:
		t.Standard = HSDS30
	}
	return t
}

// marks are the tables and the headings that a package has of those.
func marks(headings map[string][]string, tables []string, columns map[string][]string) (all []string) {
	for _, table := range tables {
		if headings[table] != nil {
			all = append(all, table)
		}
	}
	for table, names := range columns {
		for _, name := range names {
			if slices.Contains(headings[table], name) {
				all = append(all, table+"."+name)
			}
		}
	}
	slices.Sort(all)
	return all
}

// DeclaredByPackage reads the version that a package says it has. What it
// cannot read is unknown.
func DeclaredByPackage(version string) Standard {
	major, rest, _ := strings.Cut(version, ".")
	switch {
	case major == "1", major == "2":
		return HSDS12
	case major == "3" && strings.HasPrefix(rest, "1"):
		return HSDS31
	case major == "3" && (rest == "" || strings.HasPrefix(rest, "0")):
		return HSDS30
	}
	return ""
}

// Contradicts says whether the tables are not those of a declared version, or
// of no one version.
func (t Tabular) Contradicts(declared Standard) bool {
	switch declared {
	case HSDS12:
		return len(t.New) > 0
	case HSDS30, HSDS31:
		return len(t.Old) > 0
	}
	return len(t.Old) > 0 && len(t.New) > 0
}

// Other are the marks of other versions than a declared one.
func (t Tabular) Other(declared Standard) []string {
	if declared == HSDS12 {
		return t.New
	}
	return t.Old
}

// Settled is the version by which tables are checked: the declared one unless
// they contradict it, or else what is seen.
func (t Tabular) Settled(declared Standard) Standard {
	switch {
	case t.Contradicts(declared):
		return HSDSAny
	case declared != "":
		return declared
	}
	return t.Standard
}

// Some names a few marks: "phones.department, regular_schedules".
func Some(marks []string) string {
	const few = 4
	if len(marks) > few {
		return strings.Join(marks[:few], ", ") + ", …"
	}
	return strings.Join(marks, ", ")
}
