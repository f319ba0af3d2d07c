package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/workforce"
)

// spoken are languages of the first workers of each team.
var spoken = [][]string{{"pl", "ro"}, {"ur", "pa"}, {}, {"cy"}}

// allocate says which workers are whose, and what they speak: referrals of each
// team's first practice wait for its own workers by themselves from now on, and
// one that is there already waits for somebody whom the manager chose.
func (b *builder) allocate() error {
	b.clock.Set(b.now)
	for _, t := range b.teams {
		if err := b.nameWorkers(t); err != nil {
			return err
		}
		for i, w := range t.Workers[:min(len(spoken), len(t.Workers))] {
			if err := workforce.SayLanguages(b.ctx, b.db, t.Manager, none, workforce.Languages{AccountID: w.AccountID, Codes: spoken[i]}); err != nil {
				return err
			}
		}
		if err := b.giveOne(t.Manager, t.Workers[0]); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) nameWorkers(t team) error {
	for i, s := range t.Practices {
		p := teams.Practice{ID: s.ID, Version: 1, Named: []string{t.Workers[i%len(t.Workers)].AccountID}, GivesItself: i == 0}
		if err := workforce.NameWorkers(b.ctx, b.db, t.Manager, none, p); err != nil {
			return err
		}
	}
	return nil
}

// giveOne lets the newest referral wait for a worker.
func (b *builder) giveOne(manager, to access.Actor) error {
	var inbox referrals.Inbox
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		inbox, err = referrals.TeamInbox(r, manager)
		return err
	}); err != nil || len(inbox.New) == 0 {
		return err
	}
	return workforce.Give(b.ctx, b.db, manager, none, inbox.New[len(inbox.New)-1].ID, "", to.AccountID)
}
