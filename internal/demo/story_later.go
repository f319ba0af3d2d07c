package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/letters"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// hold keeps in touch for as long as the wait lasts.
func (s *story) hold() error {
	function := pick(s, vocabulary.HoldingFunctions)
	what := map[string]string{"readying": "Getting ready to go out alone", "sharing": "A steady person between hospital letters", "witness": "The first year after a death"}[function.Code]
	if what == "" {
		what = patch(s.team.network) + " " + pick(s, []string{"Community Car Scheme", "Housing Rights", "Befriending Line", "talking therapy list"})
	}
	h := casework.Holding{PersonID: s.person, Function: function.Code, WaitingFor: what, Agreed: true, EveryDays: 14, NextCheckIn: s.plus(14)}
	if function.Code == "waiting" {
		h.JoinedOn = dates.Of(s.clock.Now()).AddDays(-3)
	}
	id, err := casework.StartHolding(s.ctx, s.db, s.worker, none, h)
	if err != nil {
		return err
	}
	s.at(s.plus(14), 9, 45, func() error { return s.checkIn(id, function.Code, 4+s.random.IntN(9)) })
	return nil
}

// checkIn keeps the promise to be in touch, until it is time to go on.
func (s *story) checkIn(holding, function string, left int) error {
	if s.random.IntN(9) == 0 {
		s.at(s.plus(4), 9, 45, func() error { return s.checkIn(holding, function, left) }) // a few days late
		return nil
	}
	if err := s.record(casework.Entry{Contact: casework.Contact{Means: pick(s, []string{"phone", "phone", "text"}), Purpose: "holding-" + function, Minutes: 5 + 5*s.random.IntN(3),
		Words: s.words("holding-" + function)}, NextContact: s.plus(14)}); err != nil {
		return err
	}
	if err := s.doSteps(); err != nil {
		return err
	}
	if left > 0 {
		s.at(s.plus(14), 9, 45, func() error { return s.checkIn(holding, function, left-1) })
		return nil
	}
	if err := casework.EndHolding(s.ctx, s.db, s.worker, none, s.person, holding, "The wait was over"); err != nil {
		return err
	}
	s.at(s.plus(7), 10, 30, s.goOn)
	return nil
}

// goOn is a review; after some of them support ends.
func (s *story) goOn() error {
	done := s.contacts > 7+s.random.IntN(6)
	next := s.plus(21 + s.random.IntN(14))
	purpose := pick(s, []string{"review", "review", "advocacy", "going-along"})
	e := casework.Entry{Contact: casework.Contact{Means: pick(s, []string{"phone", "home", "community"}), Purpose: purpose, Minutes: 15 + 15*s.random.IntN(4), Words: s.words(purpose)}}
	if !done {
		e.NextContact = next
	}
	if err := s.record(e); err != nil {
		return err
	}
	if err := s.doSteps(); err != nil {
		return err
	}
	if s.random.IntN(3) == 0 {
		if err := s.askWellbeing(s.random.IntN(4)); err != nil {
			return err
		}
	}
	if done {
		s.at(s.plus(10), 12, 30, s.end)
	} else {
		s.at(next, 11, s.random.IntN(60), s.goOn)
	}
	return nil
}

// end is the last conversation, the closing and the letter.
func (s *story) end() error {
	if err := s.record(casework.Entry{Contact: casework.Contact{Means: "phone", Purpose: "ending", Minutes: 20, Words: s.words("ending")}}); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		return err
	}
	if err := s.close(pick(s, []string{"goals-met", "settled", "settled", "person-chose", "moved"})); err != nil {
		return err
	}
	return s.write()
}

