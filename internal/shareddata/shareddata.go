// Package shareddata finds the published reference files that tests read:
// examples of the standards, outcodes, and the like. They lie beside the
// repository, in shared/data, and are not part of it. Only tests import it.
package shareddata

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the path of a file or folder under shared/data. If it is not
// there the test is skipped with a message, or fails when LINKWORK_TEST_STRICT
// is 1.
func Path(t testing.TB, names ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{moduleRoot(t), "..", "shared", "data"}, names...)...)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	const message = "shared/data/%s is not beside the repository, so this is not tested"
	if os.Getenv("LINKWORK_TEST_STRICT") == "1" {
		t.Fatalf(message, filepath.Join(names...))
	}
	t.Skipf(message, filepath.Join(names...))
	return ""
}

// Read returns the bytes of a file under shared/data.
func Read(t testing.TB, names ...string) []byte {
	t.Helper()
	body, err := os.ReadFile(Path(t, names...))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// Glob returns the files under shared/data that match a pattern. None is a
// failure: a test over no files tests nothing.
func Glob(t testing.TB, folder, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(Path(t, folder), pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("shared/data/%s/%s: %d files, %v", folder, pattern, len(files), err)
	}
	return files
}

// moduleRoot is the nearest folder above the test that holds go.mod.
func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no go.mod above the test")
	return ""
}
