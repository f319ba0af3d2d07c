//go:build linux

package db_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// child runs one test of this binary in a process of its own, where it may
// spoil the disk. attr may be nil.
func child(t *testing.T, attr *syscall.SysProcAttr) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), "LINKWORK_TEST_CHILD=1")
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || strings.Contains(string(out), "cannot mount") {
		t.Skip("no small disk can be made here")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func isChild() bool { return os.Getenv("LINKWORK_TEST_CHILD") == "1" }

func TestNothingIsAcknowledgedWhenTheDiskIsFull(t *testing.T) {
	if !isChild() {
		child(t, &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		})
		return
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Fatal("cannot mount a small disk: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	file := move(t, dbtest.SQLiteURL(t), dir)
	d := openFile(t, file)
	slips(t, d)

	write(t, d, adds("a"))
	ballast := filepath.Join(dir, "ballast")
	fillDisk(t, ballast)
	var lost []string
	for i := range 100 { // small writes, so that it is the commit that finds no room
		id := fmt.Sprintf("n%03d", i)
		got := batch(t, d, adds(id), adds(id+"x"))
		if got[0].err == nil && got[1].err == nil {
			continue
		}
		if !errors.Is(got[0].err, db.ErrUnavailable) || !errors.Is(got[1].err, db.ErrUnavailable) {
			t.Fatalf("some were told that they were saved: %+v", got)
		}
		lost = append(lost, id, id+"x")
	}
	if len(lost) == 0 {
		t.Fatal("the disk never was full")
	}
	if err := d.Ready(t.Context()); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("ready on a full disk: %v", err)
	}
	there := strings.Join(ids(t, d), " ") // reading goes on
	for _, id := range lost {
		if strings.Contains(there, id+" ") {
			t.Errorf("%s is there and nobody was told", id)
		}
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("not ready when there is room again: %v", err)
	}
	write(t, d, adds("z"))
}

func TestNothingIsAcknowledgedAfterTheDiskFails(t *testing.T) {
	if !isChild() {
		child(t, nil)
		return
	}
	d := openFile(t, move(t, dbtest.SQLiteURL(t), t.TempDir()))
	slips(t, d)
	write(t, d, adds("a"))
	// A file that must not grow fails a write in the log with an error of the
	// file system, as a broken disk does.
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was)
	syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 64 << 10, Max: was.Max})
	failed := false
	for i := 0; i < 100 && !failed; i++ {
		got := batch(t, d, adds(fmt.Sprintf("n%03d", i)), adds(fmt.Sprintf("n%03dx", i)))
		if (got[0].err == nil) != (got[1].err == nil) {
			t.Fatalf("one was saved and one was not: %+v", got)
		}
		failed = failed || errors.Is(got[0].err, db.ErrUnavailable)
	}
	syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was)
	if !failed {
		t.Fatal("the disk never failed")
	}
	if err := d.Write(t.Context(), adds("z")); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("a write after the failure: %v", err)
	}
	if err := d.Ready(t.Context()); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("ready after the failure: %v", err)
	}
	if got := ids(t, d); got[0] != "a" {
		t.Errorf("reading: %q", got)
	}
}

// move takes an empty database to dir.
func move(t *testing.T, url, dir string) string {
	t.Helper()
	b, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "linkwork.db")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func openFile(t *testing.T, file string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// fillDisk writes until there is no room.
func fillDisk(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}
