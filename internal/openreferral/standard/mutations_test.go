package standard_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// strange are values that a field may get instead of its own.
var strange = []any{
	nil, "", " ", "x y", true, json.Number("12"), json.Number("-0.5"), json.Number("1e3"), []any{}, []any{nil}, []any{map[string]any{}}, map[string]any{}, map[string]any{"id": "1"},
	// UUIDs
	"AC148810-D857-441C-9679-408F346DE14B", "{ac148810-d857-441c-9679-408f346de14b}", "ac148810d857441c9679408f346de14b", "ac148810-d857-441c-9679-408f346de14g", "1", "ac148810-d857-441c-9679-408f346de14b ",
	// web addresses
	"https://saltmere.example/walk", "example_com", "www.saltmere.example", "//saltmere.example", "/walk", "http:", "https://", "mailto:a@saltmere.example", "http://a b", "http://[::1]/", "http://[::1", "http://%zz", "http://x.example/ü", "javascript:alert(1)", "tel:01632960100", "1http://x.example", "http://[::zz]/", ":x",
	// addresses for mail
	"walk@saltmere.example", "walk@saltmere", "walk@", "@saltmere.example", "a@b@saltmere.example", ".a@saltmere.example", "a..b@saltmere.example", `"a b"@saltmere.example`, "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "a@[x]", "a@-x.example", "a@x_y.example", "Walk <walk@saltmere.example>", "ü@saltmere.example", "a@saltmere.example.", strings.Repeat("a", 64) + "@saltmere.example", strings.Repeat("a", 65) + "@saltmere.example", "a@" + strings.Repeat("a", 64) + ".example", "a@" + strings.Repeat("a.", 130) + "example",
	// moments
	"2023-03-15T10:30:45Z", "2023-03-15T10:30:45.123+01:00", "2023-03-15t10:30:45z", "2023-03-15 10:30:45Z", "2023-03-15T10:30:45", "2023-02-30T10:30:45Z", "2023-03-15T24:00:00Z", "2023-03-15T10:30Z", "2023-03-15", "2016-12-31T23:59:60Z", "2016-12-31T22:59:60Z", "2016-12-31T22:59:60-01:00", "2016-12-31T23:59:61Z", "2023-03-15T10:30:45+25:00", "2023-03-15T10:30:45.Z", "2023-03-15T10:30:45+0100",
	// words of lists
	"active", "Active", "ACTIVE", "temporarily closed", "temporarily_closed", "WEEKLY", "weekly", "DAILY", "MO", "physical", "virtual", "Postal",
}

// mutations are copies of a record with one thing changed: a field dropped, one
// more than there should be, or a value replaced by a strange one.
func mutations(record any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		if !yield("not an object", "text") {
			return
		}
		change(record, "", func(what string, changed any) bool { return yield(what, changed) })
	}
}

// change calls yield with each changed copy of a value. Copies share what has
// not changed.
func change(value any, path string, yield func(string, any) bool) bool {
	switch v := value.(type) {
	case map[string]any:
		if !more(v, path, yield) {
			return false
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			put := func(what string, inner any) bool { return yield(what, with(v, name, inner)) }
			without := maps.Clone(v)
			delete(without, name)
			if !yield(path+"."+name+" dropped", without) || !changeOne(v[name], path+"."+name, put) {
				return false
			}
		}
	case []any:
		for i := range v {
			put := func(what string, inner any) bool {
				list := slices.Clone(v)
				list[i] = inner
				return yield(what, list)
			}
			if !changeOne(v[i], fmt.Sprintf("%s[%d]", path, i), put) {
				return false
			}
		}
	}
	return true
}

// more adds a field that no standard has, and relations in places that may not
// have them, with a record in them that has nothing.
func more(fields map[string]any, path string, yield func(string, any) bool) bool {
	if !yield(path+" with another field", with(fields, "linkwork_extra", json.Number("1"))) {
		return false
	}
	for _, name := range []string{"service", "services", "service_at_locations", "organization", "location", "taxonomy_terms", "phones", "attributes", "metadata", "program", "capacities"} {
		if fields[name] != nil {
			continue
		}
		for _, empty := range []any{map[string]any{}, []any{map[string]any{}}} {
			if !yield(path+" with "+name, with(fields, name, empty)) {
				return false
			}
		}
	}
	return true
}

func changeOne(value any, path string, put func(string, any) bool) bool {
	for _, odd := range strange {
		if !put(fmt.Sprintf("%s = %s", path, asJSON(odd)), odd) {
			return false
		}
	}
	return change(value, path, put)
}

func with(fields map[string]any, name string, value any) map[string]any {
	fields = maps.Clone(fields)
	fields[name] = value
	return fields
}
