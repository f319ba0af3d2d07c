package identity

import (
	"strconv"
	"strings"

	"linkwork/internal/db"
)

// Names returns the names of accounts, by id.
func Names(r db.Reader, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	type named struct{ id, name string }
	rows, err := db.List(r, func(s db.Scanner) (n named, err error) {
		err = s.Scan(&n.id, &n.name)
		return
	}, `SELECT id, name FROM accounts WHERE id IN (`+strings.Join(marks, ", ")+`)`, args...)
	for _, n := range rows {
		names[n.id] = n.name
	}
	return names, err
}
