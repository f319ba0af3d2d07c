package demo

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
)

// fear is a concern that a link worker raises, and how far it has come.
type fear struct {
	team, worker, row int // of which team and worker, and which of their people
	ago               time.Duration
	concern           safeguarding.Concern
	steps             []safeguarding.Step
}

// fears are made up. One was raised a moment ago and waits to be acknowledged.
var fears = []fear{
	{team: 0, worker: 0, row: 2, ago: 25 * time.Minute, concern: safeguarding.Concern{Seen: "He said his nephew comes on pension day and keeps the card “to help”. There was no food in the house, and he asked me twice not to say anything while the nephew was in the kitchen.",
		Whose: "person", Kinds: []string{"financial", "neglect"}, PersonKnows: "agrees", FirstDo: "Call before you visit, and ask whether he is on his own."}},
	{team: 0, worker: 1, row: 1, ago: 9 * 24 * time.Hour, concern: safeguarding.Concern{Seen: "Letters and bags to the ceiling, the cooker cannot be reached. She has not let the boiler be looked at for two winters.",
		Whose: "mine", Kinds: []string{"self-neglect"}, PersonKnows: "disagrees", Told: "The practice, by phone", FirstDo: "Do not visit alone, and keep to the hall."},
		steps: []safeguarding.Step{{What: safeguarding.WasSeen}, {What: safeguarding.Referred, Words: "Adult social care, with the fire service's home check asked for.", Reference: "SA-0417"}}},
	{team: 1, worker: 0, row: 1, ago: 3 * 24 * time.Hour, concern: safeguarding.Concern{Seen: "Two young men opened the door and said she was out. She called later from a neighbour's phone and whispered.",
		Whose: "mine", Kinds: []string{"exploitation"}, PersonKnows: "unsafe", FirstDo: "Meet at the library, never at home, and send no letters."},
		steps: []safeguarding.Step{{What: safeguarding.WasSeen}}},
}

// keepSafe names leads and deputies, and lets concerns be raised and looked at.
func (b *builder) keepSafe() error {
	b.clock.Set(b.now.AddDate(0, -6, 0))
	for i, t := range b.teams {
		leads := []access.Actor{t.Manager, t.Workers[len(t.Workers)-1]}
		if i == 1 {
			leads = []access.Actor{t.Workers[1]} // here the manager is not in charge, and says why they look
		}
		var named []access.Lead
		for _, l := range leads {
			named = append(named, access.Lead{AccountID: l.AccountID, Phone: t.Phone})
		}
		if err := safeguarding.NameLeads(b.ctx, b.db, t.Manager, none, t.ID, named, safeguarding.Clock{Minutes: 60, DangerMinutes: 15}); err != nil {
			return err
		}
	}
	if err := b.openAndShut(); err != nil {
		return err
	}
	for _, f := range fears {
		if err := b.raise(f); err != nil {
			return err
		}
	}
	return nil
}

// openAndShut restricts a record and lets another be opened in an emergency,
// which has ended by now.
func (b *builder) openAndShut() error {
	var admin identity.Account
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { admin, err = identity.ByEmail(r, mailOf(administrator)); return }); err != nil {
		return err
	}
	by := access.Actor{AccountID: admin.ID, Name: admin.Name, Memberships: []access.Membership{{Role: access.Administrator}}}
	if err := safeguarding.SetEmergencyRule(b.ctx, b.db, by, none, safeguarding.EmergencyRule{Allowed: true, Hours: 4}); err != nil {
		return err
	}
	t := b.teams[0]
	shut, err := b.personOf(t.Workers[1], 3)
	if err != nil {
		return err
	}
	if err := safeguarding.Restrict(b.ctx, b.db, t.Manager, none, access.Restriction{PersonID: shut.ID, Reason: "staff", Words: "A sister works at the desk of the practice.",
		ReviewOn: dates.Of(b.clock.Now()).AddMonths(9)}); err != nil {
		return err
	}
	opened, err := b.personOf(t.Workers[1], 4)
	if err != nil {
		return err
	}
	b.clock.Set(b.now.AddDate(0, 0, -1))
	_, err = safeguarding.OpenInEmergency(b.ctx, b.db, t.Workers[0], none, safeguarding.Sought{NHSNumber: opened.NHSNumber}, "At the surgery desk in tears, and Callum is on leave today.")
	return err
}

// personOf is somebody whom a worker supports, by the row of their list.
func (b *builder) personOf(worker access.Actor, row int) (p people.Person, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		load, err := casework.List(r, worker, casework.Mine, "", row+1)
		if err == nil {
			p = load.Rows[row].Person
		}
		return err
	})
	return p, err
}

func (b *builder) raise(f fear) error {
	t := b.teams[f.team]
	by := t.Workers[f.worker]
	p, err := b.personOf(by, f.row)
	if err != nil {
		return err
	}
	k := f.concern
	k.PersonID = p.ID
	b.clock.Set(b.now.Add(-f.ago))
	id, err := safeguarding.Raise(b.ctx, b.db, by, none, safeguarding.Raising{Concern: k, DangerAsked: true})
	if err != nil {
		return err
	}
	lead := t.Manager
	if f.team == 1 {
		lead = t.Workers[1]
	}
	for i, s := range f.steps {
		b.clock.Set(b.now.Add(-f.ago + time.Duration(20+60*i)*time.Minute))
		s.ConcernID, s.Version, s.Day = id, 2+i, dates.Of(b.clock.Now())
		if err := safeguarding.Take(b.ctx, b.db, lead, none, s); err != nil {
			return err
		}
	}
	if f.team != 1 {
		return nil
	}
	b.clock.Set(b.now.Add(-2 * time.Hour))
	return safeguarding.Show(b.ctx, b.db, t.Manager, none, k.PersonID, "supervising", "")
}
