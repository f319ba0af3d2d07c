package dbtest

import (
	"context"
	"os"
	"testing"

	"linkwork/internal/db"
)

// Each runs test on an empty SQLite database and on an empty PostgreSQL one.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens an empty, migrated database in a temporary folder. Options are
// added to those every test has.
func SQLite(t testing.TB, opts ...db.Option) *db.DB {
	t.Helper()
	return open(t, SQLiteURL(t), opts)
}

// Postgres opens an empty, migrated database on the test server.
func Postgres(t testing.TB, opts ...db.Option) *db.DB {
	t.Helper()
	return open(t, PostgresURL(t), opts)
}

func open(t testing.TB, url string, opts []db.Option) *db.DB {
	t.Helper()
	clock := NewClock()
	opts = append([]db.Option{db.WithClock(clock.Now)}, opts...)
	if _, bench := t.(*testing.B); !bench {
		opts = append(opts, db.WithRehearsal())
	}
	d, err := db.Open(context.Background(), url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	clocks.Store(d, clock)
	t.Cleanup(func() {
		clocks.Delete(d)
		if err := d.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	return d
}

// server is the test server's URL. Without one the test is skipped, or fails
// where nothing may be left out.
func server(t testing.TB) string {
	t.Helper()
	url := os.Getenv("LINKWORK_TEST_POSTGRES")
	if url == "" && os.Getenv("LINKWORK_TEST_STRICT") == "1" {
		t.Fatal("LINKWORK_TEST_POSTGRES is not set and nothing may be left out")
	}
	if url == "" {
		t.Skip("LINKWORK_TEST_POSTGRES is not set: PostgreSQL is left out")
	}
	return url
}

// Write writes and fails the test on an error.
func Write(t testing.TB, d *db.DB, act func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}

// Read reads and fails the test on an error.
func Read(t testing.TB, d *db.DB, act func(*db.Snapshot) error) {
	t.Helper()
	if err := d.Read(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}
