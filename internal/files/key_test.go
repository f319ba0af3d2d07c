package files_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwork/internal/files"
)

func TestTheKeyIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, files.KeyFile)
	if k, err := files.KeysIn(dir); err != nil || !k.None() {
		t.Fatalf("keys where there are none: %v", err)
	}
	if k, err := files.MakeKey(dir); err != nil || k.None() {
		t.Fatal(err)
	}
	about, err := os.Stat(path)
	if err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", about.Mode(), err)
	}
	before, err := os.ReadFile(path)
	if err != nil || len(before) != 65 {
		t.Errorf("%d bytes, %v", len(before), err)
	}
	if _, err := files.MakeKey(dir); err == nil {
		t.Error("a key was written over another")
	}
	if k, err := files.KeysIn(dir); err != nil || k.None() {
		t.Errorf("not read: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("it changed")
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := files.KeysIn(dir); err == nil || !strings.Contains(err.Error(), "chmod 600 "+path) {
		t.Errorf("others can read it: %v", err)
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]string{
		"":                                       "it is empty",
		" \n":                                    "it is empty",
		"a word":                                 "64 hexadecimal digits",
		files.NewKey()[1:]:                       "64 hexadecimal digits",
		files.NewKey() + files.NewKey():          "64 hexadecimal digits",
		files.NewKey() + "\n" + "half" + "\n":    "64 hexadecimal digits",
		strings.Repeat("g", 64):                  "64 hexadecimal digits",
		strings.ToUpper(files.NewKey()):          "",
		files.NewKey() + "\r\n" + files.NewKey(): "",
	} {
		if err := os.WriteFile(filepath.Join(dir, files.KeyFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := files.KeysIn(dir)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), strings.TrimSpace(text)) && len(text) > 10) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
