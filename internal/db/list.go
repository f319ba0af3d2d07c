package db

import (
	"strconv"
	"strings"
)

// Marks are the places of n arguments from a number on, for IN: "($2, $3)". n
// is at least 1.
func Marks(from, n int) string {
	marks := make([]string, n)
	for i := range marks {
		marks[i] = "$" + strconv.Itoa(from+i)
	}
	return "(" + strings.Join(marks, ", ") + ")"
}

// List asks q and scans every row of the answer. No rows: a nil slice.
func List[T any](r Reader, scan func(Scanner) (T, error), q string, args ...any) ([]T, error) {
	rows, err := r.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// One asks q and scans the first row of the answer, or returns ErrNotFound.
func One[T any](r Reader, scan func(Scanner) (T, error), q string, args ...any) (T, error) {
	one, err := scan(r.QueryRow(q, args...))
	if err != nil {
		var none T
		return none, err
	}
	return one, nil
}
