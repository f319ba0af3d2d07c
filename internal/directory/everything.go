package directory

import (
	"math"

	"linkwork/internal/db"
)

// Everything returns the ids of all services that fit a query, best fit first.
func (d *Directory) Everything(s *db.Snapshot, q Query) ([]string, error) {
	index, err := d.current(s)
	if err != nil {
		return nil, err
	}
	asked := q.Asked()
	asked.Now, asked.Limit = s.Now(), math.MaxInt32
	hits := index.Search(asked).Hits
	ids := make([]string, len(hits))
	for i, hit := range hits {
		ids[i] = hit.ID
	}
	return ids, nil
}
