//go:build unix

package db

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// lockFile makes this process the only one that writes to file, until the
// returned file is closed or the process ends. SQLite itself would let a
// second process in between two commits.
func lockFile(file string) (*os.File, error) {
	f, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("db: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("db: %s is in use by another Linkwork process (%s); stop it first, or choose another data folder", file, holder(f))
		}
		return nil, fmt.Errorf("db: lock %s: %w", f.Name(), err)
	}
	if err := errors.Join(f.Truncate(0), writePID(f)); err != nil {
		f.Close()
		return nil, fmt.Errorf("db: lock %s: %w", f.Name(), err)
	}
	return f, nil
}

func writePID(f *os.File) error {
	_, err := fmt.Fprintf(f, "process %d\n", os.Getpid())
	return err
}

// holder is what the process that holds the lock wrote in it.
func holder(f *os.File) string {
	var text [64]byte
	n, _ := f.Read(text[:])
	return strings.TrimSpace(string(text[:n]))
}
