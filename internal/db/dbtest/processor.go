package dbtest

import (
	"syscall"
	"testing"
	"time"
)

// Processor is the processor time that this process has used, user and system.
func Processor(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
