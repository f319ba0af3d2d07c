package files_test

import (
	"context"
	"io"
	"runtime"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
)

const long = 64 << 20 // bytes of a recording

// TestALongFileIsNeverInMemory takes a recording in and reads it, and looks on the
// way at what is alive.
func TestALongFileIsNeverInMemory(t *testing.T) {
	c := cabinet{t, dbtest.SQLite(t), nil}
	c.Store = files.New(c.d, newKeys(t))
	most := measured(t, c)
	if most > 4<<20 {
		t.Errorf("%d kB are alive for a file of %d kB", most>>10, long>>10)
	}
}

// measured returns the most bytes that were alive while a recording came in and
// was read, beyond those before.
func measured(t testing.TB, c cabinet) int64 {
	before := alive()
	look := &looker{before: before}
	f, err := c.Take(context.Background(), recording(long), io.LimitReader(look, long))
	if err != nil {
		t.Fatal(err)
	}
	c.attach(f.ID, interview, f.ExpiresAt)
	if f, err = c.get(interview, f.ID); err != nil {
		t.Fatal(err)
	}
	content, err := c.Open(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(look, content)
	if err != nil || n != long {
		t.Fatalf("%d bytes, %v", n, err)
	}
	return look.most
}

// looker is a recording without end, and somebody who listens; every eight
// megabytes it looks at what is alive.
type looker struct{ before, gone, most int64 }

func (l *looker) pass(n int) {
	if l.gone += int64(n); l.gone%(8<<20) < int64(n) {
		l.most = max(l.most, alive()-l.before)
	}
}

func (l *looker) Read(b []byte) (int, error)  { l.pass(len(b)); return len(b), nil }
func (l *looker) Write(b []byte) (int, error) { l.pass(len(b)); return len(b), nil }

func alive() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkARecording(b *testing.B) {
	for engine, open := range map[string]func(testing.TB, ...db.Option) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(engine, func(b *testing.B) {
			c := cabinet{b, open(b), nil}
			c.Store = files.New(c.d, newKeys(b))
			b.SetBytes(2 * long) // in and out
			b.ReportAllocs()
			var most int64
			for b.Loop() {
				most = max(most, measured(b, c))
			}
			b.ReportMetric(float64(most)/1024, "kB-alive")
		})
	}
}
