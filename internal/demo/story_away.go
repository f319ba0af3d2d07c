package demo

import (
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/casework"
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
		if err := b.away(second, 0, 1, 1, "Texts are best. I have told them that you may be in touch."); err != nil {
			return err
		}
		if err := b.away(first, 7, 11, 4, "Nobody is waiting for a call from me in particular."); err != nil {
			return err
		}
	}
	return nil
}

// away lets a worker be away from one day to another and hands over the last
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
	// Who goes on a visit today goes themselves.
	due = slices.DeleteFunc(due, func(x workforce.Due) bool { return b.visited[x.PersonID] })
	var asked []workforce.Asked
	for _, x := range due[len(due)-min(most, len(due)):] {
		asked = append(asked, workforce.Asked{PersonID: x.PersonID, CoverID: x.Proposed, Words: "Only if it cannot wait."})
	}
	return workforce.HandCover(b.ctx, b.db, who, none, id, a.Version, asked)
}

// transfer lets teams ask one another to take people over. Most wait for an
// answer; the first worker has one no to read.
func (b *builder) transfer() error {
	harbour, canalside, highmoor, weir := b.teams[0], b.teams[1], b.teams[2], b.teams[3]
	for _, ask := range []struct {
		worker access.Actor
		to     team
		n      int
		reason string
		words  string
	}{
		{harbour.Workers[0], highmoor, 2, "moved", "Moves up the hill at the end of the month. Knows nobody there yet; would like a walking group."},
		{harbour.Workers[1], weir, 1, "practice", "Is with Mill Lane now. Halfway through a plan about money."},
		{canalside.Workers[0], highmoor, 1, "moved", "Has a new flat there. Likes a call before a visit."},
		{highmoor.Workers[0], harbour, 1, "knows", "Would like to speak with somebody who knows the coast and its groups. Used to fish."},
		{harbour.Workers[0], weir, 1, "room", "Asked about a place in the garden, which is full here."},
	} {
		ids, err := b.ask(ask.worker, ask.to, ask.n, ask.reason, ask.words)
		if err != nil {
			return err
		}
		if ask.reason == "room" {
			if err := workforce.Decline(b.ctx, b.db, ask.to.Manager, none, ids[0], 1, "Our garden is full too. The allotments by the weir take people from everywhere: 01632 960 644."); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask has a worker ask another team for some of the people whom they know
// longest and for whom nobody has been asked.
func (b *builder) ask(worker access.Actor, to team, n int, reason, words string) (ids []string, err error) {
	rows, err := b.longestKnown(worker, 25)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if len(ids) == n {
			break
		}
		if row.State != casework.Engaged || b.asked[row.PersonID] {
			continue
		}
		id, err := workforce.AskTransfer(b.ctx, b.db, worker, none, workforce.Transfer{PersonID: row.PersonID, ToTeam: to.ID, Reason: reason, Words: words, Agreed: "Said yes in the last conversation"})
		if err != nil {
			return nil, err
		}
		b.asked[row.PersonID] = true
		ids = append(ids, id)
	}
	return ids, nil
}
