package demo

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/lonework"
)

// visit lets workers go to people's homes: each has a timer set for a visit to
// come, and the first of each team asked for help once, which came to nothing.
func (b *builder) visit() error {
	for i, t := range b.teams {
		b.clock.Set(b.today.AddDays(-12).At(9, 5))
		chain := []access.Lead{{AccountID: t.Manager.AccountID, Phone: "07700 900 500"}}
		if len(t.Workers) > 1 {
			chain = append([]access.Lead{{AccountID: t.Workers[1].AccountID, Phone: "07700 900 501"}}, chain...)
		}
		rules := lonework.Rules{Grace: 15, Pass: 10, OnWord: "Keep them talking. Call 999 from another phone, give the address, and say that it is a worker alone."}
		if err := lonework.SetRules(b.ctx, b.db, t.Manager, none, t.ID, chain, rules); err != nil {
			return err
		}
		for j, w := range t.Workers {
			me := lonework.Details{Phone: fmt.Sprintf("07700 900 %03d", 520+10*i+j), Car: "Small grey estate, AB12 CDE", CodeWord: "the green folder"}
			if err := lonework.SetDetails(b.ctx, b.db, w, none, me); err != nil {
				return err
			}
		}
		if err := b.helpOnce(t.Workers[0], t.Manager); err != nil {
			return err
		}
		for _, w := range t.Workers {
			b.clock.Set(b.now)
			if _, err := b.timer(w, later(b.now.Add(40*time.Minute), b.today.At(14, 0))); err != nil {
				return err
			}
		}
	}
	return nil
}

func later(x, y time.Time) time.Time {
	if x.After(y) {
		return x
	}
	return y
}

// timer agrees a visit at a time with somebody whom the worker has known long,
// and sets its timer.
func (b *builder) timer(w access.Actor, starts time.Time) (visit string, err error) {
	person, err := b.knownAlone(w)
	if err != nil {
		return "", err
	}
	b.visited[person] = true
	if err := circle.NoteHome(b.ctx, b.db, w, none, person, "Lives alone, with a small dog that barks and does not bite. The bell is broken: knock. Park in the lane behind."); err != nil {
		return "", err
	}
	if err := casework.AgreeAppointment(b.ctx, b.db, w, none, person, starts.Truncate(time.Minute), 45, "home", "", ""); err != nil {
		return "", err
	}
	var made diary.Appointment
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		all, err := diary.PlannedFor(r, person)
		for _, a := range all {
			if a.StartsAt.Equal(starts.Truncate(time.Minute)) {
				made = a
			}
		}
		return err
	}); err != nil {
		return "", err
	}
	return lonework.SetTimer(b.ctx, b.db, w, none, lonework.Plan{PersonID: person, AppointmentID: made.ID, BackBy: made.Ends().Add(15 * time.Minute), How: "car"})
}

// knownAlone is somebody whom a worker has known long and for whom no colleague
// covers today, best somebody with no appointment yet: a worker with few people may
// have one with each.
func (b *builder) knownAlone(w access.Actor) (person string, err error) {
	rows, err := b.longestKnown(w, 16)
	if err != nil {
		return "", err
	}
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		for _, row := range rows[2:] {
			planned, err := diary.PlannedFor(r, row.PersonID)
			if err != nil {
				return err
			}
			if b.covered(r, w, row.PersonID) {
				continue
			}
			if len(planned) == 0 {
				person = row.PersonID
				return nil
			}
			if person == "" && !slices.ContainsFunc(planned, func(a diary.Appointment) bool { return dates.Of(a.StartsAt) == b.today }) {
				person = row.PersonID
			}
		}
		if person == "" {
			return errors.New("everybody has an appointment today or is covered")
		}
		return nil
	})
	return person, err
}

// covered says whether somebody other than their worker sees a person.
func (b *builder) covered(r *db.Snapshot, w access.Actor, person string) bool {
	for _, t := range b.teams {
		for _, other := range t.Workers {
			if other.AccountID != w.AccountID && access.SeePerson(r, other, person) == nil {
				return true
			}
		}
	}
	return false
}

// helpOnce lets a worker press for help on a visit some days ago; the manager
// answered at once, and the visit was recorded.
func (b *builder) helpOnce(w, manager access.Actor) error {
	day := b.today.AddDays(-9).NextWorkingDay()
	b.clock.Set(day.At(9, 30))
	id, err := b.timer(w, day.At(11, 0))
	if err != nil {
		return err
	}
	for _, step := range []struct {
		minute int
		do     func() error
	}{
		{85, func() error { return lonework.SetOut(b.ctx, b.db, w, none, id) }},
		{110, func() error { return lonework.AskForHelp(b.ctx, b.db, w, none, id, false) }},
		{112, func() error { return lonework.Answer(b.ctx, b.db, manager, none, id) }},
		{120, func() error {
			return lonework.Finish(b.ctx, b.db, manager, none, id, "safe", "A visitor was shouting in the hall. She left by the back door and is in her car.")
		}},
		{300, func() error { return b.recordVisit(w, id, day) }},
	} {
		b.clock.Set(day.At(9, 30).Add(time.Duration(step.minute) * time.Minute))
		if err := step.do(); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) recordVisit(w access.Actor, visit string, day dates.Date) error {
	var v lonework.Visit
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		v, err = lonework.The(r, w, visit)
		return err
	}); err != nil {
		return err
	}
	e := casework.Entry{AppointmentID: v.AppointmentID}
	e.PersonID, e.Day, e.Means, e.Words = v.PersonID, day, "home", "We talked until somebody else came to the door. We meet at the practice from now on."
	_, err := casework.RecordContact(b.ctx, b.db, w, none, e)
	return err
}
