package demo

import (
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/referrals"
)

// holdClinics lets the first worker of every team sit at its first practice
// once a week, where reception has booked somebody who is supported and somebody
// new.
func (b *builder) holdClinics() error {
	b.clock.Set(b.today.AddDays(-1).At(16, 55))
	for _, t := range b.teams {
		worker, practice := t.Workers[0], t.Practices[0]
		first := b.today.AddDays(2).NextWorkingDay()
		id, err := diary.HoldClinic(b.ctx, b.db, t.Manager, none, diary.Clinic{TeamID: t.ID, AccountID: worker.AccountID, PracticeID: practice.ID, Room: "room 4", First: first, Opens: 9 * 60, Closes: 12 * 60, Slot: 30})
		if err != nil {
			return err
		}
		var free []diary.Slot
		if err := b.read(func(r *db.Snapshot) (err error) {
			free, err = diary.FreeSlots(r, practice.Actor, first.AddDays(7))
			return err
		}); err != nil {
			return err
		}
		if err := b.bookTwo(practice.Actor, id, free); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) bookTwo(reception access.Actor, clinicID string, free []diary.Slot) error {
	if len(free) < 2 {
		return nil
	}
	want := func(s diary.Slot) desk.Wanted {
		return desk.Wanted{ClinicID: clinicID, Day: s.Day, Minute: s.Minute}
	}
	someone := want(free[1])
	someone.Who, someone.CallBack = "Mr Tasker, new", "01632 960 558"
	if _, err := desk.Book(b.ctx, b.db, reception, none, someone); err != nil {
		return err
	}
	var sent []referrals.Referral
	if err := b.read(func(r *db.Snapshot) (err error) { sent, err = referrals.SentBy(r, reception, 200); return }); err != nil {
		return err
	}
	for _, r := range sent {
		if r.State != referrals.Supporting {
			continue
		}
		known := want(free[0])
		known.ReferralID = r.ID
		_, err := desk.Book(b.ctx, b.db, reception, none, known)
		if _, other := errors.AsType[*db.Invalid](err); other {
			continue // theirs is another link worker
		}
		return err
	}
	return nil
}
