package dbtest

import (
	"os"
	"testing"
	"time"
)

// FsyncRate is how often a second a page of 4096 bytes can be written over and
// synced on the disk that tests use, measured for half a second. A durable
// write is worth reading only next to it.
func FsyncRate(t testing.TB) float64 {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "fsync")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	synced, began := 0, time.Now()
	for time.Since(began) < 500*time.Millisecond {
		if _, err := f.WriteAt(page, 0); err != nil {
			t.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			t.Fatal(err)
		}
		synced++
	}
	return float64(synced) / time.Since(began).Seconds()
}
