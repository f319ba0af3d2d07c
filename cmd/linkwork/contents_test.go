package main

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
)

// ownLife are tables that change by being looked at or by themselves: the
// sessions of browsers, the audit trail, and the work in the background.
var ownLife = []string{"sessions", "audit", "jobs"}

// contents is a hash of every row, by table.
func contents(t testing.TB, d *db.DB) map[string][sha256.Size]byte {
	t.Helper()
	sums := make(map[string][sha256.Size]byte)
	read(t, d, func(r *db.Snapshot) error {
		tables, err := db.List(r, text, `SELECT name FROM sqlite_master WHERE type = 'table'`)
		for _, table := range tables {
			if slices.Contains(ownLife, table) || err != nil {
				continue
			}
			columns, err := db.List(r, text, `SELECT name FROM pragma_table_info($1)`, table)
			if err != nil {
				return err
			}
			rows, err := db.List(r, text, `SELECT quote("`+strings.Join(columns, `") || ',' || quote("`)+`") FROM "`+table+`" ORDER BY 1`)
			if err != nil {
				return err
			}
			sums[table] = sha256.Sum256([]byte(strings.Join(rows, "\n")))
		}
		return err
	})
	return sums
}

// watcher looks after some tries whether any of them changed a table. To compare all
// tables takes longer than many tries.
type watcher struct {
	t      testing.TB
	db     *db.DB
	before map[string][sha256.Size]byte
	since  []string
}

func watch(t testing.TB, d *db.DB) *watcher { return &watcher{t, d, contents(t, d), nil} }

func (w *watcher) tried(what string) {
	if w.since = append(w.since, what); len(w.since) == 400 {
		w.compare()
	}
}

func (w *watcher) compare() {
	w.t.Helper()
	after := contents(w.t, w.db)
	if which := changed(w.before, after); which != nil {
		w.t.Errorf("one of these changed %v: %q", which, w.since)
	}
	w.before, w.since = after, nil
}

// changed names the tables that differ.
func changed(before, after map[string][sha256.Size]byte) (tables []string) {
	for table, sum := range after {
		if before[table] != sum {
			tables = append(tables, table)
		}
	}
	slices.Sort(tables)
	return tables
}

// settle waits until the work in the background is done.
func settle(t testing.TB, d *db.DB) {
	t.Helper()
	for range 200 {
		before := contents(t, d)["messages"]
		time.Sleep(250 * time.Millisecond)
		if contents(t, d)["messages"] == before {
			return
		}
	}
	t.Fatal("the work in the background does not end")
}

func read(t testing.TB, d *db.DB, look func(*db.Snapshot) error) {
	t.Helper()
	if err := d.Read(t.Context(), look); err != nil {
		t.Fatal(err)
	}
}

func text(row db.Scanner) (s string, err error) {
	err = row.Scan(&s)
	return s, err
}
