package questions

import (
	"errors"
	"strconv"
	"time"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// FillRoom fills the form of Room with what stands.
func FillRoom(f visit.Fields, s connections.Standing, now time.Time) {
	if s.Limit.AMonth > 0 {
		f.SetNumber("a_month", s.Limit.AMonth)
	}
	if s.Room.State == "" || s.Room.Stale(now) {
		return // nothing that still counts is answered in advance
	}
	f.Set("state", string(s.Room.State))
	if s.Room.Places > 0 {
		f.SetNumber("places", s.Room.Places)
	}
	if s.Room.Weeks > 0 {
		f.SetNumber("weeks", s.Room.Weeks)
	}
	f.SetDate(untilBox(s.Room.State), s.Room.Until)
}

// ReadRoom reads the form of Room. *db.Invalid for what is no date.
func ReadRoom(f visit.Fields) (w connections.Wish, err error) {
	var bad db.Invalid
	w.State, w.AMonth = directory.CapacityState(f.Get("state")), f.Number("a_month")
	if f.Is("a_month", "0") {
		bad.Add("a_month", "Enter 1 or more, or leave it empty for no wish")
	}
	switch w.State {
	case directory.HasPlaces:
		w.Places = f.Number("places")
	case directory.WaitingList:
		w.Weeks = f.Number("weeks")
	case directory.Full, directory.Paused:
		w.Until = f.Date(untilBox(w.State), &bad)
	}
	return w, bad.Err()
}

// untilBox is the box with the day until which a state lasts: each has its own.
func untilBox(s directory.CapacityState) string { return string(s) + "-until" }

// AskedRoom names the boxes of the form of Room in faults found below it.
func AskedRoom(err error, f visit.Fields) error {
	var bad *db.Invalid
	if !errors.As(err, &bad) {
		return err
	}
	named := new(db.Invalid)
	for _, fault := range bad.Fields {
		if fault.Field == "until" {
			fault.Field = untilBox(directory.CapacityState(f.Get("state")))
		}
		named.Add(fault.Field, fault.Message)
	}
	return named
}

// waits are the waits that are offered, and the one that stands.
func waits(f visit.Fields) []ui.Choice {
	items := []ui.Choice{{Value: "", Text: "We cannot say"}}
	offered := []int{1, 2, 4, 6, 8, 12, 26, 52}
	for _, weeks := range offered {
		items = append(items, ui.Choice{Value: strconv.Itoa(weeks), Text: "About " + dates.Count(weeks, "week", "weeks")})
	}
	if n := f.Number("weeks"); n > 0 && n <= directory.MostWeeks {
		for _, weeks := range offered {
			if weeks == n {
				return items
			}
		}
		items = append(items, ui.Choice{Value: strconv.Itoa(n), Text: "About " + dates.Count(n, "week", "weeks")})
	}
	return items
}
