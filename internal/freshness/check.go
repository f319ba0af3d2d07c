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

// Words says it: "Confirmed by Ana Roy, who visited".
func (c Checked) Words() string {
	switch c.Method {
	case ByProvider:
		return "Confirmed by the organisation"
	case ByVisit:
		return "Confirmed by " + c.ByName + ", who visited"
	case ByPhone:
		return "Confirmed by " + c.ByName + ", who asked them"
	}
	return "Confirmed by " + c.ByName + ", who looked into a report"
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
