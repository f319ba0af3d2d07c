package directory

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// CapacityState says whether a service has room.
type CapacityState string

// The states of capacity. The zero value means nobody has ever said.
const (
	HasPlaces       CapacityState = "places"
	WaitingList     CapacityState = "waiting"
	Full            CapacityState = "full"
	Paused          CapacityState = "paused" // takes no new referrals for now
	CapacityUnknown CapacityState = "unknown"
)

// StaleAfter is how long an observation of capacity counts. Voluntary groups
// cannot keep a number true for longer.
const StaleAfter = 14 * 24 * time.Hour

// PauseHolds is how long a pause counts that says no day: a group that has
// forgotten it is not left out for ever.
const PauseHolds = 12 * 7 * 24 * time.Hour

// MostDaysAhead is the furthest day until which a service can be full or paused.
const MostDaysAhead = 366

// Who saw it.
const (
	ByOrganisation = "organisation"
	ByWorker       = "worker"
	ByImport       = "import"
)

// Capacity is what somebody saw at a moment.
type Capacity struct {
	State        CapacityState
	Places       int        // when State is HasPlaces; 0 when not said
	Weeks        int        // when State is WaitingList; 0 when not said
	Until        dates.Date // when State is Full or Paused: the day on which it ends by itself; zero when not said
	Note         string     // one line, nothing about a person
	Observer     string     // ByOrganisation, ByWorker, ByImport
	ObserverID   string     // account that wrote it down; empty for an organisation
	ObserverName string     // shown beside it
	ObservedAt   time.Time
}

// Stale says whether the observation is too old to count.
func (c Capacity) Stale(now time.Time) bool { return now.After(c.holdsTo()) }

// holdsTo is the last second at which the observation counts.
func (c Capacity) holdsTo() time.Time {
	switch {
	case !c.Until.IsZero():
		return c.Until.Midnight().Add(-time.Second)
	case c.State == Paused:
		return c.ObservedAt.Add(PauseHolds)
	}
	return c.ObservedAt.Add(StaleAfter)
}

// AsksForNone says whether the service itself wants no new referrals now: it
// has paused them, or is full until a day that is still to come.
func (c Capacity) AsksForNone(now time.Time) bool {
	return !c.Stale(now) && (c.State == Paused || c.State == Full && !c.Until.IsZero())
}

// HasRoom says whether, as far as is known, somebody could start now. An old
// or missing observation is not a no.
func (c Capacity) HasRoom(now time.Time) Answer {
	switch {
	case c.Stale(now):
		return NotStated
	case c.State == HasPlaces:
		return Yes
	case c.State == WaitingList, c.State == Full, c.State == Paused:
		return No
	}
	return NotStated
}

// Words says it in a few words: "Has 3 places", "Waiting list, about 6 weeks".
func (c Capacity) Words() string {
	switch c.State {
	case HasPlaces:
		if c.Places == 1 {
			return "Has 1 place"
		}
		if c.Places > 0 {
			return fmt.Sprintf("Has %d places", c.Places)
		}
		return "Has places"
	case WaitingList:
		if c.Weeks == 1 {
			return "Waiting list, about 1 week"
		}
		if c.Weeks > 0 {
			return fmt.Sprintf("Waiting list, about %d weeks", c.Weeks)
		}
		return "Waiting list"
	case Full:
		return "Full" + c.untilWords()
	case Paused:
		if c.Until.IsZero() {
			return "No new referrals for now"
		}
		return "No new referrals" + c.untilWords()
	}
	return "Not known if there is room"
}

func (c Capacity) untilWords() string {
	if c.Until.IsZero() {
		return ""
	}
	return " until " + c.Until.Long()
}

const maxNote = 200 // characters

// MostWeeks is the longest wait that an observation can say.
const MostWeeks = 104

// Observe records what somebody saw of a service's capacity, now if
// ObservedAt is zero. The error is *db.Invalid for a faulty field and
// db.ErrNotFound for an unknown service.
func Observe(tx *db.Tx, serviceID string, c Capacity) error {
	c.Note = strings.TrimSpace(c.Note)
	if c.ObservedAt.IsZero() {
		c.ObservedAt = tx.Now()
	}
	if err := c.check(tx.Now()); err != nil {
		return err
	}
	if err := tx.QueryRow(`SELECT id FROM services WHERE id = $1`, serviceID).Scan(&serviceID); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO capacity_observations
		(id, service_id, state, places, weeks, until, note, observer, observer_id, observer_name, observed_at, written_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.NewID(), serviceID, string(c.State), c.Places, c.Weeks, c.Until, c.Note, c.Observer, c.ObserverID, c.ObserverName, db.Ms(c.ObservedAt), db.Ms(tx.Now()))
	if err != nil {
		return err
	}
	return restamp(tx, stampCapacity)
}

