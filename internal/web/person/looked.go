package person

import (
	"slices"

	"github.com/a-h/templ"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// looksShown is how many rows the page shows.
const looksShown = 200

func showLooked(v *visit.Visit) error {
	return part(v, "Who has looked", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		rows, err := trail(r, s.ID)
		return lookedBody(s, rows), err
	})
}

// trail is what happened to a record and to those that became part of it, the
// newest first.
func trail(r *db.Snapshot, id string) ([]audit.Row, error) {
	parts, err := people.Parts(r, id)
	if err != nil {
		return nil, err
	}
	var rows []audit.Row
	for _, one := range append([]string{id}, parts...) {
		more, err := audit.OfPerson(r, one, looksShown)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	slices.SortStableFunc(rows, func(a, b audit.Row) int { return b.At.Compare(a.At) })
	return rows[:min(looksShown, len(rows))], nil
}
