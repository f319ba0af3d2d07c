package directory

import (
	"errors"
	"fmt"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Limit is how many referrals a month a service would like at most. It is a
// wish: whoever refers beyond it is told, and says why.
type Limit struct {
	AMonth       int    // 0 when the service has not said
	Observer     string // ByOrganisation, ByWorker
	ObserverID   string // account that wrote it down; empty for an organisation
	ObserverName string // shown beside it
	SaidAt       time.Time
}

// MostAMonth is the highest limit; whoever takes more has none.
const MostAMonth = 99

// Words says the wish: "At most 3 referrals a month"; "" when there is none.
func (l Limit) Words() string {
	if l.AMonth == 0 {
		return ""
	}
	return "At most " + dates.Count(l.AMonth, "referral", "referrals") + " a month"
}

// SetLimit writes down a service's limit, said now; AMonth 0 takes it away. The
// error is *db.Invalid for a faulty number and db.ErrNotFound for an unknown
// service.
func SetLimit(tx *db.Tx, serviceID string, l Limit) error {
	if l.AMonth < 0 || l.AMonth > MostAMonth {
		var faults db.Invalid
		faults.Add("a_month", fmt.Sprintf("Enter a number between 1 and %d, or leave it empty", MostAMonth))
		return faults.Err()
	}
	if l.Observer != ByOrganisation && l.Observer != ByWorker {
		return fmt.Errorf("directory: observer %q", l.Observer)
	}
	if err := tx.QueryRow(`SELECT id FROM services WHERE id = $1`, serviceID).Scan(&serviceID); err != nil {
		return err
	}
	if l.AMonth == 0 {
		_, err := tx.Exec(`DELETE FROM referral_limits WHERE service_id = $1`, serviceID)
		return err
	}
	_, err := tx.Exec(`INSERT INTO referral_limits (service_id, a_month, observer, observer_id, observer_name, said_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (service_id) DO UPDATE SET a_month = excluded.a_month, observer = excluded.observer, observer_id = excluded.observer_id,
			observer_name = excluded.observer_name, said_at = excluded.said_at`,
		serviceID, l.AMonth, l.Observer, l.ObserverID, l.ObserverName, db.Ms(tx.Now()))
	return err
}

// LimitOf returns the limit of a service; the zero Limit when it has not said.
func LimitOf(r db.Reader, serviceID string) (Limit, error) {
	l, err := db.One(r, func(row db.Scanner) (l Limit, err error) {
		err = row.Scan(&l.AMonth, &l.Observer, &l.ObserverID, &l.ObserverName, db.At(&l.SaidAt))
		return l, err
	}, `SELECT a_month, observer, observer_id, observer_name, said_at FROM referral_limits WHERE service_id = $1`, serviceID)
	if errors.Is(err, db.ErrNotFound) {
		return Limit{}, nil
	}
	return l, err
}

// answerAt is the SQL of the address at which a service answers; see AnswersTo.
const answerAt = `lower(CASE WHEN referral_email <> '' THEN referral_email ELSE email END)`

// Brief is a service by its name alone.
type Brief struct{ ID, Name string }

// AnsweringAt lists the services that answer referrals at an address, in
// whatever letters it is written, by name. Nobody answers at no address.
func AnsweringAt(r db.Reader, address string) ([]Brief, error) {
	if address == "" {
		return nil, nil
	}
	return db.List(r, func(row db.Scanner) (b Brief, err error) {
		err = row.Scan(&b.ID, &b.Name)
		return b, err
	}, `SELECT id, name FROM services WHERE `+answerAt+` = lower($1) ORDER BY name, id`, address)
}
