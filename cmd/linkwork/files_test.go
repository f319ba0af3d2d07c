package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
)

// TestTheKeyOfFilesStaysApart takes a folder from its first start through a backup
// to another machine: the key is not in the backup, what cannot be read without it
// is said, no new key is made in its place, and with it everything opens.
func TestTheKeyOfFilesStaysApart(t *testing.T) {
	dir, folder := t.TempDir(), filepath.Join(t.TempDir(), "backup")
	said, id := startOnce(t, config{Data: dir}, "signed by Dee Marsh")
	if !strings.Contains(said, "A key for encrypted files was made: "+filepath.Join(dir, "files.key")) {
		t.Errorf("the first start says %q", said)
	}
	key, err := os.ReadFile(filepath.Join(dir, "files.key"))
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := startOnce(t, config{Data: dir}, ""); said != "" {
		t.Errorf("the second start says %q", said)
	}
	if said := commanded(t, "backup", folder, "--data", dir); !strings.Contains(said, "1 encrypted files are in it, and their key is not. Keep a copy of "+filepath.Join(dir, "files.key")) {
		t.Errorf("backup says %q", said)
	}
	backedUp, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range backedUp {
		if body, err := os.ReadFile(filepath.Join(folder, f.Name())); err != nil || bytes.Contains(body, bytes.TrimSpace(key)) || f.Name() == files.KeyFile {
			t.Errorf("the key is in %s of the backup, %v", f.Name(), err)
		}
	}

	other := t.TempDir()
	const lost = "1 encrypted files cannot be opened"
	if said := commanded(t, "restore", folder, "--data", other); !strings.Contains(said, lost) || !strings.Contains(said, "are lost; everything else is here") {
		t.Errorf("restore says %q", said)
	}
	if said, _ := startOnce(t, config{Data: other}, ""); !strings.Contains(said, lost) {
		t.Errorf("a start without the key says %q", said)
	}
	if _, err := os.Stat(filepath.Join(other, "files.key")); err == nil {
		t.Error("a key was made in the place of the one that is missing")
	}
	if err := os.WriteFile(filepath.Join(other, "files.key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	opened(t, config{Data: other}, id, "signed by Dee Marsh")

	t.Run("postgres", func(t *testing.T) {
		there := config{Database: dbtest.PostgresURL(t)}
		t.Setenv("LINKWORK_FILES_KEY", strings.TrimSpace(string(key)))
		if said := commanded(t, "restore", folder, "--database", there.Database); strings.Contains(said, lost) {
			t.Errorf("restore with the key says %q", said)
		}
		if said, _ := startOnce(t, there, ""); !strings.Contains(said, lost) || !strings.Contains(said, "LINKWORK_FILES_KEY") {
			t.Errorf("a start without the key says %q", said)
		}
		there.FilesKey = string(key)
		opened(t, there, id, "signed by Dee Marsh")
	})
	if _, err := (config{Data: dir, FilesKey: "secret"}).filesKeys(); err == nil || !strings.Contains(err.Error(), "LINKWORK_FILES_KEY") || strings.Contains(err.Error(), "secret") {
		t.Errorf("what is no key: %v", err)
	}
}

var signed = files.Owner{Kind: "consent", ID: "a"}

// startOnce does what serve does before it serves, and keeps a paper if there is
// one.
func startOnce(t *testing.T, c config, paper string) (said, id string) {
	t.Helper()
	d, err := open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var out bytes.Buffer
	keys, err := keysToServe(t.Context(), d, c, &out)
	if err != nil {
		t.Fatal(err)
	}
	if paper == "" {
		return out.String(), ""
	}
	f, err := files.New(d, keys).Take(t.Context(), files.Incoming{By: "asha", Name: "consent.pdf", MediaType: "application/pdf", Most: 100}, strings.NewReader(paper))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Write(t, d, func(tx *db.Tx) error { return files.Attach(tx, "asha", f.ID, signed, time.Time{}) })
	return out.String(), f.ID
}

func opened(t *testing.T, c config, id, want string) {
	t.Helper()
	d, err := open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	keys, err := keysToServe(t.Context(), d, c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	var f files.File
	dbtest.Read(t, d, func(r *db.Snapshot) error { f, err = files.Get(r, signed, id); return err })
	content, err := files.New(d, keys).Open(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(content); err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
}

func commanded(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, &out); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out.String()
}
