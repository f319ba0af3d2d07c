package teams

import (
	"strings"

	"linkwork/internal/db"
)

// Area is the one deployment: a network, a county, a charity's service.
type Area struct {
	Name     string
	JobTitle string // what link workers are called here
	Phone    string // monitored; shown wherever a person might be stuck
	Hours    string // when the phone is answered
	MailFrom string // "" when mail is not set up
	Crisis   []CrisisNumber
	Map      MapTiles // the zero value: maps are drawn without pictures, and no other server is asked
	Version  int
}

// CrisisNumber is somebody to call when it cannot wait.
type CrisisNumber struct{ Label, Phone, Hours string }

// SetArea stores the area's settings and crisis numbers, whether it existed or
// not. It returns *db.Invalid if a name, the phone or a crisis number lacks, and
// db.ErrConflict if a.Version is given and somebody saved first.
func SetArea(tx *db.Tx, a Area) error {
	if err := a.check(); err != nil {
		return err
	}
	if now, err := TheArea(tx); err == nil && a.Version != 0 && a.Version != now.Version {
		return db.ErrConflict
	}
	_, err := tx.Exec(`INSERT INTO area (id, name, job_title, phone, hours, mail_from, map_tiles, map_credit, set_up_at)
		VALUES ('area', $1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, job_title = excluded.job_title, phone = excluded.phone,
			hours = excluded.hours, mail_from = excluded.mail_from, map_tiles = excluded.map_tiles, map_credit = excluded.map_credit, version = area.version + 1`,
		a.Name, a.JobTitle, a.Phone, a.Hours, a.MailFrom, a.Map.Address, a.Map.Credit, tx.Now().UnixMilli())
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM crisis_numbers`); err != nil {
		return err
	}
	for i, c := range a.Crisis {
		if _, err := tx.Exec(`INSERT INTO crisis_numbers (id, position, label, phone, hours) VALUES ($1, $2, $3, $4, $5)`,
			tx.NewID(), i+1, c.Label, c.Phone, c.Hours); err != nil {
			return err
		}
	}
	return nil
}

func (a Area) check() error {
	var bad db.Invalid
	if strings.TrimSpace(a.Name) == "" {
		bad.Add("name", "Enter the name of the area")
	}
	if strings.TrimSpace(a.JobTitle) == "" {
		bad.Add("job_title", "Enter what link workers are called here")
	}
	if strings.TrimSpace(a.Phone) == "" {
		bad.Add("phone", "Enter a phone number that somebody answers")
	}
	if len(a.Crisis) == 0 {
		bad.Add("crisis", "Enter at least one crisis number")
	}
	for _, c := range a.Crisis {
		if c.Label == "" || c.Phone == "" {
			bad.Add("crisis", "Each crisis number needs a name and a number")
			break
		}
	}
	a.Map.check(&bad)
	return bad.Err()
}

// TheArea returns the area, or db.ErrNotFound before the first set-up.
func TheArea(r db.Reader) (Area, error) {
	a, err := db.One(r, func(s db.Scanner) (a Area, err error) {
		err = s.Scan(&a.Name, &a.JobTitle, &a.Phone, &a.Hours, &a.MailFrom, &a.Map.Address, &a.Map.Credit, &a.Version)
		return
	}, `SELECT name, job_title, phone, hours, mail_from, map_tiles, map_credit, version FROM area`)
	if err != nil {
		return a, err
	}
	a.Crisis, err = db.List(r, func(s db.Scanner) (c CrisisNumber, err error) {
		err = s.Scan(&c.Label, &c.Phone, &c.Hours)
		return
	}, `SELECT label, phone, hours FROM crisis_numbers ORDER BY position`)
	return a, err
}
