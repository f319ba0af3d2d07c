//go:build unix

package db_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// TestKilledInTheMiddle kills a process that writes pairs of slips and prints
// the name of each pair once it is acknowledged: every name printed is there,
// and no half pair.
func TestKilledInTheMiddle(t *testing.T) {
	if file := os.Getenv("LINKWORK_TEST_KILL"); file != "" {
		writePairs(t, file)
		return
	}
	file := strings.TrimPrefix(dbtest.SQLiteURL(t), "sqlite:")
	d := openFile(t, file)
	slips(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	acked := 0
	for round := range 6 {
		names := killed(t, file, round)
		acked += len(names)
		checkPairs(t, file, names)
	}
	t.Logf("%d pairs acknowledged", acked)
	if acked == 0 {
		t.Error("nothing was written")
	}
}

// killed runs the writer for a moment and returns what it printed.
func killed(t *testing.T, file string, round int) (names []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledInTheMiddle$")
	cmd.Env = append(os.Environ(), "LINKWORK_TEST_KILL="+file, fmt.Sprint("LINKWORK_TEST_ROUND=", round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if len(names) == 0 { // it has begun
			time.AfterFunc(time.Duration(20+37*round)*time.Millisecond, func() { cmd.Process.Kill() })
		}
		if name, ok := strings.CutPrefix(lines.Text(), "acknowledged "); ok {
			names = append(names, name)
		}
	}
	cmd.Wait()
	return names
}

func writePairs(t *testing.T, file string) {
	d := openFile(t, file)
	var print sync.Mutex
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("%s-%d-%06d", os.Getenv("LINKWORK_TEST_ROUND"), w, n)
				err := d.Write(context.Background(), func(tx *db.Tx) error {
					if err := add(tx, name+" a"); err != nil {
						return err
					}
					return add(tx, name+" b")
				})
				if err != nil {
					t.Error(err)
					return
				}
				print.Lock()
				fmt.Println("acknowledged", name)
				print.Unlock()
			}
		})
	}
	all.Wait()
}

// checkPairs opens what the killed process left, as its successor would.
func checkPairs(t *testing.T, file string, names []string) {
	t.Helper()
	d, err := db.Open(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	there := map[string]int{}
	for _, id := range ids(t, d) {
		there[id[:len(id)-2]]++
	}
	for name, n := range there {
		if n != 2 {
			t.Errorf("half of %s", name)
		}
	}
	for _, name := range names {
		if there[name] == 0 {
			t.Errorf("%s was acknowledged and is not there", name)
		}
	}
}
