package demo_test

import (
	"path/filepath"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/demo"
)

func TestTheStoryIsTold(t *testing.T) {
	clock := new(demo.Clock)
	d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "demo.db"), db.WithClock(clock.Now), db.WithoutSync())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	cast, err := demo.Build(t.Context(), d, clock, "http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("built in %s, %+v", time.Since(begun).Round(time.Millisecond), d.Stats())
	err = d.Read(t.Context(), func(r *db.Snapshot) error {
		worker, err := access.Load(r, cast.LinkWorker, "Amina Yusuf")
		if err != nil {
			return err
		}
		for _, list := range []casework.Which{casework.Mine, casework.Held, casework.MineClosed} {
			n, err := casework.Count(r, worker, list)
			if err != nil {
				return err
			}
			if n == 0 {
				t.Errorf("the link worker's list %q is empty", list)
			}
			t.Logf("%s: %d", list, n)
		}
		waiting, err := connections.Awaiting(r, worker.AccountID)
		if len(waiting) == 0 {
			t.Error("no service has a referral to answer")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
