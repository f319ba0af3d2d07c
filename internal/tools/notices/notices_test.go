package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDesignSystemLicenceIsChecked(t *testing.T) {
	dir := t.TempDir()
	put := func(licence string) {
		t.Helper()
		p := filepath.Join(dir, "nhsuk-frontend")
		if err := os.MkdirAll(p, 0o755); err != nil {
			t.Fatal(err)
		}
		body := `{"name":"nhsuk-frontend","version":"10.6.1","license":"` + licence + `"}`
		if err := os.WriteFile(filepath.Join(p, "package.json"), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("MIT")
	n, err := designSystem(dir)
	if err != nil || !strings.Contains(n.Text, "Copyright (c) 2019 NHS England") {
		t.Errorf("notice = %+v, %v", n, err)
	}
	put("GPL-3.0")
	if _, err := designSystem(dir); err == nil {
		t.Error("a changed licence was not noticed")
	}
}

func TestLicenceTexts(t *testing.T) {
	dir := t.TempDir()
	if _, err := licenceTexts(dir); err == nil {
		t.Error("a module without licence was accepted")
	}
	for name, text := range map[string]string{"LICENSE.md": "one\n", "NOTICE": "two", "licenses.go": "not this"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := licenceTexts(dir)
	if err != nil || got != "one\n\ntwo" {
		t.Errorf("texts = %q, %v", got, err)
	}
}

func TestDistinctLeavesOutOurOwn(t *testing.T) {
	got, err := distinct([]byte(`{"Module":{"Path":"linkwork","Main":true}}{}{"Module":{"Path":"b","Dir":"/b"}}{"Module":{"Path":"a","Replace":{"Dir":"/r"}}}{"Module":{"Path":"b","Dir":"/b"}}`))
	if err != nil || len(got) != 2 || got[0].Path != "a" || got[0].Dir != "/r" || got[1].Path != "b" {
		t.Errorf("distinct = %+v, %v", got, err)
	}
}
