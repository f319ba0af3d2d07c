package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/workforce"
)

// goAway lets workers be away: the first next week, with colleagues who cover
// for those with something due, and the second of two today and tomorrow.
func (b *builder) goAway() error {
	b.clock.Set(b.today.AddDays(-1).At(16, 50))
	for _, t := range b.teams {
		if len(t.Workers) < 2 {
			continue
		}
		first, second := t.Workers[0], t.Workers[1]
		if err := b.away(second, 0, 1, 2, "Texts are best. I have told them that you may be in touch."); err != nil {
			return err
		}
		if err := b.away(first, 7, 11, 4, "Nobody is waiting for a call from me in particular."); err != nil {
			return err
		}
	}
	return nil
}

// away lets a worker be away from one day to another and hands over the first
// few who have something due, as Linkwork proposes.
func (b *builder) away(who access.Actor, from, to, most int, words string) error {
	a := workforce.Absence{AccountID: who.AccountID, From: b.today.AddDays(from), To: b.today.AddDays(to), Words: words}
	id, err := workforce.SayAway(b.ctx, b.db, who, none, a)
	if err != nil {
		return err
	}
	var due []workforce.Due
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		if a, err = workforce.TheAbsence(r, who, id); err != nil {
			return err
		}
		due, err = workforce.DueWhile(r, who, a)
		return err
	}); err != nil {
		return err
	}
	var asked []workforce.Asked
	for _, x := range due[:min(most, len(due))] {
		asked = append(asked, workforce.Asked{PersonID: x.PersonID, CoverID: x.Proposed, Words: "Only if it cannot wait."})
	}
	return workforce.HandCover(b.ctx, b.db, who, none, id, a.Version, asked)
}
