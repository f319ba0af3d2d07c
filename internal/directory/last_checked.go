package directory

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// LastChecked is when somebody last looked whether an entry is right.
type LastChecked struct {
	ID, Name string
	On       dates.Date // zero when nobody says
}

// LastCheckeds returns every service that runs and when it was last checked.
func LastCheckeds(r db.Reader) ([]LastChecked, error) {
	return db.List(r, func(row db.Scanner) (c LastChecked, err error) {
		err = row.Scan(&c.ID, &c.Name, &c.On)
		return c, err
	}, `SELECT id, name, assured_on FROM services WHERE status = 'active' ORDER BY id`)
}
