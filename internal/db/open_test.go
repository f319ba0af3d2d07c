package db_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

func TestASecondProcessIsRefused(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "a b?c%.db")
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	slips(t, d)
	write(t, d, adds("a"))
	if _, err := db.Open(t.Context(), url); err == nil || !strings.Contains(err.Error(), "in use by another Linkwork process") {
		t.Errorf("a second one: %v", err)
	}

	beside, err := db.Open(t.Context(), url, db.WithReadOnly())
	if err != nil {
		t.Fatal(err)
	}
	kept(t, beside, "a")
	for name, err := range map[string]error{
		"write": beside.Write(t.Context(), adds("b")), "migrate": beside.Migrate(t.Context()), "optimize": beside.Optimize(t.Context()),
		"ready": beside.Ready(t.Context()),
	} {
		if !errors.Is(err, db.ErrUnavailable) {
			t.Errorf("%s for reading only: %v", name, err)
		}
	}
	if err := errors.Join(beside.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}

	again, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	kept(t, again, "a")
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if err := again.Write(t.Context(), adds("c")); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("a write after Close: %v", err)
	}
}

func TestTheFileIsItsOwners(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	d, err := db.Open(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	slips(t, d)
	for _, f := range []string{file, file + "-wal", file + "-shm", file + ".lock"} {
		info, err := os.Stat(f)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f, info, err)
		}
	}
}

func TestTheFileIsOpenedSafely(t *testing.T) {
	d := dbtest.SQLite(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
		write(t, d, func(tx *db.Tx) error {
			var got string
			err := tx.QueryRow("PRAGMA " + pragma).Scan(&got)
			if got != want {
				t.Errorf("%s is %s", pragma, got)
			}
			return err
		})
	}
}

func TestURLsThatNameNoDatabase(t *testing.T) {
	for _, url := range []string{"", "file.db", "mysql://x", "postgres://secret:word@127.0.0.1:1/x?sslmode=disable", "postgres://%", "sqlite:/no/such/folder/a.db"} {
		_, err := db.Open(t.Context(), url)
		if err == nil || strings.Contains(err.Error(), "word") {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestMigrateAgainAndAtTheSameTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if err := d.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

func TestADatabaseThatSortsOtherwiseIsRefused(t *testing.T) {
	url := dbtest.PostgresURL(t)
	pool, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Exec(`CREATE DATABASE linkwork_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`); err != nil {
		t.Fatal(err)
	}
	defer pool.Exec(`DROP DATABASE linkwork_latin WITH (FORCE)`)
	other := regexp.MustCompile(`/linkwork_[^?]*`).ReplaceAllString(url, "/linkwork_latin")
	if _, err := db.Open(t.Context(), other); err == nil || !strings.Contains(err.Error(), "UTF8") {
		t.Errorf("got %v", err)
	}
}
