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
	all, err := directory.LastCheckeds(r)
	if err != nil {
		return nil, 0, err
	}
	for _, entry := range all {
		overdue := neverChecked
		if !entry.On.IsZero() {
			overdue = today.Sub(entry.On) - Every
		}
		switch {
		case overdue <= 0:
		case uses[entry.ID] == 0:
			unused++
		default:
			due = append(due, DueEntry{entry, uses[entry.ID], overdue})
		}
	}
	slices.SortFunc(due, func(a, b DueEntry) int {
		return cmp.Or(cmp.Compare(b.Uses*b.Overdue, a.Uses*a.Overdue), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return due[:min(len(due), limit)], unused, nil
}
