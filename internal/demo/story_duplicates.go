package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// double lets somebody of the first network be referred twice and taken on as
// somebody new; the worker noticed and closed the second case. The records are
// still two.
func (b *builder) double() error {
	t := b.teams[0]
	rows, err := b.longestKnown(t.Workers[0], 8)
	if err != nil {
		return err
	}
	p, practice, worker := rows[len(rows)-1].Person, t.Practices[0], t.Workers[1]
	b.clock.Set(b.today.AddDays(-9).At(10, 20))
	var version int
	id, err := referrals.Receive(b.ctx, b.db, audit.Actor{ID: practice.Actor.AccountID, Name: practice.Actor.Name, Role: string(access.Practice)}, none, referrals.Referral{
		Channel: referrals.FromPractice, PracticeID: practice.ID, ReferrerName: practice.Clinician, ReferrerRole: "GP",
		Details: people.Details{Given: p.Given, Family: p.Family, BirthDate: p.BirthDate, Phone: "07700 900 873", ContactBy: people.ByText, Voicemail: people.VoicemailNo, Language: p.Language},
		Needs:   []string{"loneliness"}, Reason: "New here and would like to meet people.", Risk: referrals.RiskNoneKnown, Permission: "said yes", Urgency: "routine"})
	if err != nil {
		return err
	}
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		got, err := referrals.Unscoped(r, id)
		version = got.Version
		return err
	}); err != nil {
		return err
	}
	person, err := casework.Take(b.ctx, b.db, worker, none, casework.TakeOn{ReferralID: id, Version: version, WorkerID: worker.AccountID})
	if err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-8).At(11, 40))
	if _, err := casework.RecordContact(b.ctx, b.db, worker, none, casework.Entry{Contact: casework.Contact{PersonID: person, Day: b.today.AddDays(-8), Means: "phone", Minutes: 10,
		Words: "Says that Amina rang last week. We have the same person twice."}}); err != nil {
		return err
	}
	var k casework.Case
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { k, err = casework.Latest(r, worker, person); return }); err != nil {
		return err
	}
	return casework.Close(b.ctx, b.db, worker, none, casework.Closing{PersonID: person, Version: k.Version, Reason: "duplicate", Words: "Amina’s case stays.",
		Measures: "not-right", Ending: "talked", RiskLooked: true, EndHoldings: true})
}
