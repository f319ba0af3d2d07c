package jobs_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
)

// BenchmarkDrain enqueues jobs in one write and does them one by one, each with
// its two durable writes.
func BenchmarkDrain(b *testing.B) {
	for name, open := range map[string]func() *db.DB{
		"sqlite": func() *db.DB { return dbtest.SQLite(b) }, "postgres": func() *db.DB { return dbtest.Postgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			d := open()
			dbtest.Write(b, d, func(tx *db.Tx) error {
				for range b.N {
					if err := jobs.Enqueue(tx, "nothing", nil, time.Time{}); err != nil {
						return err
					}
				}
				return nil
			})
			r := jobs.NewRunner(d, map[string]jobs.Handler{"nothing": func(context.Context, json.RawMessage) error { return nil }})
			b.ResetTimer()
			if err := r.Drain(context.Background()); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
		})
	}
}
