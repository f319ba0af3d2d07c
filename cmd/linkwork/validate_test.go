package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
)

const soundService = `{"id":"6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d","name":"Harbour walk","status":"active","organization_id":"0b7c2b1e-2f3a-4b5c-8d6e-7f8091a2b3c4"}`

// validated runs the command and returns what it printed and the status with
// which the program would end.
func validated(t *testing.T, args ...string) (out string, status int) {
	t.Helper()
	var printed bytes.Buffer
	err := run(t.Context(), append([]string{"validate"}, args...), &printed)
	if err == nil {
		return printed.String(), 0
	}
	return printed.String() + err.Error(), exitStatus(err)
}

func saved(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "feed.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestValidateSaysWhetherAFileIsSound(t *testing.T) {
	for what, c := range map[string]struct {
		text   string
		status int
		words  string
	}{
		"sound":      {soundService, 0, "schema: passes (0 errors"},
		"unsound":    {strings.Replace(soundService, `"active"`, `"open"`, 1), 1, "Use one of: active, inactive, defunct, temporarily closed."},
		"a web page": {"<html>", 2, "feed.json is a web page, not data"},
		"empty":      {"", 2, "feed.json is empty"},
	} {
		if out, status := validated(t, "services", saved(t, c.text)); status != c.status || !strings.Contains(out, c.words) {
			t.Errorf("%s: status %d\n%s", what, status, out)
		}
	}
	for _, args := range [][]string{nil, {"services"}, {"outcodes", "x"}, {"services", "x", "--sample", "0"}, {"services", "nowhere.json"}, {"services", "x", "--jsno"}, {"services", "ftp://directory.example"}} {
		if out, status := validated(t, args...); status != 2 {
			t.Errorf("%v: status %d\n%s", args, status, out)
		}
	}
	if err := run(t.Context(), []string{"validate", "services", "x", "--help"}, new(bytes.Buffer)); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("help: %v", err)
	}
}

func TestValidateReadsAPackageOfTables(t *testing.T) {
	path := func(files map[string]string) string {
		body, err := io.ReadAll(packed(t, files))
		if err != nil {
			t.Fatal(err)
		}
		return saved(t, string(body))
	}
	sound := map[string]string{"services.csv": "id,organization_id,name,status\n1,7,Walk,active\n", "organizations.csv": "id,name,description\n7,Walkers,Volunteers\n", "phones.csv": "id,service_id,number,department\n1,1,01632 960001,Desk\n"}
	if out, status := validated(t, "services", path(sound)); status != 0 || !strings.Contains(out, "Checked as HSDS 1 or 2.") {
		t.Errorf("status %d\n%s", status, out)
	}
	sound["phones.csv"] = "id,service_id,number,department\n1,1,\"01632 960001,Desk\n2,9,01632 960002,Desk\n"
	out, status := validated(t, "services", path(sound))
	if status != 1 || !strings.Contains(out, "phones.csv: It cannot be read: a quotation mark is opened and not closed; the line is left out.\n      line 2\n") ||
		!strings.Contains(out, "refers to a service that the package does not have. Publish it, or leave the reference out.\n      line 3, id 2: 9\n") {
		t.Errorf("status %d\n%s", status, out)
	}
	if out, status := validated(t, "services", path(nil)); status != 2 || !strings.Contains(out, "has no tables in it") {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestValidateAsksAFeed(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(w, `{"version":"HSDS-UK-3.0","profile":"https://profile.example/uk","openapi_url":"https://directory.example/openapi.json"}`)
		case r.URL.Path == "/services":
			fmt.Fprintf(w, `{"total_items":1,"total_pages":1,"last_page":true,"contents":[%s]}`, soundService)
		case strings.HasPrefix(r.URL.Path, "/services/"):
			fmt.Fprint(w, soundService)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	out, status := validated(t, "services", server.URL, "--json", "--pause", "0s", "--allow", "127.0.0.1")
	var report check.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil || status != 0 {
		t.Fatalf("status %d, %v\n%s", status, err, out)
	}
	if report.Declared != "HSDS-UK-3.0" || report.Levels[0].Verdict != check.Passes || report.Useful.Services != 1 {
		t.Errorf("%+v", report)
	}
	if out, status := validated(t, "services", server.URL, "--pause", "0s"); status != 2 || !strings.Contains(out, "leads into a private network") {
		t.Errorf("a private address that is not allowed: status %d\n%s", status, out)
	}
	out, status = validated(t, "services", server.URL, "--pause", "0s", "--quiet", "--allow", "127.0.0.1")
	if status != 0 || !strings.Contains(out, "The filter search is ignored") || !strings.Contains(out, "consistency: passes with warnings") {
		t.Errorf("warnings are no errors: status %d\n%s", status, out)
	}
}