// settle says what came of what was not known yet, for most.
func (s *story) settle() error {
	var all []connections.Connection
	err := s.db.Read(s.ctx, func(r *db.Snapshot) (err error) {
		all, err = connections.Of(r, s.worker, s.person)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Outcome == "unknown" && s.random.IntN(3) > 0 {
			if err := connections.SetOutcome(s.ctx, s.db, s.worker, none, s.person, c.ID, pick(s, []string{"started", "finished", "stopped"}), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *story) close(reason string) error {
	cl := casework.Closing{PersonID: s.person, Reason: reason, RiskLooked: true, EndHoldings: true, Goals: make(map[string]string), Measures: "not-right", Ending: "talked"}
	if reason == "no-contact" {
		cl.Measures, cl.Ending = "not-reached", "could-not"
	}
	err := s.db.Read(s.ctx, func(r *db.Snapshot) error {
		c, err := casework.Latest(r, s.worker, s.person)
		if err != nil {
			return err
		}
		cl.Version = c.Version
		goals, err := casework.GoalsOf(r, c.ID)
		for _, g := range goals {
			cl.Goals[g.ID] = pick(s, []string{"achieved", "achieved", "partly", "not", "changed"})
		}
		return err
	})
	if err != nil {
		return err
	}
	return casework.Close(s.ctx, s.db, s.worker, none, cl)
}

// write sends the letter to the practice.
func (s *story) write() error {
	e := letters.Edited{PersonID: s.person, None: true}
	if s.random.IntN(5) == 0 {
		e.None, e.Asks = false, "Please review sleep and pain at the next appointment."
	}
	err := s.db.Read(s.ctx, func(r *db.Snapshot) (err error) {
		e.Sections, err = letters.Compose(r, s.worker, s.person)
		return err
	})
	if err != nil {
		return err
	}
	_, err = letters.Send(s.ctx, s.db, s.worker, none, e)
	return err
}

// needsUnderWay says how each need is going once there is a plan.
func (s *story) needsUnderWay() error {
	var needs []casework.Need
	err := s.db.Read(s.ctx, func(r *db.Snapshot) error {
		c, err := casework.Latest(r, s.worker, s.person)
		if err != nil {
			return err
		}
		needs, err = casework.NeedsOf(r, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	for i, n := range needs {
		state, step := casework.NeedUnderWay, pick(s, []string{"Look at what there is together", "Call on Thursday", "Visit together next week"})
		if i > 0 {
			state, step = casework.NeedNotNow, "Does not want to talk about this yet. Ask again later"
		}
		if err := casework.ChangeNeed(s.ctx, s.db, s.worker, none, casework.Need{ID: n.ID, PersonID: s.person, State: state, NextStep: step, Version: n.Version}); err != nil {
			return err
		}
	}
	return nil
}

// doSteps ticks off the steps that were to be done by now, for most.
func (s *story) doSteps() error {
	var goals []casework.Goal
	err := s.db.Read(s.ctx, func(r *db.Snapshot) error {
		c, err := casework.Latest(r, s.worker, s.person)
		if err != nil {
			return err
		}
		goals, err = casework.GoalsOf(r, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	today := dates.Of(s.clock.Now())
	for _, g := range goals {
		for _, a := range g.Actions {
			if a.State == "to-do" && a.Due.Before(today) && s.random.IntN(12) > 0 {
				if err := casework.SettleAction(s.ctx, s.db, s.worker, none, s.person, a.ID, "done"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// copyEntries puts what is older than a week into the practice's record, as a
// worker would on a quiet afternoon.
func (b *builder) copyEntries() error {
	for _, t := range b.teams {
		for _, who := range append(t.Workers, t.Manager) {
			for {
				var ids []string
				err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
					entries, err := referrals.NotThereYet(r, who)
					for _, e := range entries {
						if e.Day.Before(b.today.AddDays(-6)) {
							ids = append(ids, e.ID)
						}
					}
					return err
				})
				if err != nil {
					return err
				}
				if len(ids) == 0 {
					break
				}
				if err := referrals.MarkCopied(b.ctx, b.db, who, ids); err != nil {
					return err
				}
			}
			if err := b.sendEntries(who); err != nil {
				return err
			}
		}
	}
	return nil
}

// sendEntries hands what is left of the days before today to the practices.
func (b *builder) sendEntries(who access.Actor) error {
	var ids []string
	err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		entries, err := referrals.NotThereYet(r, who)
		for _, e := range entries {
			if e.PersonID != "" && e.Day.Before(b.today) {
				ids = append(ids, e.ID)
			}
		}
		return err
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = referrals.SendEntries(b.ctx, b.db, who, once.Key{}, ids[:(len(ids)+1)/2]) // some are still to be copied
	return err
}
