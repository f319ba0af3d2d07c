package directory

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// OccurrenceChange says what differs from the schedule on one day. The series
// stays as it is.
type OccurrenceChange struct {
	Day     dates.Date
	Happens bool   // false: not on that day; true: on, although a bank holiday
	Opens   string // when it differs
	Closes  string
	Note    string // nothing about a person
	ByID    string // account, empty for an organisation by its link
	ByName  string
	At      time.Time
}

// on applies the change to an occurrence of its day; the zero change does nothing.
func (c OccurrenceChange) on(o Occurrence) (changed Occurrence, happens bool) {
	if c.Day.IsZero() {
		return o, true
	}
	o.Unsure, o.Note = "", c.Note
	if c.Opens != "" {
		o.Opens, o.Closes = c.Opens, c.Closes
	}
	return o, c.Happens
}

func (c *OccurrenceChange) check(today dates.Date) error {
	var faults db.Invalid
	c.Note = strings.TrimSpace(c.Note)
	if c.Day.IsZero() || c.Day.Before(today) || today.AddDays(MostDays).Before(c.Day) {
		faults.Add("day", fmt.Sprintf("Enter a day from today up to %d days ahead", MostDays))
	}
	for _, clock := range []struct{ field, text string }{{"opens", c.Opens}, {"closes", c.Closes}} {
		if _, err := time.Parse("15:04", clock.text); clock.text != "" && err != nil {
			faults.Add(clock.field, "Enter a time, like 14:30")
		}
	}
	if c.Opens != "" && c.Closes != "" && c.Closes <= c.Opens {
		faults.Add("closes", "The end must be after the beginning")
	}
	if utf8.RuneCountInString(c.Note) > maxNote {
		faults.Add("note", fmt.Sprintf("Use %d characters or fewer", maxNote))
	}
	return faults.Err()
}

// ChangeOccurrence says what differs on one day, in place of what was said of
// it before. The error is *db.Invalid for a faulty field and db.ErrNotFound for
// an unknown service.
func ChangeOccurrence(tx *db.Tx, serviceID string, c OccurrenceChange) error {
	if err := c.check(dates.Of(tx.Now())); err != nil {
		return err
	}
	if err := tx.QueryRow(`SELECT id FROM services WHERE id = $1`, serviceID).Scan(&serviceID); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO occurrence_changes (service_id, day, happens, opens, closes, note, by_id, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (service_id, day) DO UPDATE SET happens = excluded.happens, opens = excluded.opens, closes = excluded.closes,
			note = excluded.note, by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`,
		serviceID, c.Day, c.Happens, c.Opens, c.Closes, c.Note, c.ByID, c.ByName, db.Ms(tx.Now())); err != nil {
		return err
	}
	return touch(tx, serviceID)
}

// UnchangeOccurrence lets the schedule speak again for one day. db.ErrNotFound
// where nothing differs on it.
func UnchangeOccurrence(tx *db.Tx, serviceID string, day dates.Date) error {
	n, err := tx.Exec(`DELETE FROM occurrence_changes WHERE service_id = $1 AND day = $2`, serviceID, day)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return touch(tx, serviceID)
}

// OccurrenceChanges returns what differs from a service's schedules from a day
// on, in order of days.
func OccurrenceChanges(r db.Reader, serviceID string, from dates.Date) ([]OccurrenceChange, error) {
	return db.List(r, func(row db.Scanner) (c OccurrenceChange, err error) {
		err = row.Scan(&c.Day, &c.Happens, &c.Opens, &c.Closes, &c.Note, &c.ByID, &c.ByName, db.At(&c.At))
		return c, err
	}, `SELECT day, happens, opens, closes, note, by_id, by_name, at FROM occurrence_changes
		WHERE service_id = $1 AND day >= $2 ORDER BY day`, serviceID, from)
}
