package demo

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/mdt"
	"linkwork/internal/people"
)

// meet gives the practices of every team a meeting that was and one that comes,
// with people raised at both.
func (b *builder) meet() error {
	for _, t := range b.teams {
		last, next := b.today.AddDays(-20).NextWorkingDay(), b.today.AddDays(6).NextWorkingDay()
		b.clock.Set(last.AddDays(-7).At(9, 0))
		for _, p := range t.Practices {
			was, err := b.planMeeting(t, p, last)
			if err != nil {
				return err
			}
			coming, err := b.planMeeting(t, p, next)
			if err != nil {
				return err
			}
			for _, at := range []string{was, coming} {
				if err := b.raiseSome(t, p, at); err != nil {
					return err
				}
			}
		}
		b.clock.Set(last.At(14, 30))
		if err := b.decideAll(t, last); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) planMeeting(t team, p staffed, day dates.Date) (string, error) {
	return mdt.Plan(b.ctx, b.db, t.Workers[0], none, mdt.Meeting{PracticeID: p.ID, Day: day, Starts: 13 * 60, Place: "Meeting room upstairs"})
}

// raiseSome lets each worker raise one of their people who is registered there:
// every second one without a name.
func (b *builder) raiseSome(t team, p staffed, meetingID string) error {
	for n, w := range t.Workers {
		open, err := b.openOf(w, 12)
		if err != nil {
			return err
		}
		for _, row := range open {
			if row.Person.PracticeID != p.ID {
				continue
			}
			raise := mdt.Raise{MeetingID: meetingID, PersonID: row.PersonID, Why: "Three calls to the surgery last month, all about being alone in the evenings. Could one person there know them?", Permission: mdt.SaidYes, How: "by phone"}
			if n%2 == 1 {
				raise.Permission, raise.How = mdt.NotNamed, ""
			}
			if allowed, err := b.mayRaise(row.Person); err != nil || !allowed {
				return err
			}
			if err := mdt.Put(b.ctx, b.db, w, none, raise); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// mayRaise reports whether a person has not said no.
func (b *builder) mayRaise(p people.Person) (may bool, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		yes, asked, err := mdt.Allowed(r, p)
		may = yes || !asked
		return err
	})
	return may, err
}

// decideAll says what the meetings of a day decided.
func (b *builder) decideAll(t team, day dates.Date) error {
	var meetings []mdt.Meeting
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { meetings, err = mdt.Meetings(r, t.Manager, day); return }); err != nil {
		return err
	}
	for _, m := range meetings {
		if m.Day != day {
			continue
		}
		var items []mdt.Item
		if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { items, err = mdt.Items(r, t.Manager, m.ID); return }); err != nil {
			return err
		}
		for _, i := range items {
			decision := mdt.Decision{ItemID: i.ID, Version: i.Version, Words: "The care coordinator calls on Mondays; the link worker on Thursdays.", Owner: "The care coordinator"}
			if err := mdt.Decide(b.ctx, b.db, t.Manager, none, decision); err != nil {
				return err
			}
		}
	}
	return nil
}
