package dbtest

import (
	"errors"
	"os"
	"testing"
	"time"
)

// FsyncRate is how often a second a page of 4096 bytes can be written over and
// synced on the disk that tests use, measured for half a second. A durable
// write is worth reading only next to it.
func FsyncRate(t testing.TB) float64 {
	t.Helper()
	rate, err := FsyncRateIn(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return rate
}

// FsyncRateIn is FsyncRate on the disk of a folder.
func FsyncRateIn(dir string) (rate float64, err error) {
	f, err := os.CreateTemp(dir, "fsync")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	page := make([]byte, 4096)
	synced, began := 0, time.Now()
	for time.Since(began) < 500*time.Millisecond {
		if _, err := f.WriteAt(page, 0); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		synced++
	}
	return float64(synced) / time.Since(began).Seconds(), nil
}
