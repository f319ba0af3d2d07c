package r4

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/shareddata"
)

// faulty are the published examples that are not valid R4, and the element
// that each is refused for.
var faulty = map[string]string{
	"service_request_GET-success.json":            "Bundle.entry[0]",
	"service_request_id_GET-success.json":         "ServiceRequest.basedOn",
	"service_request_PUT-body.json":               "ServiceRequest.basedOn",
	"service_request_PATCH-body.json":             "ServiceRequest.status",
	"document_reference_POST-body.json":           "DocumentReference.status",
	"metadata_BaRS_API_Capability_Statement.json": "CapabilityStatement.rest[0].security",
	"process_message_POST-success.json":           "Bundle.entry[6].resource.id", // "[Practitionerid]"
}

func TestPublishedExamples(t *testing.T) {
	known := 0
	for _, folder := range []string{"bars", "ukcore", "hsd"} {
		for _, path := range shareddata.Glob(t, "fhir/"+folder, "*.json") {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(path)
			resource, err := Decode(body, Strict())
			if where, bad := faulty[name]; bad {
				if issues, ok := err.(Issues); !ok || !names(issues, where) {
					t.Errorf("%s: %v, want a fault at %s", name, err, where)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if _, other := resource.(*Other); !other {
				known++
			}
			roundTrip(t, name, body, resource)
		}
	}
	if known < 20 {
		t.Errorf("only %d examples of types modelled here", known)
	}
}

func names(issues Issues, expression string) bool {
	for _, issue := range issues {
		if issue.Expression == expression || strings.HasPrefix(issue.Expression, expression+".") {
			return true
		}
	}
	return false
}

// roundTrip compares what went in with what comes out as JSON values.
func roundTrip(t *testing.T, name string, body []byte, resource Resource) {
	t.Helper()
	again, err := Encode(resource)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if diff := cmp.Diff(values(t, body), values(t, again)); diff != "" {
		t.Errorf("%s is not the same after a round trip: %s", name, diff)
	}
}

// values reads JSON with its numbers as they are written.
func values(t *testing.T, body []byte) (v any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}
