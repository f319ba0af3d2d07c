package people

import (
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
)

// Sight is how far an account sees a person.
type Sight struct {
	Seen       bool // access.SeePerson finds them
	Restricted bool // the record is
}

// Sights tells of each of some people how far the actor sees them, for shared
// lists that name people to those outside their reach by less than their name.
func Sights(r db.Reader, by access.Actor, ids []string) (map[string]Sight, error) {
	sights := make(map[string]Sight, len(ids))
	if len(ids) == 0 {
		return sights, nil
	}
	marks, args := make([]string, len(ids)), []any{by.AccountID}
	for i, id := range ids {
		marks[i], args = "$"+strconv.Itoa(i+2), append(args, id)
	}
	type row struct {
		id string
		Sight
	}
	rows, err := db.List(r, func(s db.Scanner) (x row, err error) {
		err = s.Scan(&x.id, &x.Seen, &x.Restricted)
		return
	}, `SELECT p.id, `+access.PeopleSeenBy("p.id", "$1")+`, `+access.Restricted("p.id")+` FROM people p WHERE p.id IN (`+strings.Join(marks, ", ")+`)`, args...)
	for _, x := range rows {
		sights[x.id] = x.Sight
	}
	return sights, err
}
