package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// leaver has left, and two people of the first network with nobody since.
const leaver = "Nadia Ferris"

// keepOrder lets workers and managers keep views of their lists and change how
// they keep in touch with people, and lets a colleague leave.
func (b *builder) keepOrder() error {
	b.clock.Set(b.today.AddDays(-1).At(16, 45))
	for _, t := range b.teams {
		for _, who := range t.Workers {
			if err := b.saveView(who, "Nobody spoke with for 4 weeks", casework.Choices{Which: casework.Mine, Sort: casework.ByContact, Quiet: true}); err != nil {
				return err
			}
			if err := b.saveView(who, "Money, by what is next", casework.Choices{Which: casework.Mine, Sort: casework.ByNext, Need: "money"}); err != nil {
				return err
			}
			if err := b.talkOver(who); err != nil {
				return err
			}
		}
		if err := b.saveView(t.Manager, "Late in the whole team", casework.Choices{Which: casework.TeamOpen, Sort: casework.ByNext, Late: true}); err != nil {
			return err
		}
	}
	return b.leave(b.teams[0])
}

func (b *builder) saveView(by access.Actor, name string, c casework.Choices) error {
	_, err := casework.SaveView(b.ctx, b.db, by, none, name, c)
	return err
}

// talkOver sets new days for what was talked over, for all but the two that
// have lasted longest, which are still to be talked over. The third and fourth
// are to be called yesterday and today.
func (b *builder) talkOver(worker access.Actor) error {
	var held []casework.Holding
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		held, err = casework.HeldBy(r, worker.AccountID)
		return err
	})
	yesterday := dates.Of(b.clock.Now())
	for i, h := range held {
		if i < 2 || err != nil {
			continue
		}
		if h.NextCheckIn.Before(yesterday) || i == 2 {
			h.NextCheckIn, h.EveryDays = yesterday, 7
		} else if i == 3 {
			h.NextCheckIn = b.today
		}
		if h.TalkNow(b.today) {
			h.TalkAboutOn = h.TalkAboutOn.AddMonths(3)
		}
		err = casework.ChangeHolding(b.ctx, b.db, worker, none, h)
	}
	return err
}

// leave lets somebody leave the team whose last two people nobody has taken
// over yet.
func (b *builder) leave(t team) error {
	var gone access.Actor
	err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		gone, err = b.account(tx, leaver, access.Membership{Role: access.LinkWorker, TeamID: t.ID})
		return err
	})
	if err != nil {
		return err
	}
	colleague := t.Workers[len(t.Workers)-1]
	var load casework.Caseload
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		load, err = casework.List(r, colleague, casework.Mine, "", 2)
		return err
	}); err != nil {
		return err
	}
	for _, row := range load.Rows {
		if err := casework.HandOver(b.ctx, b.db, t.Manager, none, row.PersonID, gone.AccountID); err != nil {
			return err
		}
	}
	return b.db.Write(b.ctx, func(tx *db.Tx) error {
		if err := access.Leave(tx, gone.AccountID); err != nil {
			return err
		}
		return identity.Disable(tx, audit.System, gone.AccountID)
	})
}
