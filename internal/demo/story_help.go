package demo

import (
	"fmt"
	"math/rand/v2"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/letters"
	"linkwork/internal/practicalhelp"
)

// openPots gives every team money to give away.
func (b *builder) openPots() error {
	for i := range b.teams {
		t := &b.teams[i]
		for _, pot := range []practicalhelp.Pot{
			{Name: "Fuel vouchers", Kind: "fuel-voucher", Funder: "Saltmere council, household support", Total: 250_000, OtherApprover: true},
			{Name: "Small grants", Kind: "small-grant", Funder: "The Windlass trust", Total: 100_000},
		} {
			pot.TeamID = t.ID
			id, err := practicalhelp.SavePot(b.ctx, b.db, t.Manager, none, pot)
			if err != nil {
				return err
			}
			t.Pots = append(t.Pots, id)
		}
	}
	return nil
}

// gains are benefits that people turned out to have a right to.
var gains = []practicalhelp.Income{
	{Source: "Attendance Allowance", Amount: 7265, Every: "week", Sure: true, Because: "Filled in the form together"},
	{Source: "Council tax reduction", Amount: 3120, Every: "month", Sure: true, Because: "A call to the council together"},
	{Source: "Warm home discount", Amount: 15000, Every: "once", Sure: false, Because: "Told the energy company about the benefit"},
	{Source: "Pension Credit", Amount: 2390, Every: "week", Sure: false, Because: "The advice centre checks the claim"},
}

// helpOut arranges practical help for about one person in three, and for each
// worker's first.
func (s *story) helpOut(r *rand.Rand) error {
	if s.helped == nil {
		s.helped = make(map[string]int)
	}
	s.helped[s.worker.AccountID]++
	if s.helped[s.worker.AccountID] > 1 && r.IntN(3) > 0 {
		return nil
	}
	if err := s.voucher(r); err != nil {
		return err
	}
	if err := s.supportingLetter(); err != nil {
		return err
	}
	income := gains[r.IntN(len(gains))]
	income.PersonID, income.Since = s.person, dates.Of(s.clock.Now()).AddDays(14)
	return practicalhelp.Gain(s.ctx, s.db, s.worker, none, income)
}

// voucher asks for one and moves it on, as far as it has come by today.
func (s *story) voucher(r *rand.Rand) error {
	award := practicalhelp.Award{PersonID: s.person, PotID: s.team.Pots[r.IntN(2)], What: []string{"Heating until the next payment", "A winter coat", "The prepayment meter"}[r.IntN(3)],
		Amount: practicalhelp.Pence(2800 + 700*r.IntN(4))}
	if r.IntN(5) == 0 {
		award = practicalhelp.Award{PersonID: s.person, Kind: "food-voucher", What: "Food for a week", Approver: "Saltmere food bank", Number: fmt.Sprintf("FB%06d", r.IntN(1_000_000))}
	}
	id, err := practicalhelp.Ask(s.ctx, s.db, s.worker, none, award)
	if err != nil {
		return err
	}
	steps := []practicalhelp.Step{{To: practicalhelp.Approved}, {To: practicalhelp.Issued, Number: fmt.Sprintf("SV%08d", r.IntN(100_000_000))}, {To: practicalhelp.Redeemed}}
	for day, step := range steps[:r.IntN(4)] {
		s.at(s.plus(1+2*day), 15, 20, func() error { return s.step(id, step) })
	}
	return nil
}

// step moves an award on, if the person is still supported.
func (s *story) step(id string, step practicalhelp.Step) error {
	var a practicalhelp.Award
	var open bool
	err := s.db.Read(s.ctx, func(tx *db.Snapshot) error {
		c, err := casework.Latest(tx, s.team.Manager, s.person)
		if err != nil {
			return err
		}
		open = c.Open()
		a, err = practicalhelp.TheAward(tx, s.team.Manager, s.person, id)
		return err
	})
	if err != nil || !open || !a.State.May(step.To) {
		return err
	}
	step.PersonID, step.AwardID, step.Version = s.person, id, a.Version
	return practicalhelp.Move(s.ctx, s.db, s.team.Manager, none, step)
}

// supportingLetter is one for each worker's first, finished, and drafts after.
func (s *story) supportingLetter() error {
	l := letters.Supporting{PersonID: s.person, Kind: letters.Supports[s.helped[s.worker.AccountID]%len(letters.Supports)].Code, Addressee: "Whom it may concern", Agreed: true,
		Seen: "We met four times at home. Each time somebody else had to open the door, because the walk from the chair takes several minutes.\nWe walked as far as the gate once and rested twice on the way."}
	_, err := letters.SaveSupporting(s.ctx, s.db, s.worker, none, l, s.helped[s.worker.AccountID] == 1)
	return err
}
