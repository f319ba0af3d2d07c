package readers_test

import (
	"fmt"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates/readers"
)

// BenchmarkReaders is what the pages of a list read: how many stand where, the first 200 of
// them, and a few whom a search finds.
func BenchmarkReaders(b *testing.B) {
	for _, n := range []int{2_000, 20_000, 200_000} {
		s := studytest.New(castest.New(b, dbtest.SQLite(b)))
		s.OK(readers.Keep(s.Context(), s.DB, s.Lead, keyless, readers.List{StudyID: s.ID, Title: "News", About: "News", Rate: 1, Connections: 1}))
		s.Write(func(tx *db.Tx) error {
			for i := range n {
				if _, err := tx.Exec(`INSERT INTO update_readers (id, study_id, mark, address, name, state, agreed_how, agreed_on, added_at) VALUES ($1, $2, $3, $4, '', 'confirmed', 'x', $5, 0)`,
					tx.NewID(), s.ID, fmt.Sprint("m", i), fmt.Sprintf("r%06d@example.org", i), s.Today()); err != nil {
					return err
				}
			}
			return nil
		})
		for name, read := range map[string]func(r *db.Snapshot, seat studies.Seat) error{
			"counted": func(r *db.Snapshot, seat studies.Seat) error { _, err := readers.Count(r, seat); return err },
			"first200": func(r *db.Snapshot, seat studies.Seat) error {
				_, _, err := readers.Find(r, seat, "", 200)
				return err
			},
			"search": func(r *db.Snapshot, seat studies.Seat) error {
				_, _, err := readers.Find(r, seat, "r00012", 200)
				return err
			},
		} {
			b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
				before := dbtest.Processor(b)
				for b.Loop() {
					s.Read(func(r *db.Snapshot) error {
						seat, err := studies.Enter(r, s.Lead, s.ID, studies.Involve)
						s.OK(err)
						return read(r, seat)
					})
				}
				b.ReportMetric(float64((dbtest.Processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
			})
		}
	}
}
