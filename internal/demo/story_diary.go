package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/diary"
)

// ahead are the appointments of the days around today, with the people whom
// fillToday left free. Two on one day overlap, as happens.
var ahead = []struct {
	days, hour, minute, length int
	means, place               string
}{
	{1, 10, 0, 45, "home", ""}, {1, 13, 30, 30, "phone", ""}, {1, 13, 45, 30, "phone", ""},
	{2, 9, 30, 60, "community", "Harbour café"}, {3, 11, 0, 45, "practice", "Room 4"}, {6, 14, 0, 30, "video", ""}, {7, 10, 30, 60, "home", ""},
}

// jottings are what workers note to do, about a person or about nobody.
var jottings = []struct {
	words  string
	days   int
	about  bool
	repeat diary.Repeat
}{
	{"Ask the allotment society about raised beds", 0, false, diary.Repeat{}},
	{"Look at the tray of leaflets in the waiting room", 2, false, diary.Repeat{Every: 1, Unit: diary.EveryMonth}},
	{"Send the bus times we talked about", 1, true, diary.Repeat{}},
	{"Talking café: bring the register", 4, false, diary.Repeat{Every: 1, Unit: diary.EveryWeek}},
	{"Ring to hear how the first visit went", 5, true, diary.Repeat{}},
}

// fillDiary gives every worker appointments in the days ahead and tasks of
// their own making, and every manager one.
func (b *builder) fillDiary() error {
	b.clock.Set(b.today.AddDays(-1).At(16, 45))
	for _, t := range b.teams {
		for _, worker := range t.Workers {
			if err := b.fillAhead(worker); err != nil {
				return err
			}
		}
		if _, err := diary.Note(b.ctx, b.db, t.Manager, none, diary.Task{AccountID: t.Manager.AccountID, Title: "Put the rota for the holidays on the wall", Due: b.today.AddDays(3).NextWorkingDay()}); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) fillAhead(worker access.Actor) error {
	var load casework.Caseload
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		load, err = casework.List(r, worker, casework.Mine, "", len(slots)+len(ahead))
		return err
	})
	if err != nil {
		return err
	}
	rows := load.Rows[min(len(slots), len(load.Rows)):]
	for i, row := range rows {
		a := ahead[i]
		day := b.today.AddDays(a.days).NextWorkingDay()
		if err := casework.AgreeAppointment(b.ctx, b.db, worker, none, row.PersonID, day.At(a.hour, a.minute), a.length, a.means, a.place, ""); err != nil {
			return err
		}
	}
	for i, j := range jottings {
		task := diary.Task{AccountID: worker.AccountID, Title: j.words, Due: b.today.AddDays(j.days).NextWorkingDay(), Repeat: j.repeat}
		if j.about && len(rows) > 0 {
			task.PersonID = rows[i%len(rows)].PersonID
		}
		if _, err := diary.Note(b.ctx, b.db, worker, none, task); err != nil {
			return err
		}
	}
	return nil
}