// Unobserve removes what was written at a moment of a service's capacity by one
// of some names, because what it was taken from never happened.
func Unobserve(tx *db.Tx, serviceID string, at time.Time, names ...string) error {
	args := []any{serviceID, db.Ms(at)}
	for _, name := range names {
		args = append(args, name)
	}
	n, err := tx.Exec(`DELETE FROM capacity_observations WHERE service_id = $1 AND observed_at = $2 AND written_at = $2
		AND observer_name IN `+db.Marks(3, len(names)), args...)
	if err != nil || n == 0 {
		return err
	}
	return touch(tx, serviceID)
}

func (c *Capacity) check(now time.Time) error {
	var faults db.Invalid
	switch c.State {
	case HasPlaces:
		c.Weeks, c.Until = 0, dates.Date{}
	case WaitingList:
		c.Places, c.Until = 0, dates.Date{}
	case Full, Paused:
		c.Places, c.Weeks = 0, 0
	case CapacityUnknown:
		c.Places, c.Weeks, c.Until = 0, 0, dates.Date{}
	default:
		faults.Add("state", "Choose whether there is room")
	}
	if c.Places < 0 || c.Places > 999 {
		faults.Add("places", "Enter a number of places between 0 and 999")
	}
	if c.Weeks < 0 || c.Weeks > MostWeeks {
		faults.Add("weeks", fmt.Sprintf("Enter a number of weeks between 0 and %d", MostWeeks))
	}
	if seen := dates.Of(c.ObservedAt); !c.Until.IsZero() && (!c.Until.After(seen) || c.Until.Sub(seen) > MostDaysAhead) {
		faults.Add("until", "Enter a day after today and within a year")
	}
	if utf8.RuneCountInString(c.Note) > maxNote {
		faults.Add("note", fmt.Sprintf("Use %d characters or fewer", maxNote))
	}
	if c.Observer != ByOrganisation && c.Observer != ByWorker && c.Observer != ByImport || c.ObservedAt.After(now) {
		return fmt.Errorf("directory: observer %q at %v", c.Observer, c.ObservedAt)
	}
	return faults.Err()
}

const selectCapacity = `
	SELECT service_id, state, places, weeks, until, note, observer, observer_id, observer_name, observed_at
	FROM capacity_observations`

// seen is a capacity and the service it is of.
type seen struct {
	serviceID string
	Capacity
}

func scanCapacity(row db.Scanner) (s seen, err error) {
	err = row.Scan(&s.serviceID, &s.State, &s.Places, &s.Weeks, &s.Until, &s.Note,
		&s.Observer, &s.ObserverID, &s.ObserverName, db.At(&s.ObservedAt))
	return s, err
}

// Capacities returns what was seen of a service's capacity, newest first, at
// most limit.
func Capacities(r db.Reader, serviceID string, limit int) ([]Capacity, error) {
	rows, err := db.List(r, scanCapacity, selectCapacity+`
		WHERE service_id = $1 ORDER BY observed_at DESC, id DESC LIMIT $2`, serviceID, limit)
	if err != nil {
		return nil, err
	}
	all := make([]Capacity, len(rows))
	for i, row := range rows {
		all[i] = row.Capacity
	}
	return all, nil
}

// currentCapacities returns the newest observation of every service of a scope
// that has one, by service.
func currentCapacities(r db.Reader, of scope) (map[string]Capacity, error) {
	within, args := of.where("c.service_id")
	rows, err := db.List(r, scanCapacity, selectCapacity+` AS c WHERE `+within+` AND NOT EXISTS (
		SELECT 1 FROM capacity_observations AS later WHERE later.service_id = c.service_id
		AND (later.observed_at > c.observed_at OR later.observed_at = c.observed_at AND later.id > c.id))`, args...)
	if err != nil {
		return nil, err
	}
	current := make(map[string]Capacity, len(rows))
	for _, row := range rows {
		current[row.serviceID] = row.Capacity
	}
	return current, nil
}

// OpenPauses lists the services that have paused referrals without a day, said
// so before a moment and nothing since, and whose pause counts for another week:
// what is about to end by itself is not worth a question.
func OpenPauses(r db.Reader, before time.Time) ([]string, error) {
	rows, err := db.List(r, scanCapacity, selectCapacity+` AS c WHERE c.state = 'paused' AND c.until IS NULL AND c.observed_at <= $1 AND c.observed_at >= $2
		AND NOT EXISTS (SELECT 1 FROM capacity_observations AS later WHERE later.service_id = c.service_id
		AND (later.observed_at > c.observed_at OR later.observed_at = c.observed_at AND later.id > c.id)) ORDER BY c.service_id`,
		db.Ms(before), db.Ms(r.Now().Add(-PauseHolds).AddDate(0, 0, 7)))
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.serviceID
	}
	return ids, err
}
