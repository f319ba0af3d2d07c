package db_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// A letter is about as large as a referral's words.
var letter = strings.Repeat("She has not been out since her husband died. ", 9)

func letters(b *testing.B, d *db.DB) {
	b.Helper()
	for _, q := range []string{
		`CREATE TABLE slip_letters (id TEXT PRIMARY KEY, team TEXT NOT NULL, at BIGINT NOT NULL, words TEXT NOT NULL)`,
		`CREATE INDEX slip_letters_team ON slip_letters (team, at)`,
	} {
		write(b, d, func(tx *db.Tx) error {
			_, err := tx.Exec(q)
			return err
		})
	}
}

// BenchmarkWrite measures durable writes of one row by 1, 16 and 128 writers,
// next to the fsync rate of the disk. acks/commit says how many closures shared
// a commit; PostgreSQL shares syncs by itself and does not say.
func BenchmarkWrite(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, writers := range []int{1, 16, 128} {
			b.Run(fmt.Sprintf("%s/writers=%d", engine, writers), func(b *testing.B) {
				d := open(b, engine)
				letters(b, d)
				fsyncs := dbtest.FsyncRate(b)
				before := d.Stats()
				b.ReportAllocs()
				b.ResetTimer()
				share(b, writers, func() error {
					return d.Write(context.Background(), func(tx *db.Tx) error {
						_, err := tx.Exec(`INSERT INTO slip_letters (id, team, at, words) VALUES ($1, $2, $3, $4)`, tx.NewID(), "harbour", db.Ms(tx.Now()), letter)
						return err
					})
				})
				b.StopTimer()
				after := d.Stats()
				rate := float64(b.N) / b.Elapsed().Seconds()
				b.ReportMetric(rate, "acks/s")
				b.ReportMetric(fsyncs, "fsync/s")
				b.ReportMetric(rate/fsyncs, "acks/fsync")
				if engine == "sqlite" {
					b.ReportMetric(float64(after.Writes-before.Writes)/float64(after.Commits-before.Commits), "acks/commit")
				}
			})
		}
	}
}

func open(b *testing.B, engine string) *db.DB {
	if engine == "postgres" {
		return dbtest.Postgres(b)
	}
	return dbtest.SQLite(b)
}

// share has b.N acts done by a number of goroutines.
func share(b *testing.B, by int, act func() error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	var all sync.WaitGroup
	for range by {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := act(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// BenchmarkRead measures one small question, ten in one snapshot, and a list of
// 25 rows, each with a request that could be cancelled.
func BenchmarkRead(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			d := open(b, engine)
			letters(b, d)
			write(b, d, func(tx *db.Tx) error {
				for i := range 2000 {
					if _, err := tx.Exec(`INSERT INTO slip_letters (id, team, at, words) VALUES ($1, $2, $3, $4)`, tx.NewID(), "harbour", i, letter); err != nil {
						return err
					}
				}
				return nil
			})
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			for name, act := range map[string]func(*db.Snapshot) error{"one": count(1), "ten": count(10), "list25": list} {
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if err := d.Read(ctx, act); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

func count(times int) func(*db.Snapshot) error {
	return func(s *db.Snapshot) error {
		for range times {
			var n int
			if err := s.QueryRow(`SELECT count(*) FROM slip_letters WHERE team = $1 AND at < $2`, "harbour", 10).Scan(&n); err != nil {
				return err
			}
		}
		return nil
	}
}

func list(s *db.Snapshot) error {
	_, err := db.List(s, scanID, `SELECT id FROM slip_letters WHERE team = $1 ORDER BY at DESC LIMIT 25`, "harbour")
	return err
}
