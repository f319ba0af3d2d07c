package demo

import (
	"linkwork/internal/supervision"
)

// supervise gives every link worker a talk that was held and the next one; for
// the last of each team nothing is planned yet.
func (b *builder) supervise() error {
	for _, t := range b.teams {
		for n, w := range t.Workers {
			last := b.today.AddDays(-25 - 3*n).NextWorkingDay()
			if err := b.plan1to1(t, supervision.Supervision{TeamID: t.ID, WorkerID: w.AccountID, StartsAt: last.At(14, 0), Minutes: 60, Place: "Small room"}, "Two afternoons without appointments in the next month. The letter to the housing office first."); err != nil {
				return err
			}
			if n == len(t.Workers)-1 && n > 0 {
				continue
			}
			next := b.today.AddDays(2 + n).NextWorkingDay()
			if err := b.plan1to1(t, supervision.Supervision{TeamID: t.ID, WorkerID: w.AccountID, StartsAt: next.At(14, 0), Minutes: 60, Place: "Small room"}, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// plan1to1 plans a talk a week before, and holds it where both agreed something.
func (b *builder) plan1to1(t team, s supervision.Supervision, agreed string) error {
	planned := s.StartsAt.AddDate(0, 0, -7)
	if planned.After(b.now) {
		planned = b.now
	}
	b.clock.Set(planned)
	id, err := supervision.Plan(b.ctx, b.db, t.Manager, none, s)
	if err != nil || agreed == "" {
		return err
	}
	b.clock.Set(s.StartsAt.Add(70 * 60e9))
	return supervision.Hold(b.ctx, b.db, t.Manager, none, id, 1, agreed)
}
