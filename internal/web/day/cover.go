package day

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/workforce"
)

// coveredPerson is somebody for whose worker the reader covers today, with what
// is due up to today.
type coveredPerson struct {
	workforce.Cover
	Appointments []diary.Appointment
	Tasks        []diary.Task
	CheckIns     []casework.Holding
}

// readCover reads whom the reader covers for, and what it was like while they
// were away themselves.
func (t *today) readCover(r *db.Snapshot, by access.Actor) (err error) {
	if t.Returns, err = workforce.Returns(r, by); err != nil {
		return err
	}
	all, err := workforce.Absences(r, by)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.AccountID == by.AccountID && !a.Over(t.Day) {
			t.Away = append(t.Away, a)
		}
	}
	covers, err := workforce.Covering(r, by)
	if err != nil {
		return err
	}
	for _, c := range covers {
		person, err := t.readCovered(r, by, c)
		if err != nil {
			return err
		}
		t.Covering = append(t.Covering, person)
	}
	return nil
}

func (t *today) readCovered(r *db.Snapshot, by access.Actor, c workforce.Cover) (x coveredPerson, err error) {
	x.Cover = c
	planned, err := diary.PlannedFor(r, c.PersonID)
	if err != nil {
		return x, err
	}
	for _, a := range planned {
		if a.StartsAt.Before(t.Day.AddDays(1).Midnight()) {
			x.Appointments = append(x.Appointments, a)
		}
	}
	tasks, err := diary.ToDoFor(r, c.PersonID)
	if err != nil {
		return x, err
	}
	for _, task := range tasks {
		if !task.Due.After(t.Day) {
			x.Tasks = append(x.Tasks, task)
		}
	}
	k, err := casework.Latest(r, by, c.PersonID)
	if err != nil {
		return x, err
	}
	holdings, err := casework.OpenHoldings(r, k.ID)
	x.CheckIns = checkInsDue(holdings, t.Day)
	return x, err
}
