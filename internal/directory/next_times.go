package directory

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/search"
)

// NextTimes returns when each of some services next happens after a moment, by
// its id, at some times of the week; 0 is any time. One whose schedules name no
// days is not in the map.
func NextTimes(r db.Reader, serviceIDs []string, now time.Time, at search.Times) (map[string]Occurrence, error) {
	within, args := only(serviceIDs).where("service_id")
	schedules, err := db.List(r, func(row db.Scanner) (p partOf[Schedule], err error) {
		s := &p.part
		err = row.Scan(&p.serviceID, db.Text(&s.LocationID), &s.Days, &s.Opens, &s.Closes,
			&s.Repeats, &s.Every, &s.ByDay, &s.ByMonthDay, &s.StartsOn, &s.EndsOn, &s.Times, &s.ValidFrom, &s.ValidTo)
		return p, err
	}, `SELECT service_id, location_id, days, opens, closes, repeats, every, by_day, by_month_day, starts_on, ends_on, times, valid_from, valid_to
		FROM schedules WHERE `+within+` ORDER BY service_id, position`, args...)
	if err != nil {
		return nil, err
	}
	changes, err := changesOf(r, serviceIDs, dates.Of(now))
	if err != nil {
		return nil, err
	}
	services := make(map[string]*Service)
	for _, p := range schedules {
		if services[p.serviceID] == nil {
			services[p.serviceID] = &Service{}
		}
		services[p.serviceID].Schedules = append(services[p.serviceID].Schedules, p.part)
	}
	next := make(map[string]Occurrence, len(services))
	for id, service := range services {
		if one, ok := service.Next(changes[id], now, at); ok {
			next[id] = one
		}
	}
	return next, nil
}

// changesOf are the changes of single days of some services.
func changesOf(r db.Reader, serviceIDs []string, from dates.Date) (map[string][]OccurrenceChange, error) {
	within, args := only(serviceIDs).where("service_id")
	rows, err := db.List(r, func(row db.Scanner) (p partOf[OccurrenceChange], err error) {
		c := &p.part
		err = row.Scan(&p.serviceID, &c.Day, &c.Happens, &c.Opens, &c.Closes, &c.Note, &c.ByID, &c.ByName, db.At(&c.At))
		return p, err
	}, `SELECT service_id, day, happens, opens, closes, note, by_id, by_name, at FROM occurrence_changes WHERE `+within+` ORDER BY day`, args...)
	changes := make(map[string][]OccurrenceChange)
	for _, p := range rows {
		if !p.part.Day.Before(from) {
			changes[p.serviceID] = append(changes[p.serviceID], p.part)
		}
	}
	return changes, err
}
