package events_test

import (
	"fmt"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
)

// BenchmarkDelegates is what the list of those who registered and the door read, and one
// check-in, on SQLite from one connection.
func BenchmarkDelegates(b *testing.B) {
	for _, n := range []int{20, 200, 2_000} {
		h := house{Study: studytest.New(castest.New(b, dbtest.SQLite(b)))}
		team := events.Team(h.Lead, h.ID)
		e := h.event()
		e.Capacity = 2_000 // the most
		id, err := events.Add(h.Context(), h.DB, team, keyless, e)
		h.OK(err)
		h.id = id
		h.OK(events.ToOpen(h.Context(), h.DB, team, keyless, id, 1, ways))
		h.Write(func(tx *db.Tx) error {
			for i := range n {
				if _, err := tx.Exec(`INSERT INTO event_delegates (id, event_id, name, email, kind, organisation, needs, food, photos, state, state_at, exchange, walked_in) VALUES ($1, $2, $3, $4, 'public', '', '', '', TRUE, 'coming', 0, FALSE, FALSE)`,
					fmt.Sprint("d", i), id, fmt.Sprintf("Person%05d Quince", i), fmt.Sprintf("p%d@example.org", i)); err != nil {
					return err
				}
			}
			return nil
		})
		h.begin()
		e = h.the()
		day := e.Days[0].Date()
		for _, x := range []struct {
			name string
			do   func(i int)
		}{
			{"listed", func(int) {
				h.in(func(r *db.Snapshot, s studies.Seat) error {
					_, err := events.Delegates(r, events.OfStudy(s), e)
					return err
				})
			}},
			{"found at the door", func(int) {
				h.in(func(r *db.Snapshot, s studies.Seat) error {
					all, err := events.Door(r, events.OfStudy(s), e, day)
					events.Named(all, "person0000")
					return err
				})
			}},
			{"checked in", func(i int) { h.OK(events.CheckIn(h.Context(), h.DB, team, keyless, id, fmt.Sprint("d", i%n), day)) }},
		} {
			b.Run(fmt.Sprint(x.name, "/", n), func(b *testing.B) {
				before, i := dbtest.Processor(b), 0
				for b.Loop() {
					x.do(i)
					i++
				}
				b.ReportMetric(float64((dbtest.Processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
			})
		}
	}
}
