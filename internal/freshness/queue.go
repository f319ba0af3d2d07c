package freshness

import (
	"cmp"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// DueEntry is an entry that is to be checked.
type DueEntry struct {
	directory.LastChecked
	Uses    int // connections in the last year
	Overdue int // days since it should have been checked
}

// neverChecked is how many days an entry counts as overdue of which nobody says
// when it was checked.
const neverChecked = 365

// Queue returns the entries that are due to be checked and that people are
// connected to, the most used and longest overdue first, at most limit; and how
// many more are due that nobody uses. uses counts connections by service.
func Queue(r db.Reader, uses map[string]int, today dates.Date, limit int) (due []DueEntry, unused int, err error) {
	due, err = DueEntries(r, uses, today)
	used := slices.IndexFunc(due, func(entry DueEntry) bool { return entry.Uses == 0 })
	if used >= 0 {
		due, unused = due[:used], len(due)-used
	}
	return due[:min(len(due), limit)], unused, err
}

// DueEntries returns every entry that is due to be checked: the most used and longest
// overdue first, and after them those that nobody uses.
func DueEntries(r db.Reader, uses map[string]int, today dates.Date) (due []DueEntry, err error) {
	all, err := directory.LastCheckeds(r)
	if err != nil {
		return nil, err
	}
	for _, entry := range all {
		if overdue := Overdue(entry.On, today); overdue > 0 {
			due = append(due, DueEntry{entry, uses[entry.ID], overdue})
		}
	}
	slices.SortFunc(due, func(a, b DueEntry) int {
		return cmp.Or(cmp.Compare(b.Uses*b.Overdue, a.Uses*a.Overdue), cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return due, nil
}

// Overdue is by how many days an entry that was last checked on a day, or never
// for the zero day, should have been checked; 0 and less while it is not due.
func Overdue(checked, today dates.Date) int {
	if checked.IsZero() {
		return neverChecked
	}
	return today.Sub(checked) - Every
}
