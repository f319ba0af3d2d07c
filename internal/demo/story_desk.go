package demo

import (
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// fillDesks lets reception leave a few messages for every worker, of whom one
// was answered, and one that nobody has recognised yet.
func (b *builder) fillDesks() error {
	for _, t := range b.teams {
		b.clock.Set(b.today.AddDays(-1).At(16, 40))
		way := teams.WayBack{TeamID: t.ID, Replies: "07700 900 500", ReadBy: t.Manager.Name, Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this on weekdays from 9am to 5pm."}
		if err := desk.SetWayBack(b.ctx, b.db, t.Manager, none, way); err != nil {
			return err
		}
		desks := t.Practices[0].Actor
		if _, err := desk.Leave(b.ctx, b.db, desks, none, desk.Left{Who: "Mrs Marsh, I think", About: "call", CallBack: "01632 960 555", ByWhen: b.today}); err != nil {
			return err
		}
		for _, p := range t.Practices {
			if err := b.rang(t, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// rang lets two people of a practice who are supported ring for each worker.
func (b *builder) rang(t team, p staffed) error {
	var sent []referrals.Referral
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { sent, err = referrals.SentBy(r, p.Actor, 200); return })
	if err != nil {
		return err
	}
	rung := make(map[string]int) // by worker
	for _, r := range sent {
		if r.State != referrals.Supporting {
			continue
		}
		id, err := desk.Leave(b.ctx, b.db, p.Actor, none, desk.Left{ReferralID: r.ID, About: []string{"call", "appointment", "news"}[len(rung)%3], CallBack: fmt.Sprintf("01632 960 %03d", 500+len(rung)), ByWhen: b.today})
		if err != nil {
			return err
		}
		owner, err := b.ownerOf(t, id)
		if err != nil {
			return err
		}
		if rung[owner.AccountID]++; rung[owner.AccountID] == 2 {
			if err := desk.Settle(b.ctx, b.db, owner, none, desk.Move{NoteID: id, Version: 1, To: desk.Answered, Reply: "We spoke this afternoon."}); err != nil {
				return err
			}
		}
		if len(rung) == len(t.Workers) && rung[owner.AccountID] >= 2 {
			return nil
		}
	}
	return nil
}

// ownerOf is the worker with whom a note is.
func (b *builder) ownerOf(t team, noteID string) (owner access.Actor, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		n, err := desk.TheNote(r, t.Manager, noteID)
		for _, w := range t.Workers {
			if w.AccountID == n.OwnerID {
				owner = w
			}
		}
		return err
	})
	return owner, err
}
