package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/workforce"
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
	if err := b.handOn(b.teams[1]); err != nil {
		return err
	}
	if err := b.leave(b.teams[0]); err != nil {
		return err
	}
	if err := b.double(); err != nil {
		return err
	}
	if err := b.goAway(); err != nil {
		return err
	}
	return b.transfer()
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

// handOn has a manager give one person of the second worker to the first, who
// has not read yet what to know.
func (b *builder) handOn(t team) error {
	first, second := t.Workers[0], t.Workers[1]
	rows, err := b.longestKnown(second, 1)
	if err != nil {
		return err
	}
	return b.give(t, rows, first, "Priti’s days are full, so one of her people moves.", "Likes to be called after lunch, never before.")
}

// longestKnown are the people whom a worker has known longest.
func (b *builder) longestKnown(worker access.Actor, n int) (rows []casework.Row, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		load, err := casework.List(r, worker, casework.Mine, "", n)
		rows = load.Rows
		return err
	})
	return rows, err
}

// give has the manager give people to a worker with what to know.
func (b *builder) give(t team, rows []casework.Row, to access.Actor, forAll, each string) error {
	var gifts []workforce.Gift
	for _, row := range rows {
		gifts = append(gifts, workforce.Gift{PersonID: row.PersonID, From: row.WorkerID, To: to.AccountID, Words: each})
	}
	return workforce.HandOver(b.ctx, b.db, t.Manager, none, gifts, forAll)
}

// leave lets somebody leave the team: two of their people were given back in
// time, and nobody has taken over the last two yet.
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
	rows, err := b.longestKnown(colleague, 8)
	if err != nil {
		return err
	}
	rows = rows[len(rows)-4:]
	if err := b.give(t, rows, gone, "To start with. All have been told that somebody new will call.", ""); err != nil {
		return err
	}
	for i := range rows {
		rows[i].WorkerID = gone.AccountID
	}
	const leaves = "Nadia leaves on Friday. Everybody knows and has said goodbye to her."
	if err := b.give(t, rows[2:3], colleague, leaves, "Back to you: would like to hear from you soon."); err != nil {
		return err
	}
	if err := b.give(t, rows[3:4], t.Workers[0], leaves, "Prefers a text first. The son, Ali, helps with letters and may be rung."); err != nil {
		return err
	}
	return b.db.Write(b.ctx, func(tx *db.Tx) error {
		if err := access.Leave(tx, gone.AccountID); err != nil {
			return err
		}
		return identity.Disable(tx, audit.System, gone.AccountID)
	})
}
