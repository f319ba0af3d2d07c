package directory

import "linkwork/internal/db"

// Everything returns the ids of all services that fit a query, best fit first.
func (d *Directory) Everything(s *db.Snapshot, q Query) (ids []string, err error) {
	for page := 1; ; page++ {
		result, err := d.Search(s, q, Page{Number: page, Size: longestPage})
		if err != nil {
			return nil, err
		}
		for _, hit := range result.Hits {
			ids = append(ids, hit.Service.ID)
		}
		if len(ids) >= result.Total || len(result.Hits) == 0 {
			return ids, nil
		}
	}
}
