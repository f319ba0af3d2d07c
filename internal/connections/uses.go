package connections

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Uses returns how many people were connected to each service since a day, by
// service.
func Uses(r db.Reader, since dates.Date) (map[string]int, error) {
	type used struct {
		serviceID string
		times     int
	}
	list, err := db.List(r, func(row db.Scanner) (u used, err error) {
		err = row.Scan(&u.serviceID, &u.times)
		return u, err
	}, `SELECT service_id, count(*) FROM connections WHERE made_on >= $1 GROUP BY service_id`, since)
	uses := make(map[string]int, len(list))
	for _, u := range list {
		uses[u.serviceID] = u.times
	}
	return uses, err
}
