package connections

import (
	"fmt"

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

// Went is how connections to a service went, of those of which it is known.
type Went struct {
	Known   int // people of whom somebody said what came of it
	Started int // of those, who started
}

// Enough is how many people must be known before anything is said: fewer say
// little, and could be recognised.
const Enough = 5

// HowItWent returns how connections to services went, by service, where at
// least Enough people are known.
func HowItWent(r db.Reader, serviceIDs []string) (map[string]Went, error) {
	went := make(map[string]Went)
	if len(serviceIDs) == 0 {
		return went, nil
	}
	args := []any{Enough}
	for _, id := range serviceIDs {
		args = append(args, id)
	}
	_, err := db.List(r, func(row db.Scanner) (none struct{}, err error) {
		var id string
		var w Went
		err = row.Scan(&id, &w.Known, &w.Started)
		went[id] = w
		return none, err
	}, `SELECT service_id, count(DISTINCT person_id), count(DISTINCT CASE WHEN outcome <> 'did-not-start' THEN person_id END) FROM connections
		WHERE outcome <> 'unknown' AND service_id IN `+db.Marks(2, len(serviceIDs))+` GROUP BY service_id HAVING count(DISTINCT person_id) >= $1`, args...)
	return went, err
}

// Words says it: "Of 7 people, 5 started".
func (w Went) Words() string { return fmt.Sprintf("Of %d people, %d started", w.Known, w.Started) }
