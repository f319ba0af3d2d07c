package housetest

import (
	"crypto/sha256"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// Unchanged fails the test if act changes anything that is stored, apart from
// the sessions of browsers and the trail of what was refused.
func (h *House) Unchanged(t testing.TB, act func()) {
	t.Helper()
	before := h.contents(t)
	act()
	for table, sum := range h.contents(t) {
		if sum != before[table] {
			t.Errorf("%s has changed", table)
		}
	}
}

// contents is a hash of every row, by table.
func (h *House) contents(t testing.TB) map[string][sha256.Size]byte {
	t.Helper()
	sums := make(map[string][sha256.Size]byte)
	dbtest.Read(t, h.DB, func(s *db.Snapshot) error {
		tables, err := db.List(s, text, `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sessions'`)
		if err != nil {
			return err
		}
		for _, table := range tables {
			columns, err := db.List(s, text, `SELECT name FROM pragma_table_info($1)`, table)
			if err != nil {
				return err
			}
			kept := ""
			if table == "audit" {
				kept = ` WHERE what <> 'denied'`
			}
			rows, err := db.List(s, text, `SELECT quote("`+strings.Join(columns, `") || ',' || quote("`)+`") FROM "`+table+`"`+kept)
			if err != nil {
				return err
			}
			sums[table] = sha256.Sum256([]byte(strings.Join(rows, "\n")))
		}
		return nil
	})
	return sums
}

func text(row db.Scanner) (s string, err error) {
	err = row.Scan(&s)
	return s, err
}
