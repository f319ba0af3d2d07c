package demo

import (
	"strconv"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/identity"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

// chooseInstruments switches on the questions about loneliness and EQ-5D-5L,
// beside those about wellbeing that are on from the start, and says when these
// are asked.
func (b *builder) chooseInstruments() error {
	var by access.Actor
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		account, err := identity.ByEmail(r, mailOf(administrator))
		if err != nil {
			return err
		}
		by, err = access.Load(r, account.ID, account.Name)
		return err
	}); err != nil {
		return err
	}
	if err := measures.Choose(b.ctx, b.db, by, none, "ucla3", measures.Choice{On: true}); err != nil {
		return err
	}
	if err := measures.Choose(b.ctx, b.db, by, none, eq5d, measures.Choice{On: true, Permission: "Registered with EuroQol for this demonstration (made up)"}); err != nil {
		return err
	}
	if err := measures.ChooseValueSet(b.ctx, b.db, by, none, eq5d, instruments.ValueSets(eq5d)[0].ID); err != nil {
		return err
	}
	return measures.SetSchedule(b.ctx, b.db, by, none, measures.Usual, measures.Timing{On: true, FirstDays: 28, Months: "3, 6, 12", Weeks: 4})
}

const eq5d = "eq5d5l"

// askWellbeing asks the four questions, and some people about loneliness, others
// about their health.
func (s *story) askWellbeing(step int) error {
	if err := s.recordAnswers(s.answers(step)); err != nil {
		return err
	}
	if !s.lonely {
		return s.askHealth(step)
	}
	often := func(most int) int { return max(1, min(most, most-step+s.aside.IntN(2)-1)) }
	said := map[string]int{"companionship": often(3), "left_out": often(3), "isolated": often(3), "lonely": often(5)}
	return s.recordAnswers(measures.Numbers("ucla3", dates.Of(s.clock.Now()), said))
}

// recordAnswers records answers, and what was done where they worry.
func (s *story) recordAnswers(a measures.Asked) error {
	worries, err := measures.Record(s.ctx, s.db, s.worker, none, s.person, a)
	if err != nil || len(worries) == 0 {
		return err
	}
	var all []measures.Response
	if err := s.db.Read(s.ctx, func(r *db.Snapshot) (err error) {
		all, err = measures.Of(r, s.person)
		return err
	}); err != nil {
		return err
	}
	return measures.NoteDone(s.ctx, s.db, s.worker, none, s.person, measures.Waiting(all)[0].ID, "We talked about it at once. They are safe today, know whom to ring at night, and I ring on Thursday.")
}

// askHealth types in the profile and today's health.
func (s *story) askHealth(step int) error {
	profile := make([]byte, len(instruments.Dimensions))
	for i := range profile {
		profile[i] = byte('1' + s.aside.IntN(max(2, 4-step)))
	}
	return s.recordAnswers(measures.Asked{Instrument: eq5d, Day: dates.Of(s.clock.Now()), Who: measures.Themselves, Given: map[string]form.Given{
		"profile": {Values: []string{string(profile)}}, "vas": {Values: []string{strconv.Itoa(40 + 8*step + s.aside.IntN(30))}}}})
}

// release gives the commissioners a file of how wellbeing changed, from each team.
func (b *builder) release() error {
	b.clock.Set(b.today.AddDays(-20).At(11, 0))
	pack, _ := instruments.Find(measures.Usual)
	for _, t := range b.teams {
		if _, err := measures.Let(b.ctx, b.db, t.Manager, none, measures.Release{Inquiry: measures.Inquiry{Pack: pack, Scale: pack.Main(), From: b.today.AddMonths(-months), To: b.today.AddDays(-20)},
			Audience: "Saltmere commissioners", Rule: measures.Rules[0].ID}); err != nil {
			return err
		}
	}
	return nil
}

// missSome lets workers say of a few people why they could not be asked.
func (b *builder) missSome() error {
	for _, t := range b.teams {
		var due []casework.MeasureDue
		if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
			due, err = casework.MeasuresDue(r, t.Manager)
			return err
		}); err != nil {
			return err
		}
		for i, x := range due {
			if i%4 != 0 || x.Months == 0 {
				continue
			}
			reason := form.Reasons[1+b.aside.IntN(4)] // not asked, unable, stopped, lost
			if err := casework.CannotAsk(b.ctx, b.db, t.Manager, none, x.PersonID, x.Instrument, x.Months, reason); err != nil {
				return err
			}
		}
	}
	return nil
}
