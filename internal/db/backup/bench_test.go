package backup

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// BenchmarkBackup backs up 20,000 rows, and BenchmarkRestore brings them back.
func BenchmarkBackup(b *testing.B) {
	d := marked(b)
	for n := 0; b.Loop(); n++ {
		if _, err := Backup(context.Background(), d, filepath.Join(b.TempDir(), strconv.Itoa(n))); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(20_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkRestore(b *testing.B) {
	dir, _ := backUp(b, marked(b))
	for b.Loop() {
		b.StopTimer()
		to := dbtest.SQLite(b)
		addTables(b, to)
		b.StartTimer()
		if _, err := Restore(context.Background(), to, dir, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(20_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func marked(b *testing.B) *db.DB {
	d := dbtest.SQLite(b)
	addTables(b, d)
	dbtest.Write(b, d, func(tx *db.Tx) error {
		for n := range 20_000 {
			if _, err := tx.Exec(`INSERT INTO test_marks (writer, n) VALUES (1, $1)`, n); err != nil {
				return err
			}
		}
		return nil
	})
	return d
}
