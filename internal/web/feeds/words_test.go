package feeds

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesBreakBetweenTheirWords(t *testing.T) {
	for name, want := range map[string]string{
		"/services": "/services", "/services/{id}": "/services/|{id}", "/service_at_locations": "/service_|at_|locations", "": "", "/": "/", "a": "a", "schedules[].opens_at": "schedules[].|opens_|at", "..": "..", "é_é": "é_|é",
	} {
		if got := parts(name); strings.Join(got, "|") != want || strings.Join(got, "") != name || slices.Contains(got, "") {
			t.Errorf("%q: %q", name, got)
		}
	}
}
