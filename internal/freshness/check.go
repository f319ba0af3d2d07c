package freshness

import (
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// Every is how often an entry is to be checked, in days.
const Every = 90

// Method is how somebody looked.
type Method string

// The methods.
const (
	ByPhone Method = "phone"
	ByVisit Method = "visit"

	// ByProvider is that whoever runs the service said so, by their link.
	ByProvider Method = "provider"

	// OfReport is that somebody dealt with a report, however they looked.
	OfReport Method = "report"
)

// Checked is that somebody looked whether an entry is right.
type Checked struct {
	Method Method
	ByName string
	At     time.Time
}

// Words says it to colleagues: "Confirmed by Ana Roy, who visited".
func (c Checked) Words() string { return "Confirmed by " + c.Named() }

// Named says to colleagues who looked: "Ana Roy, who visited"; "" for nobody.
func (c Checked) Named() string { return c.who(c.ByName + ", who ") }

// Kind says to anybody who looked, without a name: "a link worker who visited";
// "" for nobody.
func (c Checked) Kind() string { return c.who("a link worker who ") }

func (c Checked) who(worker string) string {
	switch c.Method {
	case "":
		return ""
	case ByProvider:
		return "the organisation"
	case ByVisit:
		return worker + "visited"
	case ByPhone:
		return worker + "asked them"
	}
	return worker + "looked into a report"
}

// Behind is the check, among the newest of an entry, for which it counts as
// checked on a day; the zero Checked where its source says so.
func Behind(newest []Checked, on dates.Date) Checked {
	for _, c := range newest {
		if dates.Of(c.At) == on {
			return c
		}
	}
	return Checked{}
}

// Check says that somebody looked at an entry today and it is right. The error
// is *db.Invalid for an unknown method and db.ErrNotFound for an unknown service.
func Check(tx *db.Tx, by audit.Actor, serviceID string, method Method) error {
	if method != ByPhone && method != ByVisit {
		var bad db.Invalid
		bad.Add("method", "Choose how you checked it")
		return bad.Err()
	}
	return check(tx, by, serviceID, method)
}

// Confirm says that whoever runs a service looked at its entry today and it is
// right. by is the organisation by its link. db.ErrNotFound for an unknown
// service.
func Confirm(tx *db.Tx, by audit.Actor, serviceID string) error {
	return check(tx, by, serviceID, ByProvider)
}

func check(tx *db.Tx, by audit.Actor, serviceID string, method Method) error {
	s, err := directory.Get(tx, serviceID)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO service_checks (id, service_id, method, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), serviceID, string(method), by.ID, by.Name, db.Ms(tx.Now())); err != nil {
		return err
	}
	now := directory.Service{AssuredOn: dates.Of(tx.Now()), AssuredBy: s.AssuredBy}
	who := directory.By{ID: by.ID, Name: by.Name}
	if method == ByProvider {
		who.ID = "" // an organisation has no account
	}
	if err := directory.Correct(tx, who, serviceID, now, "assured"); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.checked", "", "service", serviceID)
}

// LastChecks returns who looked at a service, newest first, at most limit.
func LastChecks(r db.Reader, serviceID string, limit int) ([]Checked, error) {
	return db.List(r, func(row db.Scanner) (c Checked, err error) {
		err = row.Scan(&c.Method, &c.ByName, db.At(&c.At))
		return c, err
	}, `SELECT method, by_name, at FROM service_checks WHERE service_id = $1 ORDER BY at DESC, id DESC LIMIT $2`, serviceID, limit)
}
