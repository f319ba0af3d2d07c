package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// looksShown is how many rows the page shows.
const looksShown = 200

func showLooked(v *visit.Visit) error {
	return part(v, "Who has looked", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		rows, err := audit.OfPerson(r, s.ID, looksShown)
		return lookedBody(s, rows), err
	})
}
