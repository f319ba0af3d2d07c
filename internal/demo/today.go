package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/places"
)

// outcodes are those of a network's patch.
func outcodes(net network) []string {
	var codes []string
	for _, area := range places.MadeUpIn(patch(net)) {
		codes = append(codes, area.Outcode)
	}
	return codes
}

// slots are the appointments of a working day, on top of what the story left.
var slots = []struct {
	hour, minute, length int
	means, place, bring  string
}{
	{9, 30, 30, "phone", "", ""}, {11, 0, 45, "practice", "Room 4", "The timetable of the lunch club"}, {14, 0, 60, "home", "", "Large-print form for the bus pass"}, {15, 30, 30, "video", "", ""},
}

// fillToday gives every worker a day with appointments, agreed the working day
// before.
func (b *builder) fillToday() error {
	yesterday := b.today.AddDays(-1)
	b.clock.Set(yesterday.At(16, 30))
	for _, t := range b.teams {
		for _, worker := range t.Workers {
			if err := b.fillDay(worker); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) fillDay(worker access.Actor) error {
	var load casework.Caseload
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		load, err = casework.List(r, worker, casework.Mine, "", len(slots))
		return err
	})
	if err != nil {
		return err
	}
	for i, row := range load.Rows {
		s := slots[i]
		if err := casework.AgreeAppointment(b.ctx, b.db, worker, none, row.PersonID, b.today.At(s.hour, s.minute), s.length, s.means, s.place, s.bring); err != nil {
			return err
		}
	}
	return nil
}
