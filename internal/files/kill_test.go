//go:build unix

package files_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
)

// TestKilledWhileAFileComesIn kills a process that takes a file in: what is left
// belongs to nothing, has no key, and is swept.
func TestKilledWhileAFileComesIn(t *testing.T) {
	if url := os.Getenv("LINKWORK_TEST_KILL"); url != "" {
		takeForEver(t, url)
		return
	}
	url := dbtest.SQLiteURL(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWhileAFileComesIn$")
	cmd.Env = append(os.Environ(), "LINKWORK_TEST_KILL="+url)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "some is in"; {
	}
	cmd.Process.Kill()
	cmd.Wait()

	clock := dbtest.NewClock()
	clock.Set(time.Now())
	d, err := db.Open(t.Context(), url, db.WithClock(clock.Now))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	c := cabinet{t, d, files.New(d, newKeys(t))}
	if n := c.count(`SELECT count(*) FROM file_chunks`); n < 8 {
		t.Fatalf("%d pieces: it was killed before it had begun", n)
	}
	if n := c.count(`SELECT count(*) FROM files WHERE attached_at IS NOT NULL OR locked_key IS NOT NULL`); n != 0 {
		t.Error("half a file can be attached or read")
	}
	clock.Advance(files.Waits)
	c.work()
	if n := c.count(`SELECT (SELECT count(*) FROM files) + (SELECT count(*) FROM file_chunks)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}

func takeForEver(t *testing.T, url string) {
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	body := readerFunc(func(b []byte) (int, error) {
		if sent += len(b); sent > 10*piece {
			fmt.Println("some is in")
		}
		return len(b), nil
	})
	_, err = files.New(d, newKeys(t)).Take(context.Background(), recording(1<<40), io.Reader(body))
	t.Fatal(err)
}
