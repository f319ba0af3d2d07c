package directory

import (
	"fmt"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

var sizes = []int{120, 1_200, 12_000}

// BenchmarkSearch is a whole search in a snapshot of its own: stamps read,
// ranked, first page dressed.
func BenchmarkSearch(b *testing.B) {
	queries := map[string]Query{
		"words+place": {Words: "lunch club", From: middleOf("QX1"), Miles: 10},
		"need+place":  {Needs: []string{"loneliness"}, From: middleOf("QX1"), Miles: 10},
		"all":         {From: middleOf("QX1")},
		"misspelt":    {Words: "befreinding gardn"},
	}
	for _, n := range sizes {
		d := dbtest.SQLite(b)
		dir := New()
		services := manyServices(n)
		for len(services) > 0 {
			batch := services[:min(500, len(services))]
			store(b, d, batch...)
			services = services[len(batch):]
		}
		look(b, d, dir, Query{}, Page{}) // builds the copy
		for name, q := range queries {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				var result Result
				for b.Loop() {
					result = look(b, d, dir, q, Page{})
				}
				b.ReportMetric(float64(result.Total), "found")
			})
		}
	}
}

// BenchmarkRebuild reads the directory anew, as after an import.
func BenchmarkRebuild(b *testing.B) {
	for _, n := range sizes {
		d := dbtest.SQLite(b)
		services := manyServices(n)
		for len(services) > 0 {
			batch := services[:min(500, len(services))]
			store(b, d, batch...)
			services = services[len(batch):]
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				read(b, d, func(s *db.Snapshot) error {
					_, err := new(Directory).current(s)
					return err
				})
			}
		})
	}
}
